// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.policy.CookieRule;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.List;
import java.util.function.Predicate;

/**
 * The form of the settings as a dialog shows it: the questions of the page, and of the facts who
 * provides a service and what it stores for how long, in as few bytes as that takes, since it is
 * fetched while somebody waits. The script adds what needs ids. Immutable.
 *
 * @param receipt whether there is a receipt of a choice, to be had on the page
 */
record SettingsLayer(View view, Boxes boxes, boolean receipt) {

  Html html() {
    return Html.of(
        """
        <form id="consent-form" {} method=post action="{}"><h1>{}</h1>\
        <button type=button data-consent-close>{}</button>{}{}{}{}<p>{}{}\
        <div>{}{}{}</div></form>""",
        view.fragmentLanguage(),
        view.context().base(),
        view.text("settings.title"),
        view.text("close"),
        boxes.decided().orElseGet(this::intro),
        view.gpc(),
        necessary(),
        Html.all(view.policy().purposes().stream().map(this::purpose)),
        links(),
        view.returnField(),
        view.button("save", "selected", "save"),
        view.button("reject", "none", "reject"),
        view.button("accept", "all", "accept"));
  }

  private Html intro() {
    return Html.of("<p>{}", view.texts().html("settings.intro", "controller", view.controller()));
  }

  private Html links() {
    Html record =
        Html.of(" · <a href=\"{}\">{}</a>", view.context().base(), view.text("record.title"));
    return Html.of("{}{}", view.path("statement", "statement.link"), record.onlyIf(receipt));
  }

  private Html necessary() {
    Html own = Html.of("<p>{}: {}", view.text("cookies.title"), new Disclosure(view).ownNames());
    return section(
        view.text("necessary.name"),
        view.text("necessary.description"),
        Html.of("{}{}", own, services(Purpose.NECESSARY, false)));
  }

  private Html purpose(Purpose purpose) {
    boolean several = boxes.asked(purpose).size() > 1;
    return section(
        boxes.purpose(purpose, Html.EMPTY), boxes.about(purpose), services(purpose.id(), several));
  }

  private Html section(Html title, Html about, Html details) {
    return Html.of(
        "<section><h2>{}</h2><p>{}{}</section>",
        title,
        about,
        Html.of(
                "<details><summary>{}</summary>{}</details>",
                view.text("settings.details"),
                details)
            .onlyIf(!details.markup().isEmpty()));
  }

  private Html services(String purpose, boolean several) {
    List<Service> services = view.policy().services(purpose);
    return Html.of("<ul>{}</ul>", Html.all(services.stream().map(s -> service(s, several))))
        .onlyIf(!services.isEmpty());
  }

  private Html service(Service service, boolean several) {
    Html name = Html.of("<b>{}</b>", view.in(service.name()));
    return Html.of(
        "<li>{}<p>{}{}",
        several && service.asked() ? boxes.service(service) : name,
        provider(service),
        stored(service));
  }

  private Html provider(Service service) {
    Html name = Html.of("{}", service.provider());
    return service.privacyUrl().map(url -> View.link(url, name)).orElse(name);
  }

  /** What the service keeps in the browser, and whose it is. */
  private Html stored(Service service) {
    return Html.of(
        "{}{}",
        cookies("cookies.title", service, rule -> !rule.thirdParty()),
        cookies("cookie.third", service, CookieRule::thirdParty));
  }

  private Html cookies(String key, Service service, Predicate<CookieRule> which) {
    List<CookieRule> rules = service.cookies().stream().filter(which).toList();
    Html names = new Disclosure(view).names(rules);
    return Html.of("<br>{}: {}", view.text(key), names).onlyIf(!rules.isEmpty());
  }
}
