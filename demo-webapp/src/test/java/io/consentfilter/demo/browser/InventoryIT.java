// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Response;
import io.consentfilter.policy.Inventory.Area;
import io.consentfilter.policy.Inventory.StorageKey;
import io.consentfilter.policy.Policy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the filter learns from browsers of a site that declares nothing yet. */
class InventoryIT extends BrowserTest {

  private static final String PAGE =
      """
      <!doctype html><html lang=en><title>Shop</title><p>Shop<script>
      localStorage.setItem('basket', 'secret-value');
      sessionStorage.setItem('step_4711', 'secret-value');
      </script>
      """;

  /** Waits until it is there. */
  private static final String DATABASE =
      "() => new Promise(done => { indexedDB.open('offline').onsuccess = () => done(1); })";

  private static final Policy POLICY =
      Policy.parse(
          """
          {"revision": 1, "controller": {"name": "Shop", "contact": "shop@shop.example"},
           "languages": ["en"], "transport": "http", "undeclared": "report",
           "csp": "report-only"}
          """);

  @Test
  @Tag("R2")
  void page_thatStoresThings_tellsTheirNamesAlone() throws Exception {
    try (SmallSite site = SmallSite.start(POLICY, PAGE)) {
      Visitor visitor = visitor(site.url());
      visitor.open("/shop/17");
      visitor.page().evaluate(DATABASE);
      Response answer =
          visitor
              .page()
              .waitForResponse(
                  response ->
                      response.url().endsWith("/consent/storage")
                          && response.request().postData().contains("offline"),
                  () -> visitor.open("/shop/17"));
      assertEquals(204, answer.status());
      List<String> at = List.of("/shop/*");
      assertEquals(
          List.of(
              new StorageKey("basket", Set.of(Area.LOCAL), at),
              new StorageKey("offline", Set.of(Area.INDEXEDDB), at),
              new StorageKey("step_*", Set.of(Area.SESSION), at)),
          site.inventory().storageKeys());
    }
  }

  @Test
  void page_thatStoresLater_tellsWhenItIsLeft() throws Exception {
    try (SmallSite site = SmallSite.start(POLICY, "<!doctype html><title>Shop</title><p>Shop")) {
      Visitor visitor = visitor(site.url());
      visitor.open("/");
      visitor.page().evaluate("() => localStorage.setItem('late', '1')");
      visitor
          .page()
          .waitForResponse(
              response ->
                  response.url().endsWith("/consent/storage")
                      && response.request().postData().contains("late"),
              () -> visitor.open("/next"));
      assertEquals("late", site.inventory().storageKeys().get(0).key());
    }
  }
}
