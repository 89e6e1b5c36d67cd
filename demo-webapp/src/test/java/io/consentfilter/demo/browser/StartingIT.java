// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.LoadState;
import io.consentfilter.policy.Policy;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What starts in the page in which it is granted, and what waits for the next. */
class StartingIT extends BrowserTest {

  private static final String HEAD =
      """
      <!DOCTYPE html><html lang="nl"><head><title>T</title></head><body>
      <a href="/consent" data-consent-open>Cookie-instellingen</a>
      """;

  private static final String STAYED = "() => window.here === true";

  private static Policy policy(String more) {
    return Policy.parse(
        """
        {"revision": 1, "controller": {"name": "Shop", "contact": "shop@shop.example"},
         "languages": ["nl"], "transport": "http", "csp": {"mode": "off"}%s,
         "purposes": [{"id": "media", "name": {"nl": "M"}, "description": {"nl": "M"}}],
         "services": [{"id": "all", "purpose": "media", "name": "All", "provider": "P",
           "description": {"nl": "D"}, "origins": ["https://*.vendor.example"],
           "inline": ["vendorStart("]},
          {"id": "other", "purpose": "media", "name": "Other", "provider": "P",
           "description": {"nl": "D"}, "origins": ["https://other.example"]}]}
        """
            .formatted(more));
  }

  private Visitor accepted(SmallSite site) {
    Visitor visitor = visitor(site.url());
    site.surround(visitor.context());
    visitor.open("/");
    assertEquals(List.of(), site.asked());
    visitor.page().evaluate("() => { window.here = true; }");
    visitor.choose("accept");
    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
    return visitor;
  }

  @Test
  @Tag("R7")
  void accept_whateverLoads_startsInPlace() throws Exception {
    String page =
        HEAD
            + """
            <link rel="stylesheet" href="https://a.vendor.example/a.css">
            <script src="https://a.vendor.example/1.js" id="one" data-key="k" crossorigin></script>
            <script type="module" src="https://b.vendor.example/2.js"></script>
            <script nonce="n" id="inline">vendorStart = () => 0; vendorStart(window.ran.push('inline'));</script>
            <iframe src="https://a.vendor.example/frame" title="F"></iframe>
            <img src="https://a.vendor.example/a.png" srcset="https://a.vendor.example/b.png 1x" alt="">
            <input type="image" src="https://a.vendor.example/c.png" alt="">
            <video poster="https://a.vendor.example/d.png" preload="auto" muted>
            <source src="https://a.vendor.example/e.mp4" type="video/mp4"></video>
            <audio src="https://a.vendor.example/f.mp3" preload="auto"></audio>
            <embed src="https://a.vendor.example/g.html" type="text/html">
            """;
    try (SmallSite site = SmallSite.start(policy(""), page)) {
      Visitor visitor = accepted(site);
      assertEquals(true, visitor.page().evaluate(STAYED));
      visitor.page().waitForFunction("() => window.ran && window.ran.length === 3");
      List<?> ran = (List<?>) visitor.page().evaluate("window.ran");
      assertTrue(ran.indexOf("inline") > ran.indexOf("https://a.vendor.example/1.js"), "" + ran);
      assertThat(visitor.find("#one")).hasAttribute("data-key", "k");
      assertThat(visitor.find("#one")).hasAttribute("crossorigin", "");
      assertThat(visitor.page().frameLocator("iframe").locator("#stub")).hasText("Stub");
      assertThat(visitor.find("[data-consent]")).hasCount(0);
      assertEquals(
          List.of(
                  "2.js", "1.js", "a.css", "b.png", "c.png", "d.png", "e.mp4", "f.mp3", "frame",
                  "g.html")
              .stream()
              .sorted()
              .toList(),
          site.asked().stream()
              .map(url -> url.substring(url.lastIndexOf('/') + 1))
              .distinct()
              .sorted()
              .toList());
    }
  }

