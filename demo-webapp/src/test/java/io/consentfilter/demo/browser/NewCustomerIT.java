// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody signs up, adds an invoice, takes it along, changes the choice and leaves. */
class NewCustomerIT extends BrowserTest {

  private static final Path SHOTS = Path.of("target", "walk");
  private static final String PASSWORD = "vier stille klinkers";

  /** Whatever is wider than the screen. */
  private static final String TOO_WIDE =
      """
      () => [document.documentElement, ...document.querySelectorAll('body *')]
        .filter(at => at.checkVisibility() && !at.matches('.unseen, .unseen *, svg *'))
        .filter(at => at === document.documentElement
            ? at.scrollWidth > at.clientWidth + 1
            : at.getBoundingClientRect().right > innerWidth + 1
                && !at.closest('.skip, .consent-live, thead'))
        .map(at => at.outerHTML.slice(0, 90))
      """;

  /** Fields without a name that is read out. */
  private static final String UNNAMED =
      """
      () => Array.from(document.querySelectorAll('main input:not([type=hidden]), main select, main textarea'))
        .filter(at => at.checkVisibility() && !at.labels.length && !at.ariaLabel)
        .map(at => at.outerHTML.slice(0, 90))
      """;

  private int shot;

  private void see(Visitor visitor, String name) {
    assertEquals(List.of(), visitor.page().evaluate(TOO_WIDE), name);
    assertEquals(List.of(), visitor.page().evaluate(UNNAMED), name);
    assertEquals(1, visitor.find("h1").count(), name);
    int width = visitor.page().viewportSize().width;
    String file = "%d-%02d-%s.png".formatted(width, ++shot, name);
    visitor
        .page()
        .screenshot(new ScreenshotOptions().setPath(SHOTS.resolve(file)).setFullPage(true));
  }

  private static NewContextOptions screen(int width, int height) {
    return dutch().setViewportSize(width, height);
  }

  private static void submit(Visitor visitor) {
    visitor.find("main form.form [type=submit]").first().click();
    visitor.page().waitForLoadState();
  }

  private static void signUp(Visitor visitor, String username) {
    visitor.find("[name=company]").fill("Atelier Noord");
    visitor.find("[name=register]").fill("81234567");
    visitor.find("[name=address]").fill("Kade 3");
    visitor.find("[name=city]").fill("9711 AB Groningen");
    visitor.find("[name=name]").fill("Noor van Dam");
    visitor.find("[name=email]").fill("noor@ateliernoord.example");
    visitor.find("[name=username]").fill(username);
    visitor.find("[name=password]").fill(PASSWORD);
    submit(visitor);
  }

  private static void addInvoice(Visitor visitor) {
    visitor.find("[name=customer]").fill("=Museum & Zn.");
    visitor.find("input[name=description]").fill("Vier vazen");
    visitor.find("[name=amount]").fill("125,00");
    submit(visitor);
  }

  @ParameterizedTest
  @Tag("R106")
  @Tag("R109")
  @CsvSource({"320, 640", "1280, 800"})
  void walk_ofANewCustomer_leadsFromSignUpToGoodbye(int width, int height) throws IOException {
    Visitor noor = visitor(screen(width, height));
    noor.open("/signup");
    noor.choose("reject");
    see(noor, "sign-up");
    signUp(noor, "noor" + width);
    assertThat(noor.find("main [role=status]").first()).containsText("Welkom");
    see(noor, "welcome");
    noor.find("main a[href='/app/invoices/new']").click();
    see(noor, "new-invoice");
    addInvoice(noor);
    assertThat(noor.find("main .facts")).containsText("151,25");
    see(noor, "invoice");
    noor.open("/app");
    see(noor, "invoices");
    Download csv =
        noor.page().waitForDownload(() -> noor.find("a[href='/app/export.csv']").click());
    String file = Files.readString(csv.path());
    assertTrue(file.contains("'=Museum & Zn.,Vier vazen,125.00,26.25,151.25,EUR,open"), file);
    noor.openSettings().locator("[name=purpose][value=analytics]").check();
    noor.choose("save");
    assertEquals(Set.of("analytics"), noor.granted());
    noor.open("/app/account");
    see(noor, "account");
    noor.find("a[href='/app/cancel']").click();
    see(noor, "cancel");
    noor.find("[name=understood]").check();
    submit(noor);
    assertThat(noor.find("main .secret")).isVisible();
    see(noor, "goodbye");
    assertEquals(
        "/login", noor.open("/app").url().replaceFirst("^.*//[^/]*", "").replaceFirst("\\?.*", ""));
  }

  @ParameterizedTest
  @CsvSource({"320, 640", "1280, 800"})
  void pages_ofAnOwner_fitTheScreenAndNameTheirFields(int width, int height) {
    Visitor anna = visitor(screen(width, height));
    anna.open("/login");
    anna.choose("reject");
    anna.logIn("anna", false);
    for (String page :
        List.of(
            "/app",
            "/app/customers",
            "/app/profile",
            "/app/team",
            "/app/support",
            "/app/activity",
            "/app/tokens",
            "/app/licence",
            "/app/newsletter",
            "/app/outbox",
            "/app/stats",
            "/rights",
            "/newsletter",
            "/comeback",
            "/agreement",
            "/promises",
            "/privacy",
            "/privacy?vergelijk=2026-11-01")) {
      anna.open(page);
      see(anna, "anna" + page.replaceAll("\\W", "-"));
    }
    anna.open("/rights");
    anna.find("[name=kind]").selectOption(new SelectOption().setValue("erasure"));
    anna.find("[name=words]").fill("Graag weg.");
    submit(anna);
    see(anna, "receipt");
  }

  @ParameterizedTest
  @CsvSource({"320, 640", "1280, 800"})
  void desk_ofStaff_fitsTheScreen(int width, int height) {
    Visitor mia = visitor(screen(width, height));
    mia.open("/login");
    mia.choose("reject");
    mia.logIn("mia", false);
    assertEquals("/app/staff", mia.path());
    see(mia, "desk");
  }

  @Test
  @Tag("R9")
  void walk_withoutJavaScript_leadsFromSignUpToGoodbye() {
    Visitor noor = visitor(screen(1280, 800).setJavaScriptEnabled(false));
    noor.open("/signup");
    signUp(noor, "noorzonder");
    assertThat(noor.find("main [role=status]").first()).containsText("Welkom");
    noor.open("/app/invoices/new");
    addInvoice(noor);
    assertThat(noor.find("main .facts")).containsText("151,25");
    noor.open("/app/cancel");
    noor.find("[name=understood]").check();
    submit(noor);
    assertThat(noor.find("main .secret")).isVisible();
  }
}
