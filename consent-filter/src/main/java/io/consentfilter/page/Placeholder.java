// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a frame shows while the service that fills it is not allowed: what is missing, whose it is,
 * and buttons that allow this service, or all for its purpose, and load it. Other answers stay as
 * they are. Immutable.
 */
record Placeholder(View view, Decision decision, Service service) {

  Html html() {
    Html name = Html.of("{}", view.in(service.name()));
    return view.document(
        name,
        Html.EMPTY,
        Html.of(
            """
            <h1>{}</h1>
            <p class="consent-placeholder">{} {}</p>
            {}{}<p><a href="{}" target="_top">{}</a></p>
            """,
            name,
            view.texts().html("placeholder", "name", name),
            view.texts().html("placeholder.provider", "provider", service.provider()),
            form(Banner.field("service", service.id()), view.text("placeholder.load")),
            Html.all(view.policy().purpose(service.purpose()).stream().map(this::always)),
            view.context().base(),
            view.text("settings.link")));
  }

  /** All services of the purpose, where there are others. */
  private Html always(Purpose purpose) {
    List<Service> asked =
        view.policy().services(purpose.id()).stream().filter(Service::asked).toList();
    Stream<Html> fields =
        Stream.concat(
            Stream.of(Banner.field("purpose", purpose.id())),
            asked.stream().map(each -> Banner.field("service", each.id())));
    Html label = view.texts().html("placeholder.always", "purpose", view.in(purpose.name()));
    return form(Html.all(fields), label).onlyIf(asked.size() > 1);
  }

  private Html form(Html granted, Html label) {
    return Html.of(
        """
        <form method=post action="{}" target=_top>
        {}{}{}<button name=choice value=selected data-consent-action="save">{}</button>
        </form>
        """,
        view.context().base(),
        view.returnField(),
        Banner.kept(view, decision),
        granted,
        label);
  }
}
