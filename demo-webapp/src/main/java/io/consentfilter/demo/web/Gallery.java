// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.page.Notice;
import io.consentfilter.page.PageContext;
import io.consentfilter.page.Pages;
import io.consentfilter.page.SessionWarning;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Everything of the toolkit that a visitor may see, in every language, printed from a policy of its
 * own. Thread-safe.
 */
final class Gallery {

  /** What may be seen. */
  enum State {
    BANNER,
    BANNER_NEW,
    BANNER_GPC,
    DIALOG,
    SETTINGS,
    SETTINGS_SAVED,
    STATEMENT,
    PLACEHOLDER,
    SESSION,
    NOTICE;

    /** Its name in addresses and texts. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final String ADDED = "marketing";
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Policy policy = read();
  private final Pages pages = new Pages(policy, true);

  private static Policy read() {
    try (InputStream in = Gallery.class.getResourceAsStream("/gallery-policy.json")) {
      return Policy.parse(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> languages() {
    return policy.languages();
  }

  /** Returns a whole document that shows a state and nothing else. */
  String document(State state, String language, String contextPath, Instant now) {
    PageContext context =
        new PageContext(
            contextPath,
            contextPath + policy.prefix(),
            language,
            contextPath + "/",
            state == State.BANNER_GPC);
    return switch (state) {
      case BANNER -> page(context, pages.banner(undecided(false, now), context));
      case BANNER_NEW -> page(context, pages.banner(before(now), context));
      case BANNER_GPC -> page(context, pages.banner(undecided(true, now), context));
      case DIALOG -> page(context, dialog(context, now));
      case SETTINGS -> pages.settings(undecided(false, now), context, Optional.empty());
      case SETTINGS_SAVED ->
          pages.settings(
              chosen(now, item -> item.id().equals("video") || item.id().equals("youtube")),
              context,
              Optional.of(pages.saved(context)));
      case STATEMENT -> pages.statement(context);
      case PLACEHOLDER -> pages.placeholderPage(undecided(false, now), context, "youtube");
      case SESSION -> page(context, session(context));
      case NOTICE -> pages.notice(context, Notice.NOT_RECORDED);
    };
  }

  private Decision undecided(boolean gpc, Instant now) {
    return Decision.of(policy, Optional.empty(), gpc, now);
  }

  /** Who answered everything before one purpose was added. */
  private Decision before(Instant now) {
    return decided(
        now, item -> !item.id().equals(ADDED) && !item.purpose().equals(ADDED), i -> true);
  }

  private Decision chosen(Instant now, Predicate<Item> granted) {
    return decided(now, item -> true, granted);
  }

  private Decision decided(Instant now, Predicate<Item> answered, Predicate<Item> granted) {
    NavigableMap<Integer, Boolean> answers = new TreeMap<>();
    policy.items().stream()
        .filter(answered)
        .forEach(item -> answers.put(item.fingerprint(), granted.test(item)));
    Choice choice = new Choice("gallery", now, policy.revision(), answers);
    return Decision.of(policy, Optional.of(choice), false, now);
  }

  private String dialog(PageContext context, Instant now) {
    String layer = pages.settingsLayer(undecided(false, now), context);
    return sheet(context, "banner")
        + sheet(context, "settings")
        + "<dialog id=\"consent-dialog\" open>"
        + layer
        + "</dialog>";
  }

  private static String sheet(PageContext context, String name) {
    return "<link rel=\"stylesheet\" href=\"" + context.base() + "/" + name + ".css\">";
  }

  /** What the script would take out of the template when the time comes. */
  private String session(PageContext context) {
    SessionWarning warning = new SessionWarning("gallery", SOON, Duration.ofHours(8), false);
    String markup = pages.sessionWarning(context, warning);
    int from = markup.indexOf("<template>") + "<template>".length();
    int to = markup.indexOf("</dialog>", from) + "</dialog>".length();
    return markup
        .substring(from, to)
        .replace("<dialog ", "<dialog open ")
        .replace("<b role=\"timer\"></b>", "<b>2:00</b>");
  }

  private String page(PageContext context, String body) {
    return """
        <!DOCTYPE html>
        <html lang="%s" dir="%s">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="robots" content="noindex"><title>Boekhuis</title></head>
        <body>%s</body>
        </html>
        """
        .formatted(context.language(), policy.texts(context.language()).get("direction"), body);
  }
}
