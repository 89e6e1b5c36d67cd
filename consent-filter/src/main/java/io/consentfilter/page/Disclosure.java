// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.policy.CookieRule;
import io.consentfilter.policy.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is told about services and cookies, the same wherever it is told. Immutable. */
record Disclosure(View view) {

  /** The facts of one service: what it does, whose it is, who gets data, what it stores. */
  Html service(Service service) {
    List<Html> facts = new ArrayList<>();
    facts.add(fact("provider", provider(service)));
    if (!service.recipients().isEmpty()) {
      facts.add(fact("recipients", Html.of("{}", String.join(", ", service.recipients()))));
    }
    if (!service.origins().isEmpty()) {
      facts.add(fact("origins", codes(service.origins())));
    }
    if (!service.storageKeys().isEmpty()) {
      facts.add(fact("storage", codes(service.storageKeys())));
    }
    return Html.of(
        "<p>{}</p>\n<dl class=\"consent-facts\">\n{}</dl>\n{}",
        view.in(service.description()),
        Html.all(facts.stream()),
        cookies(service.cookies().stream().map(rule -> row(rule, service)).toList()));
  }

  private Html fact(String key, Html value) {
    return Html.of("<div><dt>{}</dt> <dd>{}</dd></div>\n", view.text("fact." + key), value);
  }

  private Html provider(Service service) {
    Html name = Html.of("{}", service.provider());
    return service
        .privacyUrl()
        .map(url -> Html.of("{} ({})", name, View.link(url, view.text("provider.privacy"))))
        .orElse(name);
  }

  private static Html codes(List<String> values) {
    return Html.joined(", ", values.stream().map(value -> Html.of("<code>{}</code>", value)));
  }

  /** A table of cookies; its roles survive that narrow screens show each row as a block. */
  Html cookies(List<Html> rows) {
    if (rows.isEmpty()) {
      return Html.of("<p>{}</p>\n", view.text("cookies.none"));
    }
    Stream<Html> heads =
        Stream.of("name", "holds", "lifetime", "third")
            .map(key -> Html.of("<th role=\"columnheader\" scope=\"col\">{}</th>", head(key)));
    return Html.of(
        """
        <table role="table" class="consent-table" aria-label="{}">
        <thead role="rowgroup"><tr role="row">{}</tr></thead>
        <tbody role="rowgroup">
        {}</tbody>
        </table>
        """,
        view.text("cookies.title"),
        Html.all(heads),
        Html.all(rows.stream()));
  }

  private Html head(String key) {
    return view.text("cookie." + key);
  }

  private Html row(CookieRule rule, Service service) {
    Html third =
        rule.thirdParty()
            ? view.texts().html("cookie.third.yes", "provider", service.provider())
            : view.text("cookie.third.no");
    String holds = rule.description().orElse(service.name()).in(view.texts().language());
    return row(rule.name(), Html.of("{}", holds), lifetime(rule.lifetime()), third);
  }

  /** A row of the table. */
  Html row(String name, Html holds, Html lifetime, Html third) {
    return Html.of(
        """
        <tr role="row"><td role="cell" data-label="{}"><code>{}</code></td>\
        <td role="cell" data-label="{}">{}</td>\
        <td role="cell" data-label="{}">{}</td>\
        <td role="cell" data-label="{}">{}</td></tr>
        """,
        head("name"),
        name,
        head("holds"),
        holds,
        head("lifetime"),
        lifetime,
        head("third"),
        third);
  }

  private Html lifetime(Optional<Duration> lifetime) {
    return lifetime.map(view::duration).orElse(view.text("cookie.lifetime.session"));
  }

  /** Cookies by their names, each with how long it lives. */
  Html names(List<CookieRule> rules) {
    return Html.joined(
        ", ", rules.stream().map(rule -> name(rule.name(), lifetime(rule.lifetime()))));
  }

  private static Html name(String name, Html lifetime) {
    return Html.of("{} {}", name, lifetime);
  }

  /** The same of the filter's own cookies. */
  Html ownNames() {
    var names = view.policy().cookieNames();
    return Html.joined(
        ", ",
        Stream.of(
            name(names.consent(), view.duration(view.policy().choiceLifetime())),
            name(names.session(), view.text("cookie.lifetime.session")),
            name(names.remember(), view.duration(view.policy().rememberMe().maxAge()))));
  }

  /** The cookies of the filter itself. */
  Html own() {
    var names = view.policy().cookieNames();
    Html no = view.text("cookie.third.no");
    return cookies(
        List.of(
            row(
                names.consent(),
                view.text("own.consent"),
                view.duration(view.policy().choiceLifetime()),
                no),
            row(
                names.session(),
                view.text("own.session"),
                view.text("cookie.lifetime.session"),
                no),
            row(
                names.remember(),
                view.text("own.remember"),
                view.duration(view.policy().rememberMe().maxAge()),
                no)));
  }
}
