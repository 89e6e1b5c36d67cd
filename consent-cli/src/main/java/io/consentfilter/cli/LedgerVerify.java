// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.ledger.Head;
import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.Verification;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells whether every line of a ledger is as it was written. */
@Command(
    name = "verify",
    description = {
      "Checks that no line was edited, removed, inserted or moved since it was recorded, and prints"
          + " where the chain stands. Every fault is on one line of standard error.",
      "Lines cut off at the end are noticed as far as the ledger's last signed head reaches; keep"
          + " the printed head elsewhere and hand it to --head to notice all of them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.DONE,
      "1:the ledger has faults; each is on one line of standard error",
      ExitCode.UNUSABLE,
      ExitCode.BROKEN
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LedgerVerify implements Callable<Integer> {

  private static final Pattern HEAD = Pattern.compile("([1-9][0-9]{0,17}):([A-Za-z0-9_-]{43})");

  @Spec private CommandSpec spec;
  @Mixin private LedgerPlace place;

  @Option(
      names = "--head",
      paramLabel = "NUMBER:HASH",
      description = "A head that an earlier verification printed, or that a receipt states.")
  private Optional<String> head;

  LedgerVerify() {}

  @Override
  public Integer call() {
    return place.with(LedgerPlace.Use.VERIFY, spec.commandLine().getErr(), this::verify);
  }

  private int verify(Ledger ledger) {
    PrintWriter err = spec.commandLine().getErr();
    List<Head> known = head.map(LedgerVerify::parsed).map(List::of).orElse(List.of());
    Verification result = ledger.verify(known, new Progress(err));
    result.faults().forEach(err::println);
    long more = result.faultCount() - result.faults().size();
    if (more > 0) {
      err.println("and " + Words.count(more, "more fault"));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (result.sound()) {
      out.println("The ledger is sound: " + Words.count(result.lines(), "record") + ".");
      out.println("head: " + result.head().number() + ":" + result.head().hash());
    }
    return result.sound() ? ExitCode.SOUND : ExitCode.MISTAKES;
  }

  private static Head parsed(String text) {
    Matcher parts = HEAD.matcher(text);
    if (!parts.matches()) {
      throw new UnusableException("--head must be NUMBER:HASH, as verify prints it");
    }
    return new Head(Long.parseLong(parts.group(1)), parts.group(2));
  }
}
