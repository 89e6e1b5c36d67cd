// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.policy.Localized;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts that all pages share, for one visitor: links, times, the frame. Immutable and
 * thread-safe.
 */
record View(Policy policy, PageContext context, Texts texts) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /** The text with this key, as markup. */
  Html text(String key) {
    return texts.html(key, Map.of());
  }

  /** The name of a policy's text in the visitor's language. */
  String in(Localized localized) {
    return localized.in(texts.language());
  }

  String controller() {
    return policy.controller().name();
  }

  Html path(String name, String key) {
    return Html.of("<a href=\"{}/{}\">{}</a>", context.base(), name, text(key));
  }

  /** The links to the statement and, where there is one, to the controller's own page. */
  Html statementLinks() {
    Stream<Html> statement = Stream.of(path("statement", "statement.link"));
    return Html.joined(" · ", Stream.concat(statement, privacyLink().stream()));
  }

  /** The link to the controller's own page on privacy. */
  Optional<Html> privacyLink() {
    return policy.controller().privacyPage().map(page -> link(local(page), text("privacy.link")));
  }

  /** The link to the settings; without the attribute that opens them in a dialog. */
  Html settingsLink() {
    return Html.of("<a href=\"{}\">{}</a>", context.base(), text("settings.link"));
  }

  private String local(String page) {
    return page.startsWith("/") ? context.contextPath() + page : page;
  }

  /** A link, or just its text where the target is neither a local path nor of the web. */
  static Html link(String target, Html text) {
    boolean safe =
        target.startsWith("https://")
            || target.startsWith("http://")
            || (target.startsWith("/") && !target.startsWith("//") && !target.startsWith("/\\"));
    return safe ? Html.of("<a href=\"{}\">{}</a>", target, text) : text;
  }

  /** The controller's address for questions: an e-mail address or a URL. */
  Html contact() {
    String contact = policy.controller().contact();
    if (contact.contains(":") || !contact.contains("@")) {
      return link(contact, Html.of("{}", contact));
    }
    return Html.of("<a href=\"mailto:{}\">{}</a>", contact, contact);
  }

  /** The field that says where to go on after a choice. */
  Html returnField() {
    return Banner.field("return", context.returnPath());
  }

  /**
   * A submit button; all of them look the same.
   *
   * @param action a literal
   * @param choice a literal
   */
  Html button(String action, String choice, String key) {
    return Html.of(
        "<button name=choice value={} data-consent-action=\"{}\">{}</button>",
        choice,
        action,
        text(key));
  }

  /** What the browser's Global Privacy Control does here, for those who sent it. */
  Html gpc() {
    boolean speaks = context.gpc() && policy.purposes().stream().anyMatch(Purpose::sharing);
    return Html.of("<p class=\"consent-note\">{}</p>\n", text("gpc")).onlyIf(speaks);
  }

  /** A day. */
  Html date(LocalDate day) {
    return Html.of("<time datetime=\"{}\">{}</time>", day, day(day));
  }

  /** A moment, in UTC. */
  Html moment(Instant instant) {
    var utc = instant.atZone(ZoneOffset.UTC);
    return Html.of("<time datetime=\"{}\">{} {} UTC</time>", instant, day(utc), TIME.format(utc));
  }

  private String day(TemporalAccessor day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(dates()).format(day);
  }

  /** English that names no country writes the day before the month, as most of the world does. */
  private Locale dates() {
    return texts.language().equals("en") ? Locale.UK : texts.locale();
  }

  /** A length of time in the largest unit of which there are two or more, or in years. */
  Html duration(Duration time) {
    long seconds = time.toSeconds();
    if (seconds >= 31_536_000 && seconds % 31_536_000 == 0) {
      return amount(seconds / 31_536_000, "year");
    }
    if (seconds >= 172_800 && seconds % 86_400 == 0) {
      return amount(seconds / 86_400, "day");
    }
    if (seconds >= 7_200 && seconds % 3_600 == 0) {
      return amount(seconds / 3_600, "hour");
    }
    return seconds >= 60 && seconds % 60 == 0
        ? amount(seconds / 60, "minute")
        : amount(seconds, "second");
  }

  private Html amount(long number, String unit) {
    String form = Plural.of(texts.locale(), number).key();
    return texts.html("duration." + unit + "." + form, "number", number);
  }

  /** The attributes that say in which language an element is. */
  Html language() {
    return Html.of("lang=\"{}\" dir=\"{}\"", texts.language(), texts.get("direction"));
  }

  /** The same for a part of somebody else's page: the style sheet knows what is usual. */
  Html fragmentLanguage() {
    boolean usual = texts.get("direction").equals("ltr");
    return usual ? Html.of("lang=\"{}\"", texts.language()) : language();
  }

  Html styleSheet(Asset asset) {
    return Html.of("<link rel=stylesheet href=\"{}/{}\">", context.base(), asset.hashedName());
  }

  /** A whole document around the content of its {@code main} element. */
  Html document(Html title, Html script, Html content) {
    return Html.of(
        """
        <!DOCTYPE html>
        <html {}>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <meta name="color-scheme" content="light dark">
        <title>{} – {}</title>
        {}{}{}</head>
        <body class="consent-page">
        <main>
        {}</main>
        </body>
        </html>
        """,
        language(),
        title,
        controller(),
        styleSheet(Assets.style()),
        styleSheet(Assets.settingsStyle()),
        script,
        content);
  }

  private static String title(Notice notice) {
    return "notice." + notice.key() + ".title";
  }

  String refusal(Notice notice) {
    String text = texts.get(title(notice)) + ". " + texts.get("notice." + notice.key() + ".text");
    return "{\"error\":%s,\"text\":%s}"
        .formatted(Activation.quote(notice.key()), Activation.quote(text));
  }

  Html notice(Notice notice) {
    Map<String, String> values =
        Map.of("setting", "\"transport\": \"proxied\"", "file", "consent-policy.json");
    return document(
        text(title(notice)),
        Html.EMPTY,
        Html.of(
            "<h1>{}</h1>\n<p>{}</p>\n<p>{} · {}</p>\n",
            text(title(notice)),
            texts.html("notice." + notice.key() + ".text", values),
            link(context.returnPath(), text("back")),
            settingsLink()));
  }

  Html rememberBox() {
    Html note =
        texts.html(
            "remember.note",
            Map.of(
                "name",
                Html.of("<code>{}</code>", policy.cookieNames().remember()),
                "lifetime",
                duration(policy.rememberMe().maxAge())));
    return Html.of(
        """
        <div class="consent-remember">
        <input type="checkbox" name="remember" value="on" id="consent-remember" \
        aria-describedby="consent-remember-note">
        <label for="consent-remember">{}</label>
        <p id="consent-remember-note">{}</p>
        </div>
        """,
        text("remember.label"),
        note);
  }
}
