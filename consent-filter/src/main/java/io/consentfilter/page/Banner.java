// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The first layer: who asks, what for, and one button for yes and one for no. Immutable. */
record Banner(View view, Decision decision) {

  Html html() {
    return Html.of(
        """
        {}{}<section id="consent-banner" {} aria-label="{}" data-nosnippet>\
        <div><h2>{}</h2><p>{}<ul>{}</ul>{}<p>{} {}</div>{}</section>""",
        view.styleSheet(Assets.style()),
        Activation.script(view, decision),
        view.fragmentLanguage(),
        view.text("banner.title"),
        view.text("banner.title"),
        view.texts().html(partial() ? "banner.intro.new" : "banner.intro", controller()),
        Html.all(view.policy().purposes().stream().map(this::asked)),
        view.gpc(),
        view.texts().html("banner.withdraw", "link", view.text("settings.link")),
        view.statementLinks(),
        partial() ? newAnswers() : allAnswers());
  }

  private Map<String, Object> controller() {
    return Map.of("controller", Html.of("<b>{}</b>", view.controller()));
  }

  /** Whether some answers stand, so that only the others are asked for. */
  private boolean partial() {
    return decision.open().size() < view.policy().items().size();
  }

  private Html asked(Purpose purpose) {
    List<Item> open =
        decision.open().stream().filter(item -> item.purpose().equals(purpose.id())).toList();
    if (open.isEmpty()) {
      return Html.EMPTY;
    }
    return Html.of("<li>{}{}", view.in(purpose.name()), fresh(open).onlyIf(partial()));
  }

  /** Says what is new: the purpose itself, or the services by name. */
  private Html fresh(List<Item> open) {
    if (open.stream().anyMatch(Item::isPurpose)) {
      return Html.of(" <em>({})</em>", view.text("new"));
    }
    Stream<Html> names =
        open.stream()
            .flatMap(item -> view.policy().service(item.id()).stream())
            .map(service -> Html.of("{}", view.in(service.name())));
    return Html.of(" <em>({}: {})</em>", view.text("new"), Html.joined(", ", names));
  }

  private Html allAnswers() {
    return form(
        Html.all(
            Stream.of(
                view.button("reject", "none", "reject"),
                view.button("accept", "all", "accept"),
                settings())));
  }

  private Html settings() {
    return Html.of(
        "<a href=\"{}\" data-consent-action=\"settings\">{}</a>",
        view.context().base(),
        view.text("banner.settings"));
  }

  /** Two forms, since each button posts other fields along: the answers that stand are kept. */
  private Html newAnswers() {
    Html kept = kept(view, decision);
    Html opened =
        Html.all(
            decision.open().stream()
                .map(item -> field(item.isPurpose() ? "purpose" : "service", item.id())));
    Html reject = view.button("reject", "selected", "reject.new");
    Html accept = view.button("accept", "selected", "accept.new");
    return Html.of(
        "<div class=consent-actions>{}{}{}</div>",
        form(Html.of("{}{}", kept, reject)),
        form(Html.of("{}{}{}", kept, opened, accept)),
        settings());
  }

  private Html form(Html content) {
    return Html.of(
        "<form method=post action=\"{}\">{}{}</form>",
        view.context().base(),
        view.returnField(),
        content);
  }

  /** The fields of a post that leaves every answer as it is. */
  static Html kept(View view, Decision decision) {
    return Html.all(view.policy().purposes().stream().map(purpose -> kept(decision, purpose)));
  }

  private static Html kept(Decision decision, Purpose purpose) {
    Stream<Html> services =
        decision.policy().services(purpose.id()).stream()
            .filter(service -> service.asked() && decision.allows(service.id()))
            .map(service -> field("service", service.id()));
    return Html.of(
        "{}{}",
        field("purpose", purpose.id()).onlyIf(stands(decision, purpose)),
        Html.all(services));
  }

  /**
   * A field that nobody sees.
   *
   * @param name a literal
   */
  static Html field(String name, Object value) {
    return Html.of("<input type=hidden name={} value=\"{}\">", name, value);
  }

  /**
   * Returns whether a purpose can be posted again as granted. A purpose without any service stands
   * for all of its services in a post, so one whose services were all refused or are all new must
   * not be posted: that would grant them.
   */
  static boolean stands(Decision decision, Purpose purpose) {
    List<Service> asked =
        decision.policy().services(purpose.id()).stream().filter(Service::asked).toList();
    return decision.allows(purpose.id())
        && (asked.isEmpty() || asked.stream().anyMatch(s -> decision.allows(s.id())));
  }

  /**
   * The link at the end of a page.
   *
   * @param back where the visitor continues after a withdrawal
   */
  static Html settingsLink(View view, boolean withdraw, Object back) {
    Html form =
        Html.of(
            """
            <form method="post" action="{}">
            {}<button name=choice value=none data-consent-action="reject">{}\
            </button>
            </form>
            """,
            view.context().base(),
            field("return", back),
            view.text("withdraw"));
    return Html.of(
        """
        <nav class="consent-settings-link" {} aria-label="{}">
        <p><a href="{}" data-consent-open>{}</a></p>
        {}</nav>
        """,
        view.language(),
        view.text("settings.link"),
        view.context().base(),
        view.text("settings.link"),
        form.onlyIf(withdraw));
  }

  static Html placeholder(View view, String id) {
    Policy policy = view.policy();
    Optional<Service> service = policy.service(id);
    Optional<String> name =
        service.map(Service::name).or(() -> policy.purpose(id).map(Purpose::name)).map(view::in);
    Html missing =
        name.map(known -> view.texts().html("placeholder", "name", known))
            .orElse(view.text("placeholder.unknown"));
    Html provider =
        service
            .map(known -> view.texts().html("placeholder.provider", "provider", known.provider()))
            .orElse(Html.EMPTY);
    return Html.of(
        "<p class=\"consent-placeholder\" {}>{} {} <a href=\"{}\" data-consent-open>{}</a></p>\n",
        view.language(),
        missing,
        provider,
        view.context().base(),
        view.text("settings.link"));
  }
}
