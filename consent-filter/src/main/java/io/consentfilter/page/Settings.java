// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The second layer: a box for every purpose, all that is to know about it, and the state. */
final class Settings {

  private final View view;
  private final Decision decision;
  private final Disclosure disclosure;
  private final Set<String> open;
  private final boolean receipt;

  /** Receives whether there is a receipt of a choice to be had. */
  Settings(View view, Decision decision, boolean receipts) {
    this.view = view;
    this.decision = decision;
    this.receipt = receipts && decision.choice().isPresent();
    this.disclosure = new Disclosure(view);
    this.open = decision.open().stream().map(Item::id).collect(Collectors.toUnmodifiableSet());
  }

  Html html(Optional<String> notice) {
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
        <form id="consent-form" class="consent-form" {} method="post" action="{}">
        <h1 id="consent-form-title" tabindex="-1">{}</h1>
        <button type="button" class="consent-close" data-consent-close hidden>{}</button>
        {}<p>{}</p>
        {}{}{}{}{}<div class="consent-actions">
        {}{}{}</div>
        </form>
        """,
        view.language(),
        view.context().base(),
        view.text("settings.title"),
        view.text("close"),
        said,
        view.texts().html("settings.intro", "controller", view.controller()),
        state(),
        view.gpc(),
        necessary(),
        Html.all(view.policy().purposes().stream().map(this::purpose)),
        view.returnField(),
        view.button("save", "selected", "save"),
        view.button("reject", "none", "reject"),
        view.button("accept", "all", "accept"));
  }

  private Html state() {
    Html text =
        decision.choice().flatMap(this::decided).orElseGet(() -> view.text("state.undecided"));
    return Html.of("<p class=\"consent-state\">{}</p>\n", text);
  }

  private Optional<Html> decided(Choice choice) {
    return decision.expiresAt().map(end -> decided(choice, end));
  }

  private Html decided(Choice choice, Instant end) {
    return view.texts()
        .html(
            "state.decided",
            Map.of(
                "moment", view.moment(choice.decidedAt()),
                "revision", choice.revision(),
                "end", view.moment(end)));
  }

  private Html necessary() {
    List<Service> services = view.policy().services(Purpose.NECESSARY);
    return Html.of(
        """
        <section class="consent-purpose">
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
    List<Service> services = view.policy().services(purpose.id());
    List<Service> asked = services.stream().filter(Service::asked).toList();
    Html boxes = Html.all(asked.stream().map(this::serviceBox)).onlyIf(asked.size() > 1);
    return Html.of(
        """
        <section class="consent-purpose">
        <h2>{}</h2>
        <p id="consent-about-{}">{} {}</p>
        {}<details><summary>{}</summary>
        {}</details>
        </section>
        """,
        box(purpose),
        purpose.id(),
        view.in(purpose.description()),
        view.text("sharing").onlyIf(purpose.sharing()),
        Html.of("<ul class=\"consent-services\">\n{}</ul>\n", boxes).onlyIf(asked.size() > 1),
        view.text("settings.details"),
        services(services));
  }

  private Html box(Purpose purpose) {
    return Html.of(
        "<label><input type=\"checkbox\" name=\"purpose\" value=\"{}\""
            + " aria-describedby=\"consent-about-{}\"{}> {}{}</label>",
        purpose.id(),
        purpose.id(),
        ticked(Banner.stands(decision, purpose)),
        view.in(purpose.name()),
        fresh(purpose.id()));
  }

  private Html serviceBox(Service service) {
    return Html.of(
        "<li><label><input type=\"checkbox\" name=\"service\" value=\"{}\"{}> {}{}</label></li>\n",
        service.id(),
        ticked(decision.allows(service.id())),
        view.in(service.name()),
        fresh(service.id()));
  }

  private static Html ticked(boolean on) {
    return new Html(" checked").onlyIf(on);
  }

  private Html fresh(String id) {
    return Html.of(" <em>({})</em>", view.text("new"))
        .onlyIf(decision.choice().isPresent() && open.contains(id));
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
