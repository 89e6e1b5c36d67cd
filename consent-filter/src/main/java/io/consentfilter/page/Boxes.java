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

/** The boxes of the second layer and the state that they show. Immutable. */
final class Boxes {

  private final View view;
  private final Decision decision;
  private final Set<String> open;

  Boxes(View view, Decision decision) {
    this.view = view;
    this.decision = decision;
    this.open = decision.open().stream().map(Item::id).collect(Collectors.toUnmodifiableSet());
  }

  /** What was chosen, when, and how long it stands. */
  Html state() {
    return decided().orElseGet(() -> state(view.text("state.undecided")));
  }

  private static Html state(Html text) {
    return Html.of("<p class=consent-state>{}</p>", text);
  }

  /** The same, or nothing if nothing was chosen. */
  Optional<Html> decided() {
    return decision
        .choice()
        .flatMap(choice -> decision.expiresAt().map(end -> state(decided(choice, end))));
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

  /** The services of a purpose that can be switched. */
  List<Service> asked(Purpose purpose) {
    return view.policy().services(purpose.id()).stream().filter(Service::asked).toList();
  }

  /**
   * The box of a purpose.
   *
   * @param more attributes
   */
  Html purpose(Purpose purpose, Html more) {
    return Html.of(
        "<label><input type=checkbox name=purpose value=\"{}\"{}{}> {}{}</label>",
        purpose.id(),
        more,
        ticked(Banner.stands(decision, purpose)),
        view.in(purpose.name()),
        fresh(purpose.id()));
  }

  /** The text that describes that box. */
  Html about(Purpose purpose) {
    return Html.of(
        "{}{}",
        view.in(purpose.description()),
        Html.of(" {}", view.text("sharing")).onlyIf(purpose.sharing()));
  }

  Html service(Service service) {
    return Html.of(
        "<label><input type=checkbox name=service value=\"{}\"{}> {}{}</label>",
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
}
