// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of JMH's results.
 *
 * @param group the class without its package
 * @param error half of the interval of confidence; not a number where there were too few rounds
 */
record Measured(
    String group,
    String method,
    Map<String, String> parameters,
    double score,
    double error,
    String unit,
    OptionalDouble cpu,
    OptionalDouble bytes) {

  static Measured of(JsonObject run) {
    String[] name = run.getString("benchmark").split("\\.", -1);
    JsonObject primary = run.getJsonObject("primaryMetric");
    return new Measured(
        name[name.length - 2],
        name[name.length - 1],
        parameters(run),
        number(primary.get("score")),
        number(primary.get("scoreError")),
        primary.getString("scoreUnit"),
        secondary(run, "cpu.norm"),
        secondary(run, "gc.alloc.rate.norm"));
  }

  private static Map<String, String> parameters(JsonObject run) {
    Map<String, String> parameters = new TreeMap<>();
    Optional.ofNullable(run.getJsonObject("params"))
        .ifPresent(
            declared -> declared.keySet().forEach(k -> parameters.put(k, declared.getString(k))));
    return parameters;
  }

  private static OptionalDouble secondary(JsonObject run, String name) {
    JsonObject metric = run.getJsonObject("secondaryMetrics").getJsonObject(name);
    return metric == null ? OptionalDouble.empty() : OptionalDouble.of(number(metric.get("score")));
  }

  /** JMH writes what is not a number as text. */
  private static double number(@Nullable JsonValue value) {
    return value instanceof JsonNumber number
        ? number.doubleValue()
        : value instanceof JsonString text ? Double.parseDouble(text.getString()) : Double.NaN;
  }

  String shown(double value) {
    return Double.isNaN(value) ? "" : "%,.0f %s".formatted(value, unit.replace("/op", ""));
  }

  /** What it takes of the processor, or the time that passed where that was not measured. */
  double processorNanos() {
    return cpu.orElse(score);
  }

  String processor() {
    return cpu.isPresent() ? "%,.0f ns".formatted(cpu.getAsDouble()) : "";
  }

  String allocated() {
    return bytes.isPresent() ? "%,.0f B".formatted(bytes.getAsDouble()) : "";
  }
}
