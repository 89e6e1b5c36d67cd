// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import java.util.Map;

/** What was set out to be reached, to be read beside what is. */
final class Targets {

  private static final Map<String, String> REQUESTS =
      Map.of(
          "knownVisitor", "+250 ns, 300 B; a fifteenth of Spring Security",
          "firstVisit", "500 ns",
          "forgedCookie", "1,000 ns, 700 B");

  private static final Map<String, String> PAGES =
      Map.of(
          "dense", "800 MB/s, 15 × jsoup",
          "irregular", "500 MB/s, 15 × jsoup",
          "text", "4,000 MB/s, 15 × jsoup");

  private Targets() {}

  static String of(Measured row) {
    return switch (row.group() + "." + row.method()) {
      case "HtmlBenchmark.tagGate" ->
          row.parameters().getOrDefault("matches", "").equals("none")
              ? PAGES.getOrDefault(row.parameters().getOrDefault("page", ""), "")
              : "";
      case "LedgerBenchmark.oneWriter", "LedgerBenchmark.manyWriters" -> "";
      case "ScaleBenchmark.classifyTenCookies" -> "700 ns, 0 B";
      default ->
          row.group().equals("RequestBenchmark") ? REQUESTS.getOrDefault(row.method(), "") : "";
    };
  }
}
