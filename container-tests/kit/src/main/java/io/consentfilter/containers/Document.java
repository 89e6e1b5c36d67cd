// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import io.consentfilter.containers.Differences.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code docs/containers.md}: a row for each question, a column for each container. A run knows one
 * column and leaves the others as they are. Not thread-safe.
 */
final class Document {

  private static final List<String> CONTAINERS =
      List.of("Tomcat 10.1", "Tomcat 11", "Jetty 12.1 ee10", "Jetty 12.1 ee11", "Undertow 2.3");

  private static final String HEAD =
      """
      # Containers

      What the modules of `container-tests` measured: the same application on each container, asked over
      sockets. The tests write these tables and compare them with every run. After a change, write
      them anew with `mvn test -DregenerateDocs -pl container-tests/tomcat-11 -am`, and likewise for
      the other containers, and read the difference. The session cookie is called `session` here.
      """;

  private static final Map<String, String> ABOUT =
      Map.of(
          Differences.BARE,
          "The container alone. This is why the filter is built as it is.",
          Differences.FILTERED,
          "The same application with the filter: what it makes alike, and what it leaves.");

  private final Path file;
  private final List<Question> questions;
  private final Map<String, String> cells = new HashMap<>();
  private final String text;

  Document(Path file, List<Question> questions) throws IOException {
    this.file = file;
    this.questions = questions;
    this.text = Files.exists(file) ? Files.readString(file) : "";
    String table = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("## ")) {
        table = line.substring(3);
      } else if (line.startsWith("| ")) {
        read(table, line);
      }
    }
  }

  private void read(String table, String row) {
    String[] parts = row.substring(2, row.length() - 2).split(" \\| ", -1);
    for (int i = 0; i + 2 < parts.length && i < CONTAINERS.size(); i++) {
      cells.put(at(table, parts[0], parts[1], CONTAINERS.get(i)), parts[i + 2]);
    }
  }

  private static String at(String table, String tag, String text, String container) {
    return String.join("\n", table, tag, text, container);
  }

  private static String at(Question question, String container) {
    return at(question.table(), question.tag(), question.text(), container);
  }

  /** What the document says; empty if it says nothing. */
  String cell(Question question, String container) {
    return cells.getOrDefault(at(question, container), "");
  }

  void write(Question question, String container, String cell) throws IOException {
    if (!CONTAINERS.contains(container)) {
      throw new IllegalStateException("no column for " + container);
    }
    cells.put(at(question, container), cell);
    Files.writeString(file, rendered());
  }

  String text() {
    return text;
  }

  /** The whole document as it should be, with the cells that it has. */
  String rendered() {
    return HEAD + section(Differences.BARE) + section(Differences.FILTERED);
  }

  private String section(String table) {
    String rows =
        questions.stream()
            .filter(question -> question.table().equals(table))
            .map(this::row)
            .collect(Collectors.joining());
    return "\n## " + table + "\n\n" + ABOUT.get(table) + "\n\n" + columns() + rows;
  }

  private static String columns() {
    return "| | what | "
        + String.join(" | ", CONTAINERS)
        + " |\n|"
        + "---|".repeat(CONTAINERS.size() + 2)
        + "\n";
  }

  private String row(Question question) {
    String measured =
        CONTAINERS.stream()
            .map(container -> cell(question, container))
            .collect(Collectors.joining(" | "));
    return "| " + question.tag() + " | " + question.text() + " | " + measured + " |\n";
  }
}
