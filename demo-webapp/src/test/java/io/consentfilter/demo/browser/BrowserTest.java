// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test with visitors; whatever it tests, no script fails, no page does what its
 * Content-Security-Policy forbids, and nothing is asked of the internet.
 */
@Tag("browser")
@ExtendWith(OnStage.class)
abstract class BrowserTest {

  /** Milliseconds that a page has to become what a test expects, on a busy machine too. */
  private static final double PATIENCE = 20_000;

  private final List<Visitor> visitors = new ArrayList<>();
  private Stage stage;

  @BeforeEach
  final void enter(Stage stage) {
    this.stage = stage;
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    stage.thirdParties().forEach(ThirdParty::forget);
    // All visitors share an address, which may choose so many times a minute.
    stage.clock().advance(Duration.ofMinutes(1));
  }

  @AfterEach
  final void leave() {
    visitors.forEach(visitor -> visitor.context().close());
    for (Visitor visitor : visitors) {
      assertEquals(List.of(), visitor.aborted());
      assertEquals(List.of(), visitor.errors());
      assertEquals(List.of(), visitor.violations());
    }
  }

  final Stage stage() {
    return stage;
  }

  /** What a Dutch visitor at a desk has. */
  static NewContextOptions dutch() {
    return new NewContextOptions().setLocale("nl-NL").setViewportSize(1280, 800);
  }

  final Visitor visitor() {
    return visitor(dutch());
  }

  final Visitor visitor(NewContextOptions options) {
    return cached(options).confined();
  }

  /** A visitor whose browser uses its cache. */
  final Visitor cached(NewContextOptions options) {
    return visitor(stage.site(), options);
  }

  /** A visitor of another site, in a world of its own. */
  final Visitor visitor(URI site) {
    return visitor(site, dutch());
  }

  private Visitor visitor(URI site, NewContextOptions options) {
    BrowserContext context = stage.browser().newContext(options);
    context.setDefaultTimeout(PATIENCE);
    Visitor visitor = new Visitor(site, context);
    visitors.add(visitor);
    return visitor;
  }

  final Visitor visitorAt(String path) {
    Visitor visitor = visitor();
    visitor.open(path);
    return visitor;
  }

  final Visitor loggedIn(String username, boolean remember) {
    Visitor visitor = visitorAt("/login");
    visitor.logIn(username, remember);
    return visitor;
  }

  /** How many page views Boekhuis has counted, seen by somebody whose own are not. */
  final long counted() {
    Visitor bookkeeper = loggedIn("bram", false);
    bookkeeper.open("/app/stats");
    return Long.parseLong(bookkeeper.find("[data-stat=views]").textContent().replaceAll("\\D", ""));
  }
}
