// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the tables of {@code docs/benchmarks.md} from the JSON that JMH wrote. */
public final class Results {

  private final List<Measured> all;

  private Results(List<Measured> all) {
    this.all = all;
  }

  /**
   * Replaces the results in a document.
   *
   * @param arguments the document, the load of the machine before, what the benchmarks printed, and
   *     files with JMH's results
   */
  public static void main(String... arguments) throws IOException {
    Path document = Path.of(arguments[0]);
    List<JsonObject> runs = new ArrayList<>();
    for (String file : List.of(arguments).subList(3, arguments.length)) {
      runs.addAll(read(Path.of(file)));
    }
    Results results = new Results(runs.stream().map(Measured::of).toList());
    String now = origin(runs.get(0), arguments[1]) + results.tables() + sizes(arguments[2]);
    Document.replace(document, "results", now);
  }

  /** What {@link LedgerBenchmark} said when its runs ended. */
  private static String sizes(String log) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(log))) {
      String sizes =
          lines
              .filter(line -> line.startsWith(LedgerBenchmark.BYTES))
              .map(line -> line.substring(LedgerBenchmark.BYTES.length()))
              .collect(Collectors.joining("; "));
      return sizes.isEmpty() ? "" : "Bytes a record on the disk: " + sizes + ".\n\n";
    }
  }

  private static List<JsonObject> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        JsonReader reader = Json.createReader(in)) {
      return reader.readArray().getValuesAs(JsonValue::asJsonObject);
    }
  }

  /** Says where, when and with what it was measured. */
  private static String origin(JsonObject run, String load) throws IOException {
    return "\n%s, %d processors, %s; load before: %s; %s; JDK %s, JMH %s; %s.\n"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            load,
            LocalDate.now(ZoneOffset.UTC),
            run.getString("vmVersion"),
            run.getString("jmhVersion"),
            versions());
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String versions() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Results.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    }
    return versions.stringPropertyNames().stream()
        .sorted()
        .map(name -> name + " " + versions.getProperty(name))
        .collect(Collectors.joining(", "));
  }

  private String tables() {
    return all.stream()
        .map(Measured::group)
        .distinct()
        .map(group -> "\n### " + group + "\n\n" + table(of(group)))
        .collect(Collectors.joining())
        .concat("\n");
  }

  private List<Measured> of(String group) {
    return all.stream().filter(measured -> measured.group().equals(group)).toList();
  }

  private static String table(List<Measured> rows) {
    List<String> parameters =
        List.copyOf(
            rows.stream()
                .flatMap(row -> row.parameters().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    Stream<String> head =
        Stream.of(
                Stream.of("method"),
                parameters.stream(),
                Stream.of("time", "±", "processor", "allocated", rate(rows), "target"))
            .flatMap(names -> names);
    String titles = head.collect(Collectors.joining(" | ", "| ", " |\n"));
    String rule = "|---".repeat(parameters.size() + 7) + "|\n";
    return rows.stream()
        .map(row -> line(row, rows, parameters))
        .collect(Collectors.joining("", titles + rule, ""));
  }

  private static String rate(List<Measured> rows) {
    return rows.get(0).group().equals("HtmlBenchmark") ? "MB/s" : "added to `bare`";
  }

  private static String line(Measured row, List<Measured> rows, List<String> parameters) {
    Stream<String> cells =
        Stream.of(
                Stream.of("`" + row.method() + "`"),
                parameters.stream().map(name -> row.parameters().getOrDefault(name, "")),
                Stream.of(
                    row.shown(row.score()),
                    row.shown(row.error()),
                    row.processor(),
                    row.allocated(),
                    derived(row, rows),
                    Targets.of(row)))
            .flatMap(values -> values);
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Throughput of a page; otherwise what comes on top of the same without a filter. */
  private static String derived(Measured row, List<Measured> rows) {
    String size = row.parameters().get("size");
    if (row.group().equals("HtmlBenchmark") && size != null) {
      return "%,.0f".formatted(HtmlBenchmark.bytes(size) * 1000.0 / row.processorNanos());
    }
    return rows.stream()
        .filter(other -> other.method().equals("bare") && !row.method().equals("bare"))
        .map(bare -> "%,.0f ns".formatted(row.processorNanos() - bare.processorNanos()))
        .findFirst()
        .orElse("");
  }
}