  @Test
  @Tag("R7")
  void accept_markupThatNamesAGrantedServiceFalsely_startsNothing() throws Exception {
    String page =
        HEAD
            + """
            <script type="text/plain" data-consent="all" data-src="https://evil.example/1.js"></script>
            <script type="text/plain" data-consent="all" data-src="https://vendor.example/1.js"></script>
            <script type="text/plain" data-consent="all" data-src="https://a.vendor.example.evil.example/1.js"></script>
            <script type="text/plain" data-consent="all" data-src="https://evil.example/?.vendor.example"></script>
            <script type="text/plain" data-consent="all" data-src="http://a.vendor.example/1.js"></script>
            <script type="text/plain" data-consent="other" data-src="https://a.vendor.example/1.js"></script>
            <script type="text/plain" data-consent="constructor" data-src="https://a.vendor.example/1.js"></script>
            <script type="text/plain" data-consent="all">window.ran = ['inline'];</script>
            <iframe data-consent="all" data-src="javascript:parent.ran=['frame']" title="F"></iframe>
            <iframe data-consent="all" data-srcdoc="<script>parent.ran=['doc']</script>" title="F"></iframe>
            <img data-consent="all" data-srcset="https://a.vendor.example/1.png 1x,https://evil.example/2.png 2x" alt="">
            <base data-consent="all" data-href="https://a.vendor.example/">
            <form data-consent="all" data-action="https://evil.example/"><input name="dataset"></form>
            """;
    try (SmallSite site = SmallSite.start(policy(""), page)) {
      Visitor visitor = accepted(site);
      assertEquals(List.of(), site.asked());
      assertEquals(true, visitor.page().evaluate("() => !window.ran"));
    }
  }

  @Test
  void accept_inlineScriptWithoutNonce_startsAfterLoadingAgain() throws Exception {
    try (SmallSite site =
        SmallSite.start(
            policy(""),
            HEAD + "<script>vendorStart = x => window.ran = x; vendorStart(1)</script>")) {
      Visitor visitor = accepted(site);
      assertEquals(false, visitor.page().evaluate(STAYED));
      assertEquals(1, visitor.page().evaluate("window.ran"));
    }
  }

  @Test
  void accept_whileAFieldIsFilled_keepsItAndSaysThatTheRestComesLater() throws Exception {
    String page =
        HEAD
            + """
            <input name="a"><img src="https://other.example/a.png" alt="">
            <script>vendorStart = x => window.ran = x; vendorStart(1)</script>
            """;
    try (SmallSite site = SmallSite.start(policy(""), page)) {
      Visitor visitor = visitor(site.url());
      site.surround(visitor.context());
      visitor.open("/");
      visitor.find("[name=a]").fill("typed");
      visitor.choose("accept");
      assertThat(visitor.find(".consent-live")).containsText("vanaf de volgende pagina");
      assertThat(visitor.find("[name=a]")).hasValue("typed");
      assertEquals(List.of("https://other.example/a.png"), site.asked());
    }
  }

  @Test
  @Tag("R32")
  void withdraw_tellsThePageOnceWhatWasWithdrawn() throws Exception {
    String page = HEAD + "<input name='a'><img src='https://other.example/a.png' alt=''>";
    try (SmallSite site = SmallSite.start(policy(""), page)) {
      Visitor visitor = accepted(site);
      visitor.find("[name=a]").fill("typed");
      visitor
          .page()
          .evaluate(
              "() => { window.told = []; document.addEventListener('consent:change',"
                  + " event => told.push(event.detail.withdrawn)); }");
      visitor
          .page()
          .waitForResponse(
              "**/consent?*", () -> visitor.find("[data-consent-open]").first().click());
      visitor.service("other").uncheck();
      visitor.choose("save");
      assertEquals(List.of(List.of("other")), visitor.page().evaluate("window.told"));
    }
  }
}
