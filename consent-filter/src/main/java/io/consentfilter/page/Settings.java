// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The second layer as a page: a box for every purpose, all that is to know, and the state. */
final class Settings {

  private final View view;
  private final Decision decision;
  private final Boxes boxes;
  private final Disclosure disclosure;
  private final boolean receipt;

  /** Receives whether there is a receipt of a choice to be had. */
  Settings(View view, Decision decision, boolean receipts) {
    this.view = view;
    this.decision = decision;
    this.boxes = new Boxes(view, decision);
    this.receipt = receipts && decision.choice().isPresent();
    this.disclosure = new Disclosure(view);
  }

  /** What the script shows in a dialog. */
  Html layer() {
    return new SettingsLayer(view, boxes, receipt).html();
  }

  Html page(Optional<String> notice) {
    Html links =
        Html.of(
            "<p class=\"consent-links\">{} · {}</p>\n",
            View.link(view.context().returnPath(), view.text("back")),
            view.statementLinks());
    return view.document(
        view.text("settings.title"),
        Activation.script(view, decision),
        Html.of("{}{}{}", form(notice), record().onlyIf(receipt), links));
  }

  /** What is recorded of the visitor's choice: to be read, had, and cut loose from this browser. */
  private Html record() {
    return Html.of(
        """
        <section class="consent-record">
        <h2>{}</h2>
        <p>{}</p>
        <p>{} · {}</p>
        {}</section>
        """,
        view.text("record.title"),
        view.text("record.text"),
        view.path("record", "record.link"),
        Proof.download(view),
        Proof.erase(view));
  }

  /**
   * The first submit button saves what is ticked: it is the one that the Enter key presses, and
   * that must never grant more than the visitor ticked.
   */
  private Html form(Optional<String> notice) {
    Html said =
        notice
            .map(text -> Html.of("<p class=\"consent-note\" role=\"status\">{}</p>\n", text))
            .orElse(Html.EMPTY);
    return Html.of(
        """
        <form id="consent-form" {} method=post action="{}">
        <h1>{}</h1>
        {}<p>{}</p>
        {}{}{}{}{}<div>
        {}{}{}</div>
        </form>
        """,
        view.language(),
        view.context().base(),
        view.text("settings.title"),
        said,
        view.texts().html("settings.intro", "controller", view.controller()),
        boxes.state(),
        view.gpc(),
        necessary(),
        Html.all(view.policy().purposes().stream().map(this::purpose)),
        view.returnField(),
        view.button("save", "selected", "save"),
        view.button("reject", "none", "reject"),
        view.button("accept", "all", "accept"));
  }

  private Html necessary() {
    List<Service> services = view.policy().services(Purpose.NECESSARY);
    return Html.of(
        """
        <section>
        <h2>{}</h2>
        <p>{}</p>
        <details><summary>{}</summary>
        {}{}</details>
        </section>
        """,
        view.text("necessary.name"),
        view.text("necessary.description"),
        view.text("settings.details"),
        disclosure.own(),
        services(services));
  }

  private Html purpose(Purpose purpose) {
    List<Service> asked = boxes.asked(purpose);
    Html items =
        Html.all(asked.stream().map(each -> Html.of("<li>{}</li>\n", boxes.service(each))));
    return Html.of(
        """
        <section>
        <h2>{}</h2>
        <p id="consent-about-{}">{}</p>
        {}<details><summary>{}</summary>
        {}</details>
        </section>
        """,
        boxes.purpose(purpose, Html.of(" aria-describedby=\"consent-about-{}\"", purpose.id())),
        purpose.id(),
        boxes.about(purpose),
        Html.of("<ul>\n{}</ul>\n", items).onlyIf(asked.size() > 1),
        view.text("settings.details"),
        services(view.policy().services(purpose.id())));
  }

  private Html services(List<Service> services) {
    Stream<Html> parts =
        services.stream()
            .map(
                service ->
                    Html.of(
                        "<h3>{}</h3>\n{}{}",
                        view.in(service.name()),
                        Html.of("<p>{}</p>\n", view.text("exempt")).onlyIf(service.exempt()),
                        disclosure.service(service)));
    return Html.all(parts);
  }
}
