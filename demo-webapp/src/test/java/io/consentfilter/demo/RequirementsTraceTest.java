// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which test keeps which requirement, as the tags of all modules say. */
class RequirementsTraceTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENT = ROOT.resolve("docs/requirements-trace.md");
  private static final Pattern REQUIREMENT =
      Pattern.compile("^- \\*\\*R(\\d+)\\*\\* (.*) \\[(core|demo|docs)] .*$");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"R(\\d+)\"\\)");
  private static final String HEAD =
      """
      # Requirements and the tests that keep them

      Written from the tags of the tests by `mvn test -DregenerateDocs=true -pl demo-webapp -am
      -Dtest=RequirementsTraceTest`; the same test fails when this is out of date. A test named
      after a class holds the requirement in one or more of its methods.

      | | requirement | tests |
      |---|---|---|
      """;

  @Test
  void document_isWhatTheTagsSay() throws IOException {
    String written = written();
    if (Boolean.getBoolean("regenerateDocs")) {
      Files.writeString(DOCUMENT, written);
    }
    assertEquals(
        written, Files.readString(DOCUMENT), "out of date; -DregenerateDocs=true writes it anew");
  }

  @Test
  void everyRequirement_isKeptByATest() throws IOException {
    TreeSet<Integer> without = new TreeSet<>(requirements().keySet());
    assertEquals(117, without.size());
    without.removeAll(tagged().keySet());
    assertEquals(new TreeSet<>(), without);
  }

  private static String written() throws IOException {
    Map<Integer, Map<String, String>> tagged = tagged();
    return HEAD
        + requirements().entrySet().stream()
            .map(
                requirement ->
                    "| R%d | %s | %s |\n"
                        .formatted(
                            requirement.getKey(),
                            requirement.getValue().replace("|", "\\|"),
                            links(tagged.getOrDefault(requirement.getKey(), Map.of()))))
            .collect(Collectors.joining());
  }

  private static String links(Map<String, String> tests) {
    return tests.entrySet().stream()
        .map(test -> "[" + test.getKey() + "](../" + test.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private static Map<Integer, String> requirements() throws IOException {
    TreeMap<Integer, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/requirements.md"))) {
      Matcher matcher = REQUIREMENT.matcher(line);
      if (matcher.matches()) {
        found.put(Integer.valueOf(matcher.group(1)), matcher.group(2));
      }
    }
    return found;
  }

  /** Returns the tests of each requirement, by name, with their paths. */
  private static Map<Integer, Map<String, String>> tagged() throws IOException {
    Map<Integer, Map<String, String>> found = new TreeMap<>();
    for (Path source : sources()) {
      String name = source.getFileName().toString().replace(".java", "");
      String path = ROOT.relativize(source).toString().replace('\\', '/');
      Matcher tags = TAG.matcher(Files.readString(source));
      while (tags.find()) {
        int number = Integer.parseInt(tags.group(1));
        found.computeIfAbsent(number, n -> new TreeMap<>()).put(name, path);
      }
    }
    return found;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module :
        List.of("consent-filter", "consent-cli", "consent-ui-assets", "demo-webapp")) {
      sources.addAll(javaFiles(ROOT.resolve(module).resolve("src/test/java")));
    }
    // Where the tests of the containers are shared, they are the main code.
    sources.addAll(javaFiles(ROOT.resolve("container-tests/kit/src/main/java")));
    return sources;
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  // The documents themselves

  @ParameterizedTest
  @Tag("R117")
  @ValueSource(
      strings = {
        "## Timeouts, and why",
        "`session.idle`",
        "`session.absolute`",
        "`rememberMe.maxAge`",
        "`choice.lifetime`",
        "## What is logged",
        "access log",
        "backups",
        "recipients",
        "Netherlands",
        "France",
        "Italy",
        "cannot stop",
        "88a",
        "88b",
        "TCF",
        "DBSC"
      })
  void operations_statesWhatAnOperatorHasToKnow(String what) throws IOException {
    assertTrue(Files.readString(ROOT.resolve("docs/operations.md")).contains(what), what);
  }

  /** Whatever table comes in has to be told of. */
  @Test
  @Tag("R117")
  void inventory_namesEveryStoreOfTheDemonstration() throws IOException {
    String docs = Files.readString(ROOT.resolve("docs/operations.md"));
    String inventory = docs.substring(docs.indexOf("## Boekhuis: logs"));
    Map<String, String> told =
        Map.ofEntries(
            Map.entry("bh_tenant", "firms"),
            Map.entry("bh_user", "users"),
            Map.entry("bh_customer", "customers"),
            Map.entry("bh_invoice", "invoices"),
            Map.entry("bh_token", "tokens"),
            Map.entry("bh_payment", "payments"),
            Map.entry("bh_activity", "activity"),
            Map.entry("bh_grant", "grants"),
            Map.entry("bh_message", "messages"),
            Map.entry("bh_subscriber", "newsletter"),
            Map.entry("bh_leave", "codes"),
            Map.entry("bh_agreed", "proof of consent"),
            Map.entry("bh_request", "requests"),
            Map.entry("bh_notice", "notices"),
            Map.entry("bh_run", "runs of the retention job"));
    String schema =
        Files.readString(Path.of("src/main/resources/io/consentfilter/demo/store/schema.sql"));
    Matcher tables = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)").matcher(schema);
    while (tables.find()) {
      String words = told.getOrDefault(tables.group(1), "a table without a word");
      assertTrue(inventory.contains(words), tables.group(1));
    }
  }
}
