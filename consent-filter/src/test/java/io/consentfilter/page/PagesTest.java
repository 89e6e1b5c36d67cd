// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static io.consentfilter.page.Printed.PAGES;
import static io.consentfilter.page.Printed.POLICY;
import static io.consentfilter.page.Printed.UNDECIDED;
import static io.consentfilter.page.Printed.context;
import static io.consentfilter.page.Printed.decided;
import static io.consentfilter.page.Printed.withGpc;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.CookieRule;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

  private static Document banner(Decision decision, String language) {
    return Jsoup.parse(PAGES.banner(decision, context(language)));
  }

  private static Document settings(Decision decision) {
    return Jsoup.parse(PAGES.settings(decision, context("nl"), Optional.empty()));
  }

  private static Document layer(Decision decision) {
    return Jsoup.parse(PAGES.settingsLayer(decision, context("nl")));
  }

  private static Document statement(String language) {
    return Jsoup.parse(PAGES.statement(context(language)));
  }

  private static Element only(Element in, String selector) {
    Elements found = in.select(selector);
    assertEquals(1, found.size(), selector + " in\n" + in);
    return found.get(0);
  }

  private static List<String> values(Element in, String selector) {
    return in.select(selector).eachAttr("value");
  }

  /** Everything that this package prints, in one language and several states. */
  static Stream<String> everything() {
    Decision some = decided(Set.of("analytics", "counter"), Set.of("ads-b"));
    return Stream.of("nl", "en")
        .map(Printed::context)
        .flatMap(
            context ->
                Stream.concat(
                    Stream.of(UNDECIDED, some)
                        .flatMap(
                            decision ->
                                Stream.of(
                                    PAGES.banner(decision, context),
                                    PAGES.settings(decision, context, Optional.of("<u>x</u>")),
                                    PAGES.settingsLayer(decision, context),
                                    PAGES.settingsLink(decision, context),
                                    PAGES.script(context, decision))),
                    Stream.of(
                        PAGES.statement(context),
                        PAGES.placeholder(context, "ads-a"),
                        PAGES.placeholder(context, "<x>"),
                        PAGES.placeholderPage(UNDECIDED, context, "ads-a"),
                        PAGES.placeholderPage(some, context, "ads-b"),
                        PAGES.record(some, context, Optional.of(Printed.RECORDED)),
                        PAGES.record(some, context, Optional.empty()),
                        PAGES.rememberBox(context),
                        PAGES.notice(context, Notice.PROXY))));
  }

  @ParameterizedTest
  @MethodSource("everything")
  @Tag("R60")
  void anything_printed_hasNoInlineScriptOrStyle(String html) {
    Document page = Jsoup.parse(html);
    assertTrue(page.select("style,[style]").isEmpty());
    page.select("script")
        .forEach(script -> assertTrue(script.hasAttr("src") && script.data().isEmpty()));
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertFalse(attribute.getKey().startsWith("on"), element.outerHtml());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  @Tag("R51")
  void anything_printed_isEscaped(String html) {
    assertFalse(html.contains("<B.V.>"), "the controller's name");
    assertFalse(html.contains("b=\"<1>\""), "the return path");
    assertFalse(html.contains("<u>"), "the notice");
    assertFalse(html.contains("advertentie \"werkt\""), "a description");
    assertEquals(List.of(), Jsoup.parse(html).select("u, x").eachText());
  }

  @ParameterizedTest
  @MethodSource("everything")
  @Tag("R17")
  void anything_printed_hasNoSwitchButPurposesAndServices(String html) {
    Set<String> names =
        new HashSet<>(Jsoup.parse(html).select("[name]:not(meta)").eachAttr("name"));
    assertTrue(Set.of("purpose", "service", "choice", "return", "remember").containsAll(names));
  }

  @Test
  @Tag("R12")
  void banner_dutch_namesControllerAndEachPurpose() {
    Element section = only(banner(UNDECIDED, "nl"), "section#consent-banner");
    assertTrue(section.text().contains("Wij gebruiken cookies"));
    assertTrue(section.text().contains("Jansen & Zoon <B.V.>"));
    assertEquals(List.of("Statistieken", "Marketing"), section.select("li").eachText());
    assertEquals("nl", section.attr("lang"));
  }

  @Test
  @Tag("R22")
  void banner_english_speaksEnglish() {
    Element section = only(banner(UNDECIDED, "en"), "#consent-banner");
    assertTrue(section.text().contains("This website uses cookies"));
    assertEquals("Reject all", only(section, "[data-consent-action=reject]").text());
    assertEquals("Accept all", only(section, "[data-consent-action=accept]").text());
    assertEquals("en", section.attr("lang"));
  }

  @Test
  @Tag("R22")
  void banner_languageReadFromRightToLeft_saysSo() {
    Policy policy = Printed.withTexts("{\"nl\":{\"direction\":\"rtl\"}}");
    Pages pages = new Pages(policy);
    Decision decision = Decision.of(policy, Optional.empty(), false, Printed.NOW);
    for (String part :
        List.of(
            pages.banner(decision, context("nl")),
            pages.settingsLayer(decision, context("nl")),
            pages.settings(decision, context("nl"), Optional.empty()))) {
      assertFalse(Jsoup.parse(part).select("[lang=nl][dir=rtl]").isEmpty(), part);
    }
  }

  @Test
  @Tag("R22")
  void banner_languageOutsideThePolicy_speaksTheFirst() {
    assertEquals("nl", only(banner(UNDECIDED, "fr"), "#consent-banner").attr("lang"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("R13")
  @Tag("R14")
  @Tag("R21")
  void banner_acceptAndReject_areTheSameButton(boolean partial) {
    Decision decision =
        partial ? decided(Set.of("analytics", "counter"), Set.of("ads-b")) : UNDECIDED;
    Element section = only(banner(decision, "nl"), "#consent-banner");
    Element accept = only(section, "button[data-consent-action=accept]");
    Element reject = only(section, "button[data-consent-action=reject]");
    assertEquals(partial ? "Accepteren" : "Alles accepteren", accept.text());
    assertEquals(partial ? "Weigeren" : "Alles weigeren", reject.text());
    assertEquals(like(accept), like(reject));
    assertEquals(2, section.select("button").size());
  }

  private static String like(Element button) {
    Element other = button.clone().text("");
    return other.removeAttr("value").removeAttr("data-consent-action").outerHtml();
  }

  @Test
  @Tag("R9")
  void banner_withoutScript_isAPlainForm() {
    Document page = banner(UNDECIDED, "nl");
    Element form = only(page, "form");
    assertEquals("post", form.attr("method"));
    assertEquals("/shop/consent", form.attr("action"));
    assertEquals("/shop/a?b=\"<1>\"", only(form, "[name=return]").attr("value"));
    assertEquals(
        Set.of("all", "none"), Set.copyOf(values(form, "button[name=choice]:not([type])")));
    Element settings = only(page, "a[data-consent-action=settings]");
    assertEquals("/shop/consent", settings.attr("href"));
  }

  @Test
  @Tag("R24")
  void banner_beforeTheChoice_tellsHowToWithdrawAndLinksThePolicies() {
    Element section = only(banner(UNDECIDED, "nl"), "#consent-banner");
    assertTrue(section.text().contains("Later intrekken kan via Cookie-instellingen."));
    assertEquals(
        List.of("/shop/consent/statement", "/shop/privacy"),
        section.select("div a").eachAttr("href"));
  }

  @Test
  @Tag("R104")
  void banner_region_hasANameAndIsNoSearchSnippet() {
    Element section = only(banner(UNDECIDED, "nl"), "#consent-banner");
    assertEquals("Mogen wij cookies gebruiken?", section.attr("aria-label"));
    assertEquals(section.attr("aria-label"), only(section, "h2").text());
    assertTrue(section.hasAttr("data-nosnippet"));
  }

  @Test
  @Tag("R33")
  void banner_newService_asksOnlyForThatWithTheReason() {
    Document page = banner(decided(Set.of("analytics", "counter"), Set.of("ads-b")), "nl");
    assertEquals("Marketing", only(page, "li").ownText());
    assertEquals("(nieuw sinds uw laatste keuze: Bord B)", only(page, "li em").text());
  }

  @Test
  @Tag("R33")
  void banner_newPurpose_saysThatItIsNew() {
    Document page = banner(decided(Set.of(), Set.of("marketing", "ads-a", "ads-b")), "nl");
    assertEquals("(nieuw sinds uw laatste keuze)", only(page, "li em").text());
  }

  @Test
  @Tag("R33")
  void banner_newService_keepsTheAnswersThatStand() {
    Decision decision =
        decided(Set.of("analytics", "counter", "marketing", "ads-a"), Set.of("ads-b"));
    Document page = banner(decision, "nl");
    Element reject = only(page, "form:has([data-consent-action=reject])");
    Element accept = only(page, "form:has([data-consent-action=accept])");
    assertEquals(List.of("selected"), values(reject, "button"));
    assertEquals(List.of("selected"), values(accept, "button"));
    assertEquals(List.of("analytics", "marketing"), values(reject, "[name=purpose]"));
    assertEquals(List.of("counter", "ads-a"), values(reject, "[name=service]"));
    assertEquals(List.of("analytics", "marketing"), values(accept, "[name=purpose]"));
    assertEquals(List.of("counter", "ads-a", "ads-b"), values(accept, "[name=service]"));
  }

  @Test
  @Tag("R33")
  void banner_allServicesOfAGrantedPurposeAreNew_rejectPostsNothingThatGrantsThem() {
    Decision decision = decided(Set.of("marketing"), Set.of("ads-a", "ads-b"));
    Element reject = only(banner(decision, "nl"), "form:has([data-consent-action=reject])");
    assertEquals(List.of(), values(reject, "[name=purpose], [name=service]"));
    assertEquals(List.of(), values(settings(decision), "[checked]"));
  }

  @Test
  @Tag("R36")
  void banner_globalPrivacyControl_isExplained() {
    assertTrue(PAGES.banner(UNDECIDED, withGpc()).contains("Global Privacy Control"));
    assertFalse(PAGES.banner(UNDECIDED, context("nl")).contains("Global Privacy Control"));
    assertEquals(
        List.of(),
        values(
            Jsoup.parse(PAGES.settings(UNDECIDED, withGpc(), Optional.empty())), "input[checked]"));
  }

  @Test
  @Tag("R15")
  void settings_undecided_nothingIsTicked() {
    Document page = settings(UNDECIDED);
    assertEquals(List.of("analytics", "marketing"), values(page, "[type=checkbox][name=purpose]"));
    assertEquals(List.of("ads-a", "ads-b"), values(page, "[type=checkbox][name=service]"));
    assertEquals(List.of(), page.select("[checked]").eachAttr("value"));
    assertTrue(only(page, ".consent-state").text().contains("nog niet gekozen"));
  }

  @Test
  @Tag("R34")
  void settings_decided_showStateDateAndRevision() {
    Document page = settings(decided(Set.of("marketing", "ads-a"), Set.of()));
    assertEquals(List.of("marketing", "ads-a"), values(page, "[checked]"));
    assertEquals(
        List.of("2026-11-21T08:00:00Z", "2027-05-24T08:00:00Z"),
        page.select(".consent-state time").eachAttr("datetime"));
    String state = only(page, ".consent-state").text();
    assertTrue(state.contains("21 november 2026") && state.contains("versie 6"), state);
  }

  @Test
  @Tag("R16")
  void settings_enterKey_savesWhatIsTicked() {
    Element first = settings(UNDECIDED).select("#consent-form button").get(0);
    assertEquals("selected", first.attr("value"));
    assertEquals("save", first.attr("data-consent-action"));
  }

  @Test
  @Tag("R14")
  void settings_acceptAndReject_areTheSameButton() {
    Document page = settings(UNDECIDED);
    assertEquals(
        like(only(page, "[data-consent-action=accept]")),
        like(only(page, "[data-consent-action=reject]")));
  }

  @Test
  @Tag("R9")
  void settings_withoutScript_isAPlainFormWithAWayBack() {
    Document page = settings(UNDECIDED);
    Element form = only(page, "form#consent-form");
    assertEquals("post", form.attr("method"));
    assertEquals("/shop/consent", form.attr("action"));
    assertEquals(List.of("/shop/a?b=\"<1>\""), values(form, "[name=return]"));
    assertEquals("/shop/a?b=\"<1>\"", only(page, "a:contains(Terug)").attr("href"));
    assertTrue(page.select("[data-consent-close]").isEmpty());
  }

  @Test
  @Tag("R104")
  void settings_everyBox_hasALabelAndEveryReferenceATarget() {
    Document page = settings(UNDECIDED);
    page.select("[type=checkbox]").forEach(box -> assertFalse(box.closest("label") == null));
    page.select("[aria-describedby]")
        .eachAttr("aria-describedby")
        .forEach(id -> only(page, "#" + id));
    assertEquals(1, page.select("#consent-form h1").size());
  }

  @Test
  @Tag("R15")
  @Tag("R16")
  void settingsLayer_undecided_hasTheSameBoxesAndButtonsWithNothingTicked() {
    Document page = settings(UNDECIDED);
    Document layer = layer(UNDECIDED);
    assertEquals(values(page, "[type=checkbox]"), values(layer, "[type=checkbox]"));
    assertEquals(values(page, "#consent-form button"), values(layer, "button[name]"));
    assertEquals("selected", layer.select("button:not([type])").get(0).attr("value"));
    assertEquals(List.of(), values(layer, "[checked]"));
    assertEquals(List.of("/shop/a?b=\"<1>\""), values(layer, "[name=return]"));
    only(layer, "button[type=button][data-consent-close]");
  }

  @Test
  @Tag("R34")
  void settingsLayer_decided_showsStateDateRevisionAndTheWayToTheReceipt() {
    Decision some = decided(Set.of("marketing", "ads-a"), Set.of("ads-b"));
    Document layer = Jsoup.parse(new Pages(POLICY, true).settingsLayer(some, context("nl")));
    assertEquals(List.of("marketing", "ads-a"), values(layer, "[checked]"));
    assertTrue(only(layer, ".consent-state").text().contains("versie 6"));
    assertEquals("nieuw sinds uw laatste keuze", only(layer, "em").text().replaceAll("[()]", ""));
    assertEquals("Bewijs van uw keuze", only(layer, "a[href=/shop/consent]").text());
  }

  @Test
  @Tag("R23")
  void settingsLayer_anyService_tellsProviderCookiesAndWhoseTheyAre() {
    Element item = only(layer(UNDECIDED), "li:contains(Teller B.V.)");
    assertEquals("https://teller.example/privacy", only(item, "a").attr("href"));
    assertTrue(item.text().contains("Derde partij: _tel 395 dagen"), item.text());
  }

  @Test
  @Tag("R23")
  void settings_andStatement_tellEveryDeclaredFact() {
    for (Document page : List.of(settings(UNDECIDED), statement("nl"))) {
      String text = page.text();
      for (Service service : POLICY.services()) {
        assertTrue(text.contains(service.name().in("nl")), service.id());
        assertTrue(text.contains(service.provider()), service.id());
        service.recipients().forEach(name -> assertTrue(text.contains(name), name));
        service.origins().forEach(name -> assertTrue(text.contains(name), name));
        service.storageKeys().forEach(name -> assertTrue(text.contains(name), name));
        service.cookies().stream()
            .map(CookieRule::name)
            .forEach(n -> assertTrue(text.contains(n), n));
      }
      assertEquals(
          List.of("_tel", "Willekeurig nummer", "395 dagen", "ja: Teller B.V."),
          only(page, "tr:has(code:matchesOwn(^_tel$))").select("td").eachText());
      assertEquals("https://teller.example/privacy", only(page, "a[href*=teller]").attr("href"));
    }
  }

  @Test
  @Tag("R23")
  void statement_ownCookies_haveTheLifetimesOfThePolicy() {
    Document page = statement("en");
    var names = POLICY.cookieNames();
    Map.of(
            names.consent(),
            "184 days",
            names.session(),
            "until you close the browser",
            names.remember(),
            "30 days")
        .forEach(
            (name, life) ->
                assertEquals(
                    life,
                    only(page, "tr:has(code:matchesOwn(^" + name + "$))")
                        .select("td")
                        .get(2)
                        .text()));
    assertTrue(
        page.text().contains("after 60 minutes without activity, and in any case after 24 hours"));
  }

  @Test
  void statement_structure_namesControllerPurposesAndTheWayToWithdraw() {
    Document page = statement("nl");
    assertTrue(page.text().contains("Dorpsstraat 1, Ons Dorp"));
    assertEquals("mailto:privacy@jansen.example", only(page, "a[href^=mailto]").attr("href"));
    List<String> titles = page.select("h2").eachText();
    assertTrue(
        titles.containsAll(List.of("Noodzakelijk", "Statistieken", "Marketing")),
        titles.toString());
    assertFalse(page.select("a[href=/shop/consent]").isEmpty());
    assertEquals("nl", only(page, "html").attr("lang"));
  }

  @Test
  @Tag("R29")
  void settingsLink_undecided_isAPlainLink() {
    Document page =
        Jsoup.parse(
            PAGES.settingsLink(UNDECIDED, new PageContext("", "/consent", "nl", "/", false)));
    Element link = only(page, "a[data-consent-open]");
    assertEquals("/consent", link.attr("href"));
    assertEquals("Cookie-instellingen", link.text());
    assertTrue(page.select("button").isEmpty());
  }

  @Test
  @Tag("R30")
  void settingsLink_somethingGranted_withdrawsWithOneClick() {
    Document page =
        Jsoup.parse(PAGES.settingsLink(decided(Set.of("analytics"), Set.of()), context("nl")));
    Element button = only(page, "form[method=post][action=/shop/consent] button[name=choice]");
    assertEquals("none", button.attr("value"));
    assertEquals("Toestemming intrekken", button.text());
    assertTrue(
        Jsoup.parse(PAGES.settingsLink(decided(Set.of(), Set.of()), context("nl")))
            .select("button")
            .isEmpty());
  }

  @Test
  @Tag("R80")
  void rememberBox_notTicked_statesCookieDurationAndWarning() {
    Document box = Jsoup.parse(PAGES.rememberBox(context("nl")));
    Element input = only(box, "input[type=checkbox][name=remember]");
    assertFalse(input.hasAttr("checked"));
    assertEquals(1, box.select("label[for=" + input.id() + "]").size());
    String note = only(box, "#" + input.attr("aria-describedby")).text();
    assertTrue(note.contains(POLICY.cookieNames().remember()), note);
    assertTrue(note.contains("30 dagen") && note.contains("openbare of gedeelde computer"), note);
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void notice_anyReason_hasTitleTextAndAWayBack(Notice notice) {
    Document page = Jsoup.parse(PAGES.notice(context("nl"), notice));
    assertTrue(notice.status() >= 400);
    assertFalse(only(page, "h1").text().isEmpty());
    assertFalse(page.select("a[href=/shop/consent]").isEmpty() && page.select("main a").isEmpty());
  }

  @Test
  void notice_proxy_saysWhatToConfigure() {
    String text = Jsoup.parse(PAGES.notice(context("nl"), Notice.PROXY)).text();
    assertTrue(text.contains("\"transport\": \"proxied\""), text);
    assertTrue(text.contains("consent-policy.json"), text);
  }

  @Test
  void placeholder_service_namesItAndItsProvider() {
    Element text =
        only(Jsoup.parse(PAGES.placeholder(context("nl"), "ads-a")), ".consent-placeholder");
    assertTrue(text.text().contains("Bord A") && text.text().contains("A B.V."), text.text());
    only(text, "a[data-consent-open]");
    assertTrue(PAGES.placeholder(context("nl"), "analytics").contains("Statistieken"));
  }

  @Test
  @Tag("R7")
  void placeholderPage_allowsTheServiceAndLeavesOtherAnswersAlone() {
    Decision some = decided(Set.of("analytics", "counter"), Set.of("ads-b"));
    Document page = Jsoup.parse(PAGES.placeholderPage(some, context("nl"), "ads-a"));
    Elements forms = page.select("form[method=post][target=_top]");
    assertEquals(2, forms.size());
    assertEquals(
        List.of("analytics", "counter", "ads-a"),
        values(forms.get(0), "[name=purpose], [name=service]"));
    assertTrue(
        values(forms.get(1), "[name=purpose], [name=service]")
            .containsAll(List.of("analytics", "counter", "marketing", "ads-a", "ads-b")));
    assertTrue(page.text().contains("Bord A") && page.text().contains("A B.V."), page.text());
    assertThrows(
        IllegalArgumentException.class, () -> PAGES.placeholderPage(some, context("nl"), "nobody"));
  }

  @Test
  void policy_purposes_areOptionalOnes() {
    assertTrue(POLICY.purposes().stream().noneMatch(p -> p.id().equals(Purpose.NECESSARY)));
    assertEquals(List.of(), values(settings(UNDECIDED), "[value=necessary], [value=cart]"));
  }
}
