// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Transport;
import io.consentfilter.policy.Undeclared;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells every mistake in a policy, or what a sound one says. */
@Command(
    name = "check",
    description = {
      "Reads a policy and prints a summary of it.",
      "Every mistake goes to standard error as FILE:line:column: path: message."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNSOUND, ExitCode.UNUSABLE, ExitCode.BROKEN})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PolicyCheck implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The policy, JSON in UTF-8.")
  private Path file;

  PolicyCheck() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return PolicyFile.read(file, spec.commandLine().getErr(), policy -> summary(policy, out));
  }

  private int summary(Policy policy, PrintWriter out) {
    out.println(file + " is sound.");
    out.println("revision: " + policy.revision());
    out.println("languages: " + String.join(", ", policy.languages()));
    out.println(
        Words.count(policy.purposes().size(), "purpose")
            + ", "
            + Words.count(policy.services().size(), "service")
            + ", "
            + Words.count(cookies(policy), "cookie"));
    limits(policy, out);
    warnings(policy, out);
    return ExitCode.SOUND;
  }

  private static int cookies(Policy policy) {
    return policy.services().stream().mapToInt(service -> service.cookies().size()).sum();
  }

  private static void limits(Policy policy, PrintWriter out) {
    out.println(
        "session: ends after "
            + Words.span(policy.session().idle())
            + " without activity, after "
            + Words.span(policy.session().absolute())
            + " at the latest");
    out.println("remembered login: " + Words.span(policy.rememberMe().maxAge()));
    out.println("choice: " + Words.span(policy.choiceLifetime()));
  }

  private static void warnings(Policy policy, PrintWriter out) {
    if (policy.transport() == Transport.HTTP) {
      out.println(
          "warning: \"transport\": \"http\" is for development; cookies travel unprotected");
    }
    if (policy.undeclared() == Undeclared.REPORT) {
      out.println("warning: \"undeclared\": \"report\" lets cookies pass that nobody consented to");
    }
  }
}
