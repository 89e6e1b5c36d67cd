// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.Verification;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Removes old records. */
@Command(
    name = "purge",
    description = {
      "Removes the oldest records for good and signs for the chain that they were part of, so that"
          + " the rest still verifies. It verifies the ledger first: what is removed can be proved no"
          + " more, neither that it was sound nor that it was not.",
      "A ledger in a folder must not be in use meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.DONE,
      "1:the ledger is not sound, and nothing was removed",
      ExitCode.UNUSABLE,
      ExitCode.BROKEN
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LedgerPurge implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LedgerPlace place;

  @ArgGroup(multiplicity = "1")
  private Age age;

  @Option(names = "--unsound", description = "Removes records although the ledger is not sound.")
  private boolean unsound;

  /** What is old. */
  static final class Age {

    @Option(
        names = "--before",
        paramLabel = "DATE",
        converter = Day.class,
        description = "Removes what was decided before this day begins in UTC, as in 2026-11-01.")
    private @Nullable LocalDate before;

    @Option(
        names = "--keep-days",
        paramLabel = "N",
        description = "Removes what was decided more than N days ago.")
    private @Nullable Integer keepDays;

    Instant limit(Clock clock) {
      return Optional.ofNullable(before)
          .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
          .orElseGet(() -> clock.instant().minus(Duration.ofDays(days())));
    }

    private int days() {
      return Optional.ofNullable(keepDays)
          .filter(days -> days >= 0)
          .orElseThrow(() -> new UnusableException("--keep-days must be 0 or more"));
    }
  }

  /** A day as it is written in ISO 8601. */
  static final class Day implements ITypeConverter<LocalDate> {

    Day() {}

    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "found \"" + text + "\"; allowed: a day as in 2026-11-01");
      }
    }
  }

  LedgerPurge() {}

  @Override
  public Integer call() {
    return place.with(LedgerPlace.Use.WRITE, spec.commandLine().getErr(), this::purge);
  }

  private int purge(Ledger ledger) {
    Instant limit = age.limit(Clock.systemUTC());
    if (!unsound && !sound(ledger)) {
      return ExitCode.MISTAKES;
    }
    long removed = ledger.purge(limit);
    spec.commandLine().getOut().println("Removed " + Words.count(removed, "record") + ".");
    return ExitCode.SOUND;
  }

  private boolean sound(Ledger ledger) {
    PrintWriter err = spec.commandLine().getErr();
    Verification result = ledger.verify(List.of(), new Progress(err));
    if (!result.sound()) {
      result.faults().forEach(err::println);
      err.println(
          "Nothing was removed: find out why first; --unsound removes records all the same.");
    }
    return result.sound();
  }
}
