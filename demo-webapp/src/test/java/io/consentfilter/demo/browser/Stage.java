// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import io.consentfilter.demo.Boekhuis;
import io.consentfilter.demo.MovableClock;
import io.consentfilter.demo.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The browser, Boekhuis and the three third parties of its policy, shared by all tests. */
final class Stage implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");

  private final Path folder = Files.createTempDirectory("boekhuis");
  private final MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
  private final ThirdParty metrics = new ThirdParty();
  private final ThirdParty campaigns = new ThirdParty();
  private final ThirdParty film = new ThirdParty();
  private final Boekhuis boekhuis;
  private final Playwright playwright;
  private final Browser browser;

  Stage() throws IOException, GeneralSecurityException {
    Path policy = folder.resolve("policy.json");
    Files.writeString(policy, policy());
    boekhuis = Boekhuis.start(Options.in(folder).withPolicy(policy), clock);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(ARGUMENTS));
  }

  /** The demo's own policy, but for where its third parties are. */
  private String policy() throws IOException {
    try (InputStream own =
        Boekhuis.class.getResourceAsStream("/webapp/WEB-INF/consent-policy.json")) {
      return new String(Objects.requireNonNull(own).readAllBytes(), UTF_8)
          .replace(
              "[\"https://tags.meetpunt.example\"]", at(metrics) + ", \"storageKeys\": [\"mp_*\"]")
          .replace("[\"https://ads.meetpunt.example\"]", at(campaigns))
          .replace("[\"https://video.filmhuis.example\"]", at(film));
    }
  }

  private static String at(ThirdParty thirdParty) {
    return "[\"" + thirdParty.origin() + "\"]";
  }

  Browser browser() {
    return browser;
  }

  MovableClock clock() {
    return clock;
  }

  URI site() {
    return boekhuis.url();
  }

  ThirdParty metrics() {
    return metrics;
  }

  ThirdParty campaigns() {
    return campaigns;
  }

  ThirdParty film() {
    return film;
  }

  List<ThirdParty> thirdParties() {
    return List.of(metrics, campaigns, film);
  }

  @Override
  public void close() throws IOException {
    browser.close();
    playwright.close();
    boekhuis.close();
    thirdParties().forEach(ThirdParty::close);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
