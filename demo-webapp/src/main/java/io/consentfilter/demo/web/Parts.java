// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What pages are put together from. */
final class Parts {

  private Parts() {}

  /** Answers with a page behind the login or a public one that looks like it. */
  static void desk(Visit visit, String key, String kicker, String body) throws IOException {
    visit.page(
        "desk",
        visit.texts().get(key),
        Map.of("kicker", kicker, "heading", visit.texts().get(key), "body", body));
  }

  /** Returns a box with a heading. */
  static String card(Visit visit, String key, String body) {
    return visit.part("card", Map.of("heading", visit.texts().get(key), "body", body));
  }

  static String paragraph(String text) {
    return "<p>" + Html.escape(text) + "</p>\n";
  }

  static String paragraph(Visit visit, String key) {
    return paragraph(visit.texts().get(key));
  }

  static String cards(String... cards) {
    return "<div class=\"cards\">\n" + String.join("", cards) + "</div>\n";
  }

  static String actions(String... links) {
    return "<p class=\"actions\">" + String.join(" ", links) + "</p>\n";
  }

  /** Returns a link that looks like a button. */
  static String link(Visit visit, String path, String key) {
    return "<a class=\"button quiet\" href=\"%s\">%s</a>"
        .formatted(Html.escape(visit.address(path)), Html.escape(visit.texts().get(key)));
  }

  /** Returns a link inside a text. */
  static String plainLink(String address, String text) {
    return "<a href=\"%s\">%s</a>".formatted(Html.escape(address), Html.escape(text));
  }

  /**
   * Returns a form that is one button.
   *
   * @param about what tells this button from its likes for whoever cannot see the row
   */
  static String button(Visit visit, String path, String key, String id, String about) {
    return visit.part(
        "button", Map.of("path", path, "id", id, "text", visit.texts().get(key), "about", about));
  }

  /** Returns names with their values, both as they are. */
  static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(
            fact ->
                "<div><dt>%s</dt><dd>%s</dd></div>\n"
                    .formatted(Html.escape(fact.getKey()), Html.escape(fact.getValue())))
        .collect(Collectors.joining("", "<dl class=\"facts\">\n", "</dl>\n"));
  }

  /**
   * Returns a table; on a narrow screen each row becomes a card.
   *
   * @param heads keys of texts, an empty one for a column of buttons
   * @param rows cells of markup
   */
  static String table(Visit visit, String caption, List<String> heads, List<List<String>> rows) {
    List<String> names =
        heads.stream().map(key -> key.isEmpty() ? "" : visit.texts().get(key)).toList();
    String top =
        names.stream()
            .map(name -> "<th scope=\"col\" role=\"columnheader\">" + head(visit, name) + "</th>")
            .collect(Collectors.joining());
    String body = rows.stream().map(row -> row(names, row)).collect(Collectors.joining());
    String none =
        rows.isEmpty() ? "<p class=\"hint\">%s</p>\n".formatted(escaped(visit, "table.none")) : "";
    return visit.part(
            "table", Map.of("caption", visit.texts().get(caption), "heads", top, "rows", body))
        + none;
  }

  private static String head(Visit visit, String name) {
    return name.isEmpty()
        ? "<span class=\"unseen\">" + escaped(visit, "table.actions") + "</span>"
        : Html.escape(name);
  }

  private static String row(List<String> names, List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                "<td role=\"cell\" data-label=\"%s\">%s</td>"
                    .formatted(Html.escape(names.get(i)), cells.get(i)))
        .collect(Collectors.joining("", "<tr role=\"row\">", "</tr>\n"));
  }

  private static String escaped(Visit visit, String key) {
    return Html.escape(visit.texts().get(key));
  }
}
