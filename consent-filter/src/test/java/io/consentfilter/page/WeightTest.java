// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visitor downloads, compressed, for a site with five purposes and twelve services. */
class WeightTest {

  private static final Policy POLICY = policy();

  private static Policy policy() {
    try (InputStream in = WeightTest.class.getResourceAsStream("twelve-services.json")) {
      return Policy.read(in, "twelve-services.json");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String banner(String language) {
    return new Pages(POLICY).banner(undecided(), context(language));
  }

  private static Decision undecided() {
    return Decision.of(POLICY, Optional.empty(), false, Printed.NOW);
  }

  private static PageContext context(String language) {
    return new PageContext("", "/consent", language, "/", false);
  }

  private static int zipped(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    }
    return out.size();
  }

  private static int zipped(Asset asset) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    asset.writeTo(out);
    return zipped(out.toByteArray());
  }

  @Test
  void policy_measured_hasFivePurposesAndTwelveServices() {
    assertEquals(5, POLICY.purposes().size());
    assertEquals(12, POLICY.services().size());
  }

  @ParameterizedTest
  @CsvSource({"nl", "en"})
  void firstVisit_scriptStyleAndFragment_costAtMostThreeKilobytes(String language)
      throws IOException {
    int fragment = zipped(banner(language).getBytes(UTF_8));
    assertTrue(fragment <= 850, "fragment " + fragment);
    int all = fragment + zipped(Assets.script()) + zipped(Assets.style());
    assertTrue(all <= 2_800, "all " + all);
  }

  @ParameterizedTest
  @CsvSource({"nl", "en"})
  void settings_everythingThatIsDeclared_costsLittle(String language) throws IOException {
    String page = new Pages(POLICY).settings(undecided(), context(language), Optional.empty());
    int size = zipped(page.getBytes(UTF_8));
    assertTrue(size <= 4_500, "settings " + size);
  }
}
