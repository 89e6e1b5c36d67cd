// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.policy.Controller;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Localized;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.PolicyDiff;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The statement: all that is declared, and so all that is enforced, in words. Immutable. */
record Statement(View view, List<Policy> earlier) {

  Html html() {
    return view.document(
        view.text("statement.title"),
        Html.EMPTY,
        Html.of(
            "<h1>{}</h1>\n<p>{}{}</p>\n{}{}{}{}{}{}{}",
            view.text("statement.title"),
            view.texts().html("statement.revision", "revision", view.policy().revision()),
            view.policy().updated().map(this::updated).orElse(Html.EMPTY),
            controller(),
            withdrawing(),
            necessary(),
            Html.all(view.policy().purposes().stream().map(this::purpose)),
            logins(),
            versions(),
            links()));
  }

  private Html controller() {
    Controller controller = view.policy().controller();
    return section(
        view.text("statement.controller"),
        Html.of(
            "<p>{}{}<br>{}</p>\n<p>{}</p>\n",
            controller.name(),
            controller.address().map(a -> Html.of("<br>{}", a)).orElse(Html.EMPTY),
            view.contact(),
            complaint(controller)));
  }

  private Html complaint(Controller controller) {
    Html authority =
        controller
            .authority()
            .map(declared -> View.link(declared.url(), Html.of("{}", declared.name())))
            .orElse(view.text("statement.authority"));
    return view.texts().html("statement.complaint", "authority", authority);
  }

  private Html updated(LocalDate date) {
    return Html.of(" {}", view.texts().html("statement.updated", "date", view.date(date)));
  }

  /** What changed from one version to the next, the newest first. */
  private Html versions() {
    List<Html> changes = new ArrayList<>();
    Policy newer = view.policy();
    for (Policy older : earlier) {
      changes.add(change(older, newer));
      newer = older;
    }
    return section(
            view.text("statement.versions"), Html.of("<ul>\n{}</ul>\n", Html.all(changes.stream())))
        .onlyIf(!changes.isEmpty());
  }

  private Html change(Policy older, Policy newer) {
    PolicyDiff diff = PolicyDiff.between(older, newer);
    return Html.of(
        "<li><a href=\"{}/statement?revision={}\">{}</a>{}{}{}</li>\n",
        view.context().base(),
        older.revision(),
        view.texts().html("statement.version", "revision", older.revision()),
        older.updated().map(date -> Html.of(" ({})", view.date(date))).orElse(Html.EMPTY),
        names("statement.added", diff.asked(), newer),
        names("statement.dropped", diff.dropped(), older));
  }

  private Html names(String key, List<Item> items, Policy in) {
    Stream<Html> names =
        items.stream()
            .map(item -> name(item, in).map(view::in).orElse(item.id()))
            .map(name -> Html.of("{}", name));
    return Html.of(". {}", view.texts().html(key, "names", Html.joined(", ", names)))
        .onlyIf(!items.isEmpty());
  }

  private static Optional<Localized> name(Item item, Policy in) {
    return item.isPurpose()
        ? in.purpose(item.id()).map(Purpose::name)
        : in.service(item.id()).map(Service::name);
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
