// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import static java.util.Objects.requireNonNull;

import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.consent.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the filter costs a whole server: three of them take turns in short stretches, round after
 * round, so that whatever else the machine does meets all alike. The processor time is that of the
 * server's process, kernel included; what counts is the ratio within a round.
 */
public final class ServerBenchmark {

  private static final List<String> SERVERS = List.of("bare", "ours", "spring");
  private static final List<String> PATHS = List.of("/data", "/page");
  private static final List<Integer> CONNECTIONS = List.of(1, 16, 64);
  private static final int WARMUP = 8_000;

  private final Map<String, Child> servers = new LinkedHashMap<>();
  private final Map<String, String> ports = new LinkedHashMap<>();
  private final Child load;
  private final String cookie;
  private final int rounds;
  private final int millis;

  /** What one server did in one stretch. */
  private record Stretch(double nanosARequest, double requestsASecond, double half, double most) {}

  private ServerBenchmark(int rounds, int millis) throws IOException {
    this.rounds = rounds;
    this.millis = millis;
    String key = Keys.generate();
    Decisions decisions =
        new Decisions(Declared.siteBehindAProxy(), Keys.parse(key), Clock.systemUTC());
    this.cookie =
        Declared.CONSENT
            + "="
            + decisions.cookieValue(
                decisions.choose(decisions.undecided(false), Selection.ALL).choice().orElseThrow());
    for (String name : SERVERS) {
      Child server = new Child(MeasuredServer.class, name, key);
      servers.put(name, server);
      ports.put(name, server.heard());
    }
    this.load = new Child(LoadGenerator.class);
  }

  /**
   * Measures and writes a table into a document.
   *
   * @param arguments the document, the number of rounds, and the milliseconds of a stretch
   */
  public static void main(String... arguments) throws IOException {
    ServerBenchmark benchmark =
        new ServerBenchmark(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    try {
      Document.replace(Path.of(arguments[0]), "server", benchmark.table());
    } finally {
      benchmark.end();
    }
  }

  private void end() throws IOException {
    load.close();
    for (Child server : servers.values()) {
      server.close();
    }
  }

  private String table() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "\n| answer | connections | server | processor a request | of `bare` | requests/s"
                + " | half within | 99 % within |\n|---|---|---|---|---|---|---|---|\n");
    for (String path : PATHS) {
      for (String name : SERVERS) {
        stretch(name, path, 16, WARMUP);
      }
      for (int connections : CONNECTIONS) {
        table.append(rows(path, connections));
      }
    }
    return table + "\n";
  }

  private String rows(String path, int connections) throws IOException {
    Map<String, List<Stretch>> all = new LinkedHashMap<>();
    SERVERS.forEach(name -> all.put(name, new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < SERVERS.size(); i++) {
        String name = SERVERS.get((i + round) % SERVERS.size());
        requireNonNull(all.get(name)).add(stretch(name, path, connections, millis));
      }
    }
    StringBuilder rows = new StringBuilder();
    for (String name : SERVERS) {
      rows.append(row(path, connections, name, all));
    }
    System.out.print(rows);
    return rows.toString();
  }

  private Stretch stretch(String name, String path, int connections, int length)
      throws IOException {
    Child server = requireNonNull(servers.get(name));
    long before = server.processorNanos();
    String order = ports.get(name) + " " + path + " " + cookie + " " + connections + " " + length;
    String[] done = load.asked(order).split(" ", -1);
    double spent = server.processorNanos() - before;
    double requests = Double.parseDouble(done[0]);
    return new Stretch(
        spent / requests,
        requests * 1000 / length,
        Double.parseDouble(done[1]),
        Double.parseDouble(done[2]));
  }

  private static String row(
      String path, int connections, String name, Map<String, List<Stretch>> all) {
    List<Stretch> own = requireNonNull(all.get(name));
    List<Stretch> bare = requireNonNull(all.get("bare"));
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      ratios.add(own.get(i).nanosARequest() / bare.get(i).nanosARequest());
    }
    return "| `%s` | %d | `%s` | %,.0f ns | %+.1f %% | %,.0f | %,.0f µs | %,.0f µs |%n"
        .formatted(
            path,
            connections,
            name,
            median(own, Stretch::nanosARequest),
            (median(ratios) - 1) * 100,
            median(own, Stretch::requestsASecond),
            median(own, Stretch::half) / 1000,
            median(own, Stretch::most) / 1000);
  }

  private static double median(List<Stretch> all, ToDoubleFunction<Stretch> what) {
    return median(all.stream().map(what::applyAsDouble).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
