// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a visitor was shown. */
@Command(
    name = "notice",
    description = "Prints the notice that a record names by its hash, as JSON: what was shown.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.DONE,
      "1:the ledger has no such notice",
      ExitCode.UNUSABLE,
      ExitCode.BROKEN
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LedgerNotice implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LedgerPlace place;

  @Parameters(index = "1", paramLabel = "HASH", description = "The hash of the notice.")
  private String hash;

  LedgerNotice() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (!hash.matches("[A-Za-z0-9_-]{43}")) {
      err.println("HASH must be 43 characters of base64url, as a record states it");
      return ExitCode.NOT_USABLE;
    }
    return place.with(LedgerPlace.Use.READ, err, ledger -> print(ledger.notice(hash)));
  }

  private int print(Optional<String> notice) {
    notice.ifPresent(spec.commandLine().getOut()::println);
    return notice.isPresent() ? ExitCode.SOUND : ExitCode.MISTAKES;
  }
}
