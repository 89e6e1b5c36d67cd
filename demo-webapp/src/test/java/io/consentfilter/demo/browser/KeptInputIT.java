// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody had typed when the login ended. */
class KeptInputIT extends BrowserTest {

  private static final String ENDED = "main#consent-ended";
  private static final String KEPT = ENDED + " p:has-text('staat hier weer')";
  private static final String MESSAGE = "Een lang verhaal: <b>ë</b> €\n\"tweede\" regel";

  /** Fields of every kind that a form may have, at the end of the form of the page. */
  private static final String MORE_FIELDS =
      """
      () => {
        const form = document.querySelector('main form');
        const add = (name, attributes) => {
          const field = document.createElement(attributes.options ? 'select' : 'input');
          field.name = name;
          for (const option of attributes.options || []) field.add(new Option(option));
          delete attributes.options;
          for (const key of Object.keys(attributes)) field.setAttribute(key, attributes[key]);
          form.append(field);
        };
        add('line', {});
        add('line', {});
        add('tick', { type: 'checkbox' });
        add('untick', { type: 'checkbox', checked: '' });
        add('pick', { type: 'radio', value: 'a', checked: '' });
        add('pick', { type: 'radio', value: 'b' });
        add('choose', { options: ['one', 'two', 'three'] });
        add('amount', { type: 'number' });
        add('pin', { type: 'password' });
        add('card', { autocomplete: 'section-a billing CC-Number' });
        add('code', { autocomplete: 'one-time-code' });
        add('fresh', { autocomplete: 'new-password' });
        add('private', { 'data-consent-nokeep': '' });
        add('shown', { type: 'password' });
      }
      """;

  private Visitor typing() {
    Visitor visitor = visitor();
    visitor.context().clock().install();
    visitor.open("/login");
    visitor.logIn("anna", false);
    visitor.choose("reject");
    type(visitor);
    return visitor;
  }

  private static void type(Visitor visitor) {
    visitor.open("/contact?over=btw");
    visitor.page().waitForResponse("**/consent/session/key*", () -> message(visitor).fill(MESSAGE));
    message(visitor).press("End");
  }

  private static Locator message(Visitor visitor) {
    return visitor.find("main [name=message]");
  }

  private void expire(Visitor visitor) {
    stage().clock().advance(Duration.ofMinutes(61));
    visitor.page().clock().fastForward(Duration.ofMinutes(61).toMillis());
    assertThat(visitor.find(ENDED)).isVisible();
  }

  private static void logInAgain(Visitor visitor, String username) {
    visitor.find(ENDED + " a").click();
    visitor.logIn(username, false);
    assertEquals("/contact?over=btw", visitor.path());
  }

  private static String stored(Visitor visitor) {
    return (String)
        visitor
            .page()
            .evaluate(
                "() => JSON.stringify(Object.entries({ ...sessionStorage, ...localStorage }))");
  }

  @Test
  @Tag("R79")
  void input_comesBackForTheSameUser() {
    Visitor visitor = typing();
    expire(visitor);
    assertThat(visitor.find(KEPT)).isVisible();
    logInAgain(visitor, "anna");
    assertThat(message(visitor)).hasValue(MESSAGE);
    assertEquals("[]", stored(visitor));
    assertThat(visitor.find("main b")).hasCount(0);
  }

  @Test
  @Tag("R79")
  void input_comesBackAgainAfterASecondEnd() {
    Visitor visitor = typing();
    expire(visitor);
    logInAgain(visitor, "anna");
    assertThat(message(visitor)).hasValue(MESSAGE);
    expire(visitor);
    logInAgain(visitor, "anna");
    assertThat(message(visitor)).hasValue(MESSAGE);
  }

  @Test
  @Tag("R79")
  void input_isStoredAsNothingThatCanBeRead() {
    Visitor visitor = typing();
    expire(visitor);
    assertThat(visitor.find(KEPT)).isVisible();
    String stored = stored(visitor);
    assertTrue(stored.length() > 100, stored);
    for (String word : new String[] {"verhaal", "message", "anna"}) {
      assertFalse(stored.contains(word), stored);
    }
  }

  @Test
  @Tag("R79")
  void input_isWipedWhenSomebodyElseLogsIn() {
    Visitor visitor = typing();
    expire(visitor);
    logInAgain(visitor, "bram");
    assertThat(message(visitor)).hasValue("");
    assertEquals("[]", stored(visitor));
    visitor.find("header form[action='/logout'] button").click();
    visitor.open("/login?return=%2Fcontact%3Fover%3Dbtw");
    visitor.logIn("anna", false);
    assertThat(message(visitor)).hasValue("");
  }

