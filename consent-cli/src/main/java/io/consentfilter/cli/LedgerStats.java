// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.ledger.Ledger;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells how many chose what. */
@Command(
    name = "stats",
    description =
        "Prints how many chose what on each day (UTC) and revision of the policy, with tabs between"
            + " the columns; nothing in it stands for one visitor.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LedgerStats implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LedgerPlace place;

  LedgerStats() {}

  @Override
  public Integer call() {
    return place.with(LedgerPlace.Use.READ, spec.commandLine().getErr(), this::count);
  }

  private int count(Ledger ledger) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("day\trevision\twhat\tcount");
    ledger
        .statistics(new Progress(spec.commandLine().getErr()))
        .counts()
        .forEach(
            (key, counts) ->
                counts.forEach(
                    (what, count) ->
                        out.println(
                            key.day() + "\t" + key.revision() + "\t" + what + "\t" + count)));
    return ExitCode.SOUND;
  }
}
