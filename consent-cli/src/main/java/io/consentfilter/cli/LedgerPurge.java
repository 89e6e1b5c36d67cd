// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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
          + " the rest still verifies.",
      "A ledger in a folder must not be in use meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LedgerPurge implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LedgerPlace place;

  @ArgGroup(multiplicity = "1")
  private Age age;

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
    long removed = ledger.purge(age.limit(Clock.systemUTC()));
    spec.commandLine().getOut().println("Removed " + Words.count(removed, "record") + ".");
    return ExitCode.SOUND;
  }
}
