// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.CspMode;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the script in the browser may do, so that it need not trust the page. Stateless. */
final class Activation {

  private Activation() {}

  static boolean grantsSomething(Decision decision) {
    return decision.policy().items().stream().anyMatch(item -> decision.allows(item.id()));
  }

  static String json(Decision decision) {
    return "{" + members(decision) + "}";
  }

  private static String members(Decision decision) {
    StringBuilder out = new StringBuilder("\"grants\":{");
    String grants =
        grants(decision).entrySet().stream()
            .map(grant -> quote(grant.getKey()) + ":" + array(grant.getValue()))
            .collect(Collectors.joining(","));
    out.append(grants).append('}');
    if (decision.choice().isPresent()) {
      out.append(",\"clear\":").append(array(storageKeys(decision, false)));
      out.append(",\"keep\":").append(array(storageKeys(decision, true)));
    }
    // Pages for everybody carry a policy that lists all origins, whatever was chosen.
    boolean fixed = decision.policy().csp() == CspMode.ENFORCE && !decision.policy().staticPages();
    return out.append(",\"fixed\":").append(fixed).toString();
  }

  private static Map<String, Collection<String>> grants(Decision decision) {
    Policy policy = decision.policy();
    Map<String, Collection<String>> grants = new TreeMap<>();
    for (Purpose purpose : policy.purposes()) {
      if (decision.allows(purpose.id())) {
        grants.put(purpose.id(), origins(allowed(decision, policy.services(purpose.id()))));
      }
    }
    allowed(decision, policy.services())
        .filter(service -> !service.necessary())
        .forEach(service -> grants.put(service.id(), origins(Stream.of(service))));
    return grants;
  }

  private static Stream<Service> allowed(Decision decision, Collection<Service> services) {
    return services.stream().filter(service -> decision.allows(service.id()));
  }

  private static Collection<String> origins(Stream<Service> services) {
    return services
        .flatMap(service -> service.origins().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Collection<String> storageKeys(Decision decision, boolean allowed) {
    return decision.policy().services().stream()
        .filter(service -> decision.allows(service.id()) == allowed)
        .flatMap(service -> service.storageKeys().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The script element: deferred, so that the page is there and nothing waits for it. */
  static Html script(View view, Decision decision) {
    Texts texts = view.texts();
    String state =
        Stream.of(
                members(decision),
                "\"page\":" + quote(view.context().returnPath()),
                "\"saved\":" + quote(texts.get("saved")),
                "\"later\":" + quote(texts.get("later")),
                "\"failed\":" + quote(texts.get("failed")))
            .collect(Collectors.joining(",", "{", "}"));
    return Html.of(
        "<script src=\"{}/{}\" defer data-consent-state=\"{}\"></script>\n",
        view.context().base(),
        Assets.script().hashedName(),
        state);
  }

  private static String array(Collection<String> values) {
    return values.stream().map(Activation::quote).collect(Collectors.joining(",", "[", "]"));
  }

  /** A JSON string; angle brackets are escaped too, in case it ends up in a script element. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.chars()
        .forEach(c -> out.append(plain(c) ? Character.toString(c) : "\\u%04x".formatted(c)));
    return out.append('"').toString();
  }

  private static boolean plain(int c) {
    return c >= ' ' && "\"\\<>\u2028\u2029".indexOf(c) < 0;
  }
}