  @Test
  @Tag("R79")
  void input_underAForgedTag_isNotDecryptedForAnother() {
    Visitor visitor = typing();
    expire(visitor);
    assertThat(visitor.find(KEPT)).isVisible();
    visitor.find(ENDED + " a").click();
    Visitor bram = loggedIn("bram", false);
    String tag = bram.context().request().get(bram.url("/consent/session")).text();
    tag = tag.replaceAll(".*\"user\":\"([^\"]+)\".*", "$1");
    visitor
        .page()
        .evaluate(
            "tag => { const key = Object.keys(sessionStorage)[0];"
                + " sessionStorage[key] = sessionStorage[key].replace(/^\\S+/, tag); }",
            tag);
    visitor.page().waitForResponse("**/consent/session/key*", () -> visitor.logIn("bram", false));
    assertThat(message(visitor)).hasValue("");
  }

  @Test
  @Tag("R79")
  void input_onAnotherPage_waitsForItsOwn() {
    Visitor visitor = typing();
    expire(visitor);
    visitor.find(ENDED + " a").click();
    visitor.open("/login?return=%2Fcontact");
    visitor.logIn("anna", false);
    assertEquals("/contact", visitor.path());
    assertThat(message(visitor)).hasValue("");
    visitor.open("/contact?over=btw");
    assertThat(message(visitor)).hasValue(MESSAGE);
  }

  @Test
  @Tag("R79")
  void input_afterLogout_staysEncryptedToo() {
    Visitor visitor = typing();
    visitor
        .context()
        .request()
        .post(
            visitor.url("/logout"),
            com.microsoft.playwright.options.RequestOptions.create()
                .setHeader("Origin", visitor.url("/").replaceAll("/$", "")));
    visitor
        .page()
        .evaluate("() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    assertThat(visitor.find(ENDED)).isVisible();
    assertFalse(stored(visitor).contains("verhaal"));
  }

  @Test
  @Tag("R79")
  void fields_ofAllKinds_comeBackButSecretsDoNot() {
    Visitor visitor = typing();
    visitor.page().evaluate(MORE_FIELDS);
    visitor.find("[name=line]").nth(1).fill("second");
    visitor.find("[name=tick]").check();
    visitor.find("[name=untick]").uncheck();
    visitor.find("[name=pick][value=b]").check();
    visitor.find("[name=choose]").selectOption("three");
    visitor.find("[name=amount]").fill("12.5");
    for (String secret : SECRETS) {
      visitor.find("[name=" + secret + "]").fill("geheim");
    }
    visitor.find("[name=shown]").evaluate("at => { at.type = 'text'; }");
    visitor.find("[name=shown]").pressSequentially("2");
    visitor.context().addInitScript("addEventListener('DOMContentLoaded', " + LATE + ", true)");
    expire(visitor);
    logInAgain(visitor, "anna");
    assertThat(message(visitor)).hasValue(MESSAGE);
    assertThat(visitor.find("[name=line]").nth(0)).hasValue("");
    assertThat(visitor.find("[name=line]").nth(1)).hasValue("second");
    assertThat(visitor.find("[name=tick]")).isChecked();
    assertThat(visitor.find("[name=untick]")).not().isChecked();
    assertThat(visitor.find("[name=pick][value=b]")).isChecked();
    assertThat(visitor.find("[name=choose]")).hasValue("three");
    assertThat(visitor.find("[name=amount]")).hasValue("12.5");
    for (String secret : SECRETS) {
      assertThat(visitor.find("[name=" + secret + "]")).hasValue("");
    }
  }

  private static final String[] SECRETS = {"pin", "card", "code", "fresh", "private", "shown"};

  /** Adds the same fields to the next page before anything comes back. */
  private static final String LATE =
      "("
          + MORE_FIELDS
              .strip()
              .replace(
                  "const form = document.querySelector('main form');",
                  "if (location.pathname !== '/contact') return; const form = document.querySelector('main form');")
          + ")";

  @Test
  @Tag("R79")
  void input_withoutACipher_isNotKept() {
    Visitor visitor = visitor();
    visitor.context().clock().install();
    visitor.context().addInitScript("Object.defineProperty(Crypto.prototype, 'subtle', {})");
    visitor.open("/login");
    visitor.logIn("anna", false);
    visitor.choose("reject");
    visitor.open("/contact?over=btw");
    message(visitor).fill(MESSAGE);
    expire(visitor);
    assertThat(visitor.find(KEPT)).not().isVisible();
    assertEquals("[]", stored(visitor));
    logInAgain(visitor, "anna");
    assertThat(message(visitor)).hasValue("");
  }

  @Test
  @Tag("R2")
  @Tag("R79")
  void pageWithoutTyping_asksForNoKeyAndKeepsNothing() {
    Visitor visitor = visitor();
    visitor.context().clock().install();
    visitor.open("/login");
    visitor.logIn("anna", false);
    visitor.choose("reject");
    visitor.page().onRequest(request -> assertFalse(request.url().contains("/session/key")));
    visitor.open("/contact?over=btw");
    expire(visitor);
    assertEquals("[]", stored(visitor));
  }
}
