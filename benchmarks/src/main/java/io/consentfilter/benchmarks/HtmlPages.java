// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Supplier;

/** Makes pages of an exact length, the same in every run. Not thread-safe. */
final class HtmlPages {

  private static final String[] WORDS =
      "the a invoice paid total of customers in March for each amount and settled order due café"
          .split(" ", -1);
  private static final String[] TAGS = {"div", "span", "p", "li", "section", "em", "b", "article"};
  private static final String[] ATTRIBUTES = {"class", "id", "title", "data-row", "aria-label"};
  private static final String[] QUOTES = {"\"", "'", ""};
  private static final String END = "</body></html>";
  private static final int LONGEST_TAG = 70;

  private final Random random;
  private final ByteArrayOutputStream page = new ByteArrayOutputStream();
  private int row;

  private HtmlPages(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Returns a page.
   *
   * @param kind {@code dense}, {@code irregular} or {@code text}
   * @param length in bytes
   * @param tags how many tags load from the services of the site, spread over the page
   */
  static byte[] page(String kind, int length, int tags, long seed) {
    HtmlPages pages = new HtmlPages(seed);
    Supplier<String> parts =
        switch (kind) {
          case "dense" -> pages::row;
          case "irregular" -> pages::element;
          case "text" -> pages::paragraph;
          default -> throw new IllegalArgumentException("no such page: " + kind);
        };
    return pages.fill(length, tags, parts);
  }

  private byte[] fill(int length, int tags, Supplier<String> parts) {
    put("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Invoices</title>");
    put("</head><body>");
    int room = length - tags * LONGEST_TAG - END.length();
    int added = 0;
    String part = parts.get();
    while (page.size() + part.getBytes(StandardCharsets.UTF_8).length <= room) {
      put(part);
      while (added < (long) page.size() * tags / room) {
        put(tag(added++));
      }
      part = parts.get();
    }
    while (added < tags) {
      put(tag(added++));
    }
    put(" ".repeat(length - END.length() - page.size()) + END);
    return page.toByteArray();
  }

  private void put(String text) {
    page.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String tag(int number) {
    String host = "https://tags.company" + (1 + number % 3) + ".example/";
    return switch (number % 3) {
      case 0 -> "<script src=\"" + host + "t.js\"></script>";
      case 1 -> "<img src=\"" + host + "p.gif\" alt=\"\">";
      default -> "<iframe src=\"" + host + "v\"></iframe>";
    };
  }

  /** A row of a table: more markup than text. */
  private String row() {
    row++;
    return "<tr class=\"row\"><td><a href=\"/invoices/%d\">%d</a></td><td>%s</td></tr>\n"
        .formatted(row, row, words(2));
  }

  /** An element as people and tools write them: quoting, order and nesting differ. */
  private String element() {
    String tag = pick(TAGS);
    StringBuilder element = new StringBuilder("<").append(tag);
    for (int i = random.nextInt(4); i > 0; i--) {
      String quote = pick(QUOTES);
      element.append(' ').append(pick(ATTRIBUTES)).append('=');
      element.append(quote).append(quote.isEmpty() ? "x" : words(2)).append(quote);
    }
    element.append('>').append(words(random.nextInt(12)));
    if (random.nextInt(20) == 0) {
      element.append("<!-- ").append(words(3)).append(" -->");
    }
    if (random.nextInt(40) == 0) {
      element.append("<script>var n = 1 < 2 ? \"").append(words(2)).append("\" : 0;</script>");
    }
    return element
        .append("</")
        .append(tag)
        .append(random.nextInt(4) == 0 ? ">\n  " : ">")
        .toString();
  }

  private String paragraph() {
    return "<p>" + words(150 + random.nextInt(50)) + "</p>\n";
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(pick(WORDS));
    }
    return words.toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
