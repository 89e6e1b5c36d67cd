// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.ConsentCall;
import io.consentfilter.policy.CspMode;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the script in the browser may do, so that it need not trust the page. Stateless. */
final class Activation {

  private Activation() {}

  static boolean grantsSomething(Decision decision) {
    for (Item item : decision.policy().items()) {
      if (decision.allows(item.id())) {
        return true;
      }
    }
    return false;
  }

  /** For an answer to a choice: what it changes, and what to say of it. */
  static String json(View view, Decision decision) {
    Stream<String> members = Stream.of(members(decision), text("saved", view), text("later", view));
    return members.collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(String key, View view) {
    return quote(key) + ":" + quote(view.texts().get(key));
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
    List<String> calls = calls(decision);
    if (!calls.isEmpty()) {
      out.append(",\"calls\":").append(calls);
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

  /**
   * What a page calls so that the scripts of allowed services know what is allowed: where to, the
   * words, and where there are any the words that take it back; those that start first.
   */
  private static List<String> calls(Decision decision) {
    List<ConsentCall> all =
        allowed(decision, decision.policy().services())
            .flatMap(service -> service.consentCalls().stream())
            .distinct()
            .toList();
    Stream<String> starts = all.stream().map(call -> call(call, call.atStart()));
    Stream<String> grants =
        all.stream()
            .flatMap(
                call -> call.onGrant().map(words -> call(call, granted(call, words))).stream());
    return Stream.concat(starts, grants).distinct().toList();
  }

  private static String granted(ConsentCall call, String words) {
    return words + call.onWithdrawal().map(back -> "," + back).orElse("");
  }

  private static String call(ConsentCall call, String words) {
    String queue =
        switch (call.api()) {
          case GOOGLE -> "dataLayer";
          case MATOMO -> "_paq";
        };
    return "[" + quote(queue) + "," + words + "]";
  }

  /**
   * The script that makes these calls before anything else runs; nothing where nothing is allowed
   * that needs one, nor in a page that is the same for everybody.
   */
  static Html callsScript(Decision decision, String base) {
    List<String> calls = decision.policy().staticPages() ? List.of() : calls(decision);
    return Html.of(
            "<script src=\"{}/{}\" data-consent-calls=\"{}\"></script>\n",
            base,
            Assets.callsScript().hashedName(),
            calls)
        .onlyIf(!calls.isEmpty());
  }

  /**
   * The script element: deferred, so that the page is there and nothing waits for it. Where nothing
   * was chosen and nothing runs, there is nothing to tell it.
   */
  static Html script(View view, Decision decision) {
    boolean fresh = decision.choice().isEmpty() && grants(decision).isEmpty();
    return Html.of(
        "<script src=\"{}/{}\" defer{} data-consent-failed=\"{}\"></script>",
        view.context().base(),
        Assets.script().hashedName(),
        Html.of(" data-consent-state=\"{}\"", state(view, decision)).onlyIf(!fresh),
        view.texts().get("failed"));
  }

  private static String state(View view, Decision decision) {
    String page = "\"page\":" + quote(view.context().returnPath());
    return Stream.of(members(decision), page, text("saved", view))
        .collect(Collectors.joining(",", "{", "}"));
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
