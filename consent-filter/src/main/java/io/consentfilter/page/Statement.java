// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.policy.Controller;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.Map;
import java.util.stream.Stream;

/** The statement: all that is declared, and so all that is enforced, in words. Immutable. */
record Statement(View view) {

  Html html() {
    return view.document(
        view.text("statement.title"),
        Html.EMPTY,
        Html.of(
            "<h1>{}</h1>\n<p>{}</p>\n{}{}{}{}{}{}",
            view.text("statement.title"),
            view.texts().html("statement.revision", "revision", view.policy().revision()),
            controller(),
            withdrawing(),
            necessary(),
            Html.all(view.policy().purposes().stream().map(this::purpose)),
            logins(),
            links()));
  }

  private Html controller() {
    Controller controller = view.policy().controller();
    return section(
        view.text("statement.controller"),
        Html.of(
            "<p>{}{}<br>{}</p>\n",
            controller.name(),
            controller.address().map(a -> Html.of("<br>{}", a)).orElse(Html.EMPTY),
            view.contact()));
  }

  private Html withdrawing() {
    Html life = view.duration(view.policy().choiceLifetime());
    Map<String, Html> values = Map.of("link", view.settingsLink(), "lifetime", life);
    return section(
        view.text("statement.choice"),
        Html.of(
            "<p>{}</p>\n<p>{}</p>\n",
            view.texts().html("statement.withdraw", values),
            view.text("statement.gpc")));
  }

  private Html necessary() {
    return section(
        view.text("necessary.name"),
        Html.of(
            "<p>{}</p>\n<h3>{}</h3>\n{}{}",
            view.text("necessary.description"),
            view.text("statement.own"),
            new Disclosure(view).own(),
            services(Purpose.NECESSARY)));
  }

  private Html purpose(Purpose purpose) {
    return section(
        Html.of("{}", view.in(purpose.name())),
        Html.of(
            "<p>{} {}</p>\n<p>{}</p>\n{}",
            view.in(purpose.description()),
            view.text("sharing").onlyIf(purpose.sharing()),
            view.text("statement.asked"),
            services(purpose.id())));
  }

  private Html services(String purpose) {
    return Html.all(view.policy().services(purpose).stream().map(this::service));
  }

  private Html service(Service service) {
    return Html.of(
        "<h3>{}</h3>\n{}{}",
        view.in(service.name()),
        Html.of("<p><strong>{}</strong></p>\n", view.text("exempt")).onlyIf(service.exempt()),
        new Disclosure(view).service(service));
  }

  private Html logins() {
    var session = view.policy().session();
    Html limits =
        view.texts()
            .html(
                "statement.session",
                Map.of(
                    "idle", view.duration(session.idle()),
                    "absolute", view.duration(session.absolute())));
    Html remembered =
        view.texts()
            .html(
                "statement.remember",
                "lifetime",
                view.duration(view.policy().rememberMe().maxAge()));
    return section(
        view.text("statement.logins"),
        Html.of(
            "<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n", limits, remembered, view.text("statement.kept")));
  }

  private Html links() {
    Stream<Html> links = Stream.concat(Stream.of(view.settingsLink()), view.privacyLink().stream());
    return Html.of("<p class=\"consent-links\">{}</p>\n", Html.joined(" · ", links));
  }

  private static Html section(Html title, Html content) {
    return Html.of("<section>\n<h2>{}</h2>\n{}</section>\n", title, content);
  }
}
