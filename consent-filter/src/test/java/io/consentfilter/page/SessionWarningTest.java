// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionWarningTest {

  private static final SessionWarning TYPED =
      new SessionWarning("t\"<a>", Duration.ofMillis(1_799_999), Duration.ofHours(9), false);

  private static final SessionWarning REMEMBERED =
      new SessionWarning("tag", Duration.ofMinutes(30), Duration.ofHours(9), true);

  private static Policy policy(String warning) {
    return Policy.parse(
        """
        {"revision": 1, "languages": ["nl"],
         "controller": {"name": "Test", "contact": "privacy@test.example"},
         "protected": ["/app/*"], "loginPage": "/login", "session": {"warning": "%s"}}
        """
            .formatted(warning));
  }

  private static String printed(SessionWarning warning, String language) {
    return Printed.PAGES.sessionWarning(Printed.context(language), warning);
  }

  private static void assertHolds(String html, String part) {
    assertTrue(html.contains(part), () -> part + " in " + html);
  }

  @Test
  @Tag("R72")
  void warning_script_isToldTheTimesAndTheWayBack() {
    String html = new Pages(policy("PT2M")).sessionWarning(Printed.context("nl"), TYPED);
    assertHolds(
        html.replace("&quot;", "\""),
        "{\"idleExpiresIn\":1799,\"absoluteExpiresIn\":32400,"
            + "\"user\":\"t\\u0022\\u003ca\\u003e\",\"base\":\"/shop/consent/session\","
            + "\"login\":\"/shop/login?reason=expired&amp;return=\",\"warn\":125000}");
    assertHolds(html, "src=\"/shop/consent/" + Assets.sessionScript().hashedName() + "\" defer");
    assertHolds(html, "href=\"/shop/consent/" + Assets.sessionStyle().hashedName() + "\"");
  }

  @Test
  void warning_rememberedLogin_goesBackWithoutTheLoginPage() {
    String html = new Pages(policy("PT2M")).sessionWarning(Printed.context("nl"), REMEMBERED);
    assertHolds(html, "&quot;login&quot;:&quot;&quot;");
  }

  @Test
  void warning_siteWithoutLoginPage_goesBackToThePage() {
    assertHolds(printed(TYPED, "nl"), "&quot;login&quot;:&quot;&quot;");
  }

  @Test
  @Tag("R72")
  void warning_declaredTime_isGivenAndSomeSecondsToAskTheServer() {
    String html = new Pages(policy("PT20S")).sessionWarning(Printed.context("nl"), TYPED);
    assertHolds(html, "&quot;warn&quot;:25000}");
  }

  @Test
  @Tag("R104")
  void warning_dialog_hasRoleNameAndDescription() {
    String html = printed(TYPED, "nl");
    assertHolds(html, "role=\"alertdialog\" aria-labelledby=\"consent-session-title\"");
    assertHolds(html, "<h2 id=\"consent-session-title\">U wordt bijna uitgelogd</h2>");
    assertHolds(html, "aria-describedby=\"consent-session-text\"");
    assertHolds(html, "Over <b role=\"timer\"></b> wordt u uitgelogd.");
    assertHolds(html, "role=\"status\">Nog <b></b> seconden.</p>");
  }

  @Test
  @Tag("R22")
  void warning_otherLanguage_saysSo() {
    String html = printed(TYPED, "en");
    assertHolds(html, "<dialog id=\"consent-session\" class=\"consent-session\" lang=\"en\"");
    assertHolds(html, "<main id=\"consent-ended\" class=\"consent-session\" lang=\"en\"");
    assertHolds(html, ">Stay logged in</button>");
  }

  @Test
  void warning_textsOfTheSite_areEscaped() {
    String own = "{\"session.title\":\"<script>\",\"session.time\":\"{time} & out\"}";
    Pages pages = new Pages(Printed.withTexts("{\"nl\":" + own + "}"));
    String html = pages.sessionWarning(Printed.context("nl"), TYPED);
    assertHolds(html, "&lt;script&gt;</h2>");
    assertHolds(html, "<b role=\"timer\"></b> &amp; out");
  }

  @Test
  @Tag("R60")
  void warning_markup_isInertUntilTheScriptComes() {
    String html = printed(TYPED, "nl");
    String open = html.substring(0, html.indexOf("<template>"));
    assertFalse(open.contains("uitgelogd"), open);
    assertTrue(open.endsWith("></script>"), "the template follows the script at once");
    for (String word : List.of("style=", "onclick", "<script>")) {
      assertFalse(html.contains(word), word);
    }
    assertEquals(1, html.split("<script", -1).length - 1);
  }
}
