// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.CookieRule;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a visitor downloads, compressed, for a site with five purposes and twelve services. A size
 * past its budget breaks the build, which then tells all of them.
 */
@Tag("R23")
class WeightTest {

  private static final Policy POLICY = policy();

  private static final Pages PAGES = new Pages(POLICY);

  private static Policy policy() {
    try (InputStream in = WeightTest.class.getResourceAsStream("twelve-services.json")) {
      return Policy.read(in, "twelve-services.json");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Decision undecided() {
    return Decision.of(POLICY, Optional.empty(), false, Printed.NOW);
  }

  private static PageContext context(String language) {
    return new PageContext("", "/consent", language, "/", false);
  }

  private static int zipped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size();
  }

  private static int zipped(Asset asset) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    asset.writeTo(out);
    return zipped(out.toString(UTF_8));
  }

  @Test
  void policy_measured_hasFivePurposesAndTwelveServices() {
    assertEquals(5, POLICY.purposes().size());
    assertEquals(12, POLICY.services().size());
  }

  @ParameterizedTest
  @CsvSource({"nl", "en"})
  void whatVisitorsDownload_keepsToItsBudgets(String language) throws IOException {
    int script = zipped(Assets.script());
    int style = zipped(Assets.style());
    int fragment = zipped(PAGES.banner(undecided(), context(language)));
    int settings = zipped(PAGES.settingsLayer(undecided(), context(language)));
    String told =
        "script %d, style %d, fragment %d, together %d; settings %d"
            .formatted(script, style, fragment, script + style + fragment, settings);
    assertTrue(script <= 1_050, told);
    assertTrue(style <= 1_000, told);
    assertTrue(fragment <= 500, told);
    assertTrue(settings <= 1_600, told);
  }

  @ParameterizedTest
  @CsvSource({"nl", "en"})
  void settings_inTheDialog_tellTheFactsOfAllServices(String language) {
    Element form = Jsoup.parse(PAGES.settingsLayer(undecided(), context(language))).body();
    for (Service service : POLICY.services()) {
      Element item = form.selectFirst("li:has([value=" + service.id() + "])");
      assertTrue(item != null, service.id());
      assertTrue(item.text().contains(service.name().in(language)), item.text());
      assertTrue(item.text().contains(service.provider()), item.text());
      service.privacyUrl().ifPresent(url -> assertEquals(url, item.select("a").attr("href")));
      for (CookieRule rule : service.cookies()) {
        assertTrue(item.text().contains(rule.name() + " "), rule + " in " + item.text());
      }
    }
    assertTrue(
        form.text().contains("_gcl_* " + Map.of("nl", "90 dagen", "en", "90 days").get(language)));
  }

  @ParameterizedTest
  @CsvSource({"nl", "en"})
  void settings_asAPage_costLittle(String language) {
    String page = PAGES.settings(undecided(), context(language), Optional.empty());
    int size = zipped(page);
    assertTrue(size <= 4_500, "settings page in " + language + ": " + size);
  }

  @Test
  void afterTheChoice_aPageCarriesOneSmallLink() {
    int size = zipped(PAGES.settingsLink(context("nl")));
    assertTrue(size <= 150, "link " + size);
  }
}
