// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.PolicyDiff;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what visitors will be asked again after a change of the policy. */
@Command(
    name = "diff",
    description = "Tells what visitors who answered the OLD policy are asked again under the NEW.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNSOUND, ExitCode.UNUSABLE, ExitCode.BROKEN})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PolicyCompare implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy that was answered.")
  private Path older;

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy that comes.")
  private Path newer;

  PolicyCompare() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    return PolicyFile.read(
        older, err, before -> PolicyFile.read(newer, err, after -> tell(before, after)));
  }

  private int tell(Policy before, Policy after) {
    PrintWriter out = spec.commandLine().getOut();
    PolicyDiff diff = PolicyDiff.between(before, after);
    diff.asked().forEach(item -> out.println("asked: " + shown(item)));
    diff.dropped().forEach(item -> out.println("no longer counts: " + shown(item)));
    out.println(diff.asked().isEmpty() ? "Nothing is asked again." : ofWhom(before));
    return ExitCode.SOUND;
  }

  /** Whoever refused is asked as well: the refusal was of something else. */
  private static String ofWhom(Policy before) {
    return "Asked of everybody who chose under revision "
        + before.revision()
        + ", whether they allowed or refused; their other answers stand.";
  }

  private static String shown(Item item) {
    return (item.isPurpose() ? "purpose " : "service ") + item.id();
  }
}
