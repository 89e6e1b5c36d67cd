// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.gate.Inserts;
import io.consentfilter.gate.Page;
import io.consentfilter.gate.TagGate;
import io.consentfilter.gate.TagRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to rewrite a page: 32 pages take turns, each written in blocks of 8 kB and copied
 * into a server's buffer. With {@code none} three services are denied that the page does not load,
 * with {@code ten} the page loads ten times from them, and with {@code granted} they are allowed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HtmlBenchmark {

  private static final int PAGES = 32;
  private static final int BLOCK = 8192;
  private static final int TEN = 10;
  private static final List<String> COMPANIES = List.of("company1", "company2", "company3");

  /** How long a page is. */
  @Param({"2k", "100k", "1m"})
  public String size = "";

  /** What of it is withheld. */
  @Param({"none", "ten", "granted"})
  public String matches = "";

  /** What it looks like. */
  @Param({"dense", "irregular", "text"})
  public String page = "";

  private final byte[] buffer = new byte[BLOCK];
  private final byte[][] pages = new byte[PAGES][];
  private TagRules rules;
  private long written;
  private int turn;

  /** Makes the pages and the rules. */
  @Setup
  public void start() {
    int tags = matches.equals("none") ? 0 : TEN;
    for (int i = 0; i < PAGES; i++) {
      pages[i] = HtmlPages.page(page, bytes(size), tags, i);
    }
    TagRules.Builder building = TagRules.builder("/consent");
    for (String company : COMPANIES) {
      List<String> origins = List.of("https://tags." + company + ".example");
      if (matches.equals("granted")) {
        building.allow(origins);
      } else {
        building.withhold(company, origins, List.of());
      }
    }
    rules = building.build();
  }

  /** Returns how many bytes a page of a size has. */
  static int bytes(String size) {
    return switch (size) {
      case "2k" -> 2_000;
      case "100k" -> 100_000;
      case "1m" -> 1_000_000;
      default -> throw new IllegalArgumentException("no such size: " + size);
    };
  }

  private byte[] next() {
    turn = (turn + 1) % PAGES;
    return pages[turn];
  }

  private void take(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      int part = Math.min(BLOCK, length - done);
      System.arraycopy(bytes, offset + done, buffer, 0, part);
    }
    written += length;
  }

  /** The page as it is. */
  @Benchmark
  public long copy() {
    byte[] bytes = next();
    for (int at = 0; at < bytes.length; at += BLOCK) {
      take(bytes, at, Math.min(BLOCK, bytes.length - at));
    }
    return written;
  }

  /** Through our gate, which adds the way to the settings at the end. */
  @Benchmark
  public long tagGate() throws IOException {
    byte[] bytes = next();
    TagGate gate = new TagGate(new SettingsLink(), rules, false, this::take);
    for (int at = 0; at < bytes.length; at += BLOCK) {
      gate.write(bytes, at, Math.min(BLOCK, bytes.length - at));
    }
    gate.finish();
    return written;
  }

  /** Parsed, the same tags made inert, the same link added, and written again. */
  @Benchmark
  public long jsoup() throws IOException {
    Document document =
        Jsoup.parse(new ByteArrayInputStream(next()), StandardCharsets.UTF_8.name(), "");
    document.outputSettings().prettyPrint(false);
    if (!rules.isEmpty()) {
      for (Element element : document.select("[src*=company]")) {
        element.attr("data-src", element.attr("src")).removeAttr("src");
      }
    }
    document.body().append(SettingsLink.MARKUP);
    byte[] rewritten = document.outerHtml().getBytes(StandardCharsets.UTF_8);
    take(rewritten, 0, rewritten.length);
    return written;
  }

  /** What is written into the page of a visitor who has chosen. */
  private static final class SettingsLink implements Inserts {

    static final String MARKUP = "<a href=\"/consent\" data-consent-open>Cookie settings</a>";

    @Override
    public String afterBodyStart(Page seen) {
      return "";
    }

    @Override
    public String beforeBodyEnd(Page seen) {
      return MARKUP;
    }
  }
}
