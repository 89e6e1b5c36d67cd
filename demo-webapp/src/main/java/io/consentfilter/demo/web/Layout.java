// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What every page has around its own content: head, navigation, foot. */
final class Layout {

  private static final List<String> PUBLIC =
      List.of(
          "/",
          "/video",
          "/contact",
          PrivacyPages.PATH,
          PromisesPage.PATH,
          SignUpPages.PATH,
          RightsPages.PATH,
          NewsletterPages.PATH,
          "/agreement",
          LeavingPages.BACK);
  private static final List<String> PRIVATE =
      List.of("/app", ClientPages.LIST, "/app/stats", AccountPages.PATH);
  private static final List<String> STAFF = List.of(StaffPages.PATH, AccountPages.PATH);

  private static final List<String> ASKING = List.of("/login", StepUp.PATH);

  private final Visit visit;

  Layout(Visit visit) {
    this.visit = visit;
  }

  String around(String title, String content) {
    return visit.part(
        "layout",
        Map.of(
            "lang", visit.texts().language().tag(),
            "title", title,
            "links", links(),
            "account", account(),
            "languages", languages(),
            "settings", visit.consent().settingsLink(visit.texts().language().tag()),
            "content", content,
            "tags", tags()));
  }

  private boolean inside() {
    return visit.path().startsWith("/app");
  }

  private boolean staff() {
    return visit.user().filter(user -> user.role() == Role.STAFF).isPresent();
  }

  private String links() {
    List<String> inside = staff() ? STAFF : PRIVATE;
    List<String> paths = inside() ? inside : PUBLIC.subList(0, 3);
    return paths.stream().map(this::link).collect(Collectors.joining());
  }

  private String link(String path) {
    return visit.part(
        "link",
        Map.of(
            "path",
            path,
            "text",
            visit.texts().get("nav" + (path.equals("/") ? ".home" : path.replace('/', '.'))),
            "current",
            path.equals(visit.path()) ? " aria-current=\"page\"" : ""));
  }

  private String account() {
    return visit
        .user()
        .map(user -> visit.part("account-in", Map.of("company", user.company())))
        .orElseGet(() -> visit.part("account-out", Map.of()));
  }

  private String languages() {
    Language other = visit.texts().language() == Language.NL ? Language.EN : Language.NL;
    return visit.part("language", Map.of("path", readable(), "tag", other.tag()));
  }

  /**
   * Returns where this page can be read again; an answer to a form stands at no path of its own.
   */
  private String readable() {
    String path = visit.path();
    if (path.startsWith(AccountPages.PATH)) {
      return AccountPages.PATH;
    }
    boolean known = PUBLIC.contains(path) || PRIVATE.contains(path) || ASKING.contains(path);
    return known ? path : "/";
  }

  /** Our customers' books are nobody else's business: third-party tags stay on public pages. */
  private String tags() {
    return inside()
        ? ""
        : tag("tag-metrics", "/metrics.js") + tag("tag-campaigns", "/campaigns.js");
  }

  private String tag(String service, String script) {
    return visit
        .site()
        .address(service, script)
        .map(address -> visit.consent().script(service, address))
        .orElse("");
  }
}
