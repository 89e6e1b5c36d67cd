// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Notices;
import io.consentfilter.demo.rights.Notices.Notice;
import io.consentfilter.demo.rights.Statements;
import io.consentfilter.demo.rights.Statements.Change;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The privacy statement with its earlier versions, and what is told at the next login. */
final class PrivacyPages {

  static final String PATH = "/privacy";
  static final String TOLD = "/app/told";
  private static final String AGREEMENT = "agreement";

  void show(Visit visit) throws IOException {
    Optional<String> compared = visit.parameter("vergelijk");
    String version = visit.parameter("versie").or(() -> compared).orElse(Statements.CURRENT);
    Optional<List<String>> lines = Statements.lines(version, language(visit));
    if (lines.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean current = version.equals(Statements.CURRENT);
    String text =
        compared.isPresent() ? differences(visit, lines.get()) : prose(visit, lines.get());
    visit.page(
        "privacy",
        visit.texts().get("privacy.title"),
        Map.of(
            "notice",
            current ? "" : visit.notice(visit.texts().get("privacy.old")),
            "date",
            version,
            "dateText",
            visit.texts().date(LocalDate.parse(version)),
            "text",
            text,
            "more",
            current ? visit.part("privacy-more", more(visit)) : "",
            "versions",
            versions(visit)));
  }

  private static String language(Visit visit) {
    return visit.texts().language().tag();
  }

  private static Map<String, String> more(Visit visit) {
    return Map.of(
        "statement",
        visit.address(visit.site().policy().prefix() + "/statement"),
        "recipients",
        recipients(visit));
  }

  /** Returns whom the policy lets the browser talk to, which is also what its header allows. */
  private static String recipients(Visit visit) {
    List<List<String>> rows =
        visit.site().policy().services().stream()
            .filter(service -> !service.origins().isEmpty())
            .map(service -> recipient(visit, service))
            .toList();
    return Parts.table(
        visit,
        "privacy.recipients",
        List.of("privacy.recipient", "privacy.origin", "privacy.purpose", "privacy.passes"),
        rows);
  }

  private static List<String> recipient(Visit visit, Service service) {
    Policy policy = visit.site().policy();
    String purpose =
        policy.purposes().stream()
            .filter(p -> p.id().equals(service.purpose()))
            .map(p -> p.name().in(language(visit)))
            .findFirst()
            .orElse(service.purpose());
    String origins =
        service.origins().stream()
            .map(origin -> "<code>" + Html.escape(origin.toString()) + "</code>")
            .collect(Collectors.joining("<br>"));
    return List.of(
        Html.escape(service.provider()),
        origins,
        Html.escape(purpose),
        Html.escape(String.join(", ", service.recipients())));
  }

  private static String versions(Visit visit) {
    return Statements.versions().stream()
        .skip(1)
        .map(
            version ->
                visit.part(
                    "privacy-version",
                    Map.of("date", version, "text", visit.texts().date(LocalDate.parse(version)))))
        .collect(Collectors.joining());
  }

  private static String prose(Visit visit, List<String> lines) {
    StringBuilder out = new StringBuilder();
    boolean list = false;
    for (String line : lines) {
      boolean item = line.startsWith("- ");
      out.append(item && !list ? "<ul>\n" : !item && list ? "</ul>\n" : "");
      list = item;
      out.append(line(line, Html.escape(filled(visit, plain(line)))));
    }
    return out + (list ? "</ul>\n" : "");
  }

  private static String plain(String line) {
    return line.startsWith("# ") || line.startsWith("- ") ? line.substring(2) : line;
  }

  private static String line(String line, String html) {
    if (line.startsWith("# ")) {
      return "<h2>" + html + "</h2>\n";
    }
    return line.startsWith("- ") ? "<li>" + html + "</li>\n" : "<p>" + html + "</p>\n";
  }

  /** Times are not written down twice: they are those that the policy has enforced. */
  private static String filled(Visit visit, String text) {
    Policy policy = visit.site().policy();
    return text.replace("{idle}", "" + policy.session().idle().toMinutes())
        .replace("{absolute}", "" + policy.session().absolute().toHours())
        .replace("{remember}", "" + policy.rememberMe().maxAge().toDays())
        .replace("{choice}", "" + policy.choiceLifetime().toDays())
        .replace("{months}", "" + Statistics.MONTHS_KEPT);
  }

  private static String differences(Visit visit, List<String> before) {
    List<String> after = Statements.lines(Statements.CURRENT, language(visit)).orElseThrow();
    return Statements.compare(before, after).stream()
        .map(change -> difference(visit, change))
        .collect(Collectors.joining("", "<div class=\"changes\">\n", "</div>\n"));
  }

  private static String difference(Visit visit, Change change) {
    String text = Html.escape(filled(visit, plain(change.line())));
    return switch (change.fate()) {
      case KEPT -> "<p>" + text + "</p>\n";
      case ADDED -> "<p><ins>" + text + "</ins></p>\n";
      case REMOVED -> "<p><del>" + text + "</del></p>\n";
    };
  }

  void agreement(Visit visit) throws IOException {
    visit.page(
        AGREEMENT, visit.texts().get("agreement.title"), Map.of("recipients", recipients(visit)));
  }

  // At the next login

  /** Returns what this user has not been told of yet. */
  static String news(Visit visit, User user) {
    String changed =
        user.seenPolicy().equals(Statements.CURRENT)
            ? ""
            : visit.part("news-privacy", Map.of("since", since(user)));
    String notices =
        new Notices(visit.site().database())
            .since(user.seenNotice()).stream()
                .map(notice -> notice(visit, notice))
                .collect(Collectors.joining());
    return changed.isEmpty() && notices.isEmpty()
        ? ""
        : visit.part(
            "news", Map.of("items", notices + changed, "at", "" + visit.now().toEpochMilli()));
  }

  private static String since(User user) {
    boolean known = Statements.versions().contains(user.seenPolicy());
    return known ? "?vergelijk=" + user.seenPolicy() : "";
  }

  private static String notice(Visit visit, Notice notice) {
    return visit.part(
        "news-notice",
        Map.of(
            "heading", notice.heading(),
            "words", notice.words(),
            "at", visit.texts().moment(notice.at())));
  }

  /** Takes note of what was read; what was published since the page was made comes again. */
  void told(Visit visit, User user) {
    long shown =
        visit
            .parameter("at")
            .filter(at -> at.matches("[0-9]{1,15}"))
            .map(Long::parseLong)
            .orElse(0L);
    Instant read = Instant.ofEpochMilli(Math.min(shown, visit.now().toEpochMilli()));
    boolean later = read.isAfter(user.seenNotice());
    visit.site().users().told(user, Statements.CURRENT, later ? read : user.seenNotice());
    visit.seeOther(visit.address("/app"));
  }
}
