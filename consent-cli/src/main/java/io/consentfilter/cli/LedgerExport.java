// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.ledger.Ledger;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints every record of a ledger. */
@Command(
    name = "export",
    description =
        "Prints every record, complete with what its notice says. JSON is an array with a record on"
            + " each line and the fields of ISO/IEC TS 27560; CSV (RFC 4180) has the main ones.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LedgerExport implements Callable<Integer> {

  /** How records are written. */
  enum Format {
    /** All there is. */
    JSON,
    /** A table. */
    CSV
  }

  @Spec private CommandSpec spec;
  @Mixin private LedgerPlace place;

  @Option(
      names = "--format",
      paramLabel = "json|csv",
      defaultValue = "json",
      converter = FormatName.class,
      description = "How to print them: json (default) or csv.")
  private Format format;

  LedgerExport() {}

  /** Takes the names in lower case. */
  static final class FormatName implements picocli.CommandLine.ITypeConverter<Format> {

    FormatName() {}

    @Override
    public Format convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "json" -> Format.JSON;
        case "csv" -> Format.CSV;
        default ->
            throw new picocli.CommandLine.TypeConversionException(
                "found \"" + value + "\"; allowed: json, csv");
      };
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    return place.with(
        LedgerPlace.Use.READ, err, ledger -> format == Format.JSON ? json(ledger) : csv(ledger));
  }

  private int json(Ledger ledger) {
    PrintWriter out = spec.commandLine().getOut();
    String[] before = {"["};
    ledger.export(
        record -> {
          out.print(before[0] + "\n" + record);
          before[0] = ",";
        },
        new Progress(spec.commandLine().getErr()));
    out.print((before[0].equals("[") ? "[" : "") + "\n]\n");
    out.flush();
    return ExitCode.SOUND;
  }

  private int csv(Ledger ledger) {
    try {
      CSVPrinter table =
          CSVFormat.RFC4180
              .builder()
              .setHeader(CsvRow.HEADER)
              .get()
              .print(spec.commandLine().getOut());
      ledger.export(record -> print(record, table), new Progress(spec.commandLine().getErr()));
      table.flush();
      return ExitCode.SOUND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(JsonObject record, CSVPrinter table) {
    try {
      table.printRecord(CsvRow.of(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
