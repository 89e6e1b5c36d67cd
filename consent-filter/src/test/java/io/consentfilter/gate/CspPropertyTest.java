// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Kind;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random policies and choices; {@code -Dseed=…} plays a run again, {@code -Dstress} is long. */
@Tag("E71")
class CspPropertyTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int ROUNDS = System.getProperty("stress") == null ? 500 : 50_000;

  private static final List<String> EXACT =
      List.of(
          "https://a.example",
          "https://www.a.example",
          "https://x.www.a.example",
          "https://b.example:8443",
          "https://www.b.example",
          "https://c.example");

  private static final List<String> PATTERNS =
      List.of("https://*.a.example", "https://*.www.a.example", "https://*.b.example");

  private static final List<Kind> LOADED =
      List.of(Kind.SCRIPT, Kind.STYLE, Kind.IMG, Kind.CONNECT, Kind.FRAME, Kind.FORM, Kind.OBJECT);

  private final Random random = new Random(SEED);

  @Test
  void header_anyPolicyAndChoice_letsInWhatIsAllowedAndNothingElse() {
    for (int round = 0; round < ROUNDS; round++) {
      Policy policy = CspTest.policy("\"csp\": \"enforce\",", services(1 + random.nextInt(5)));
      Set<Service> allowed = new HashSet<>();
      policy.services().stream()
          .filter(service -> service.necessary() || random.nextBoolean())
          .forEach(allowed::add);
      SentCsp sent = SentCsp.of(Csp.of(policy, "").header(allowed::contains).orElseThrow().value());
      String shown = "seed " + SEED + ": " + allowed + " " + sent;
      EXACT.forEach(origin -> check(policy, allowed, sent, origin, shown));
    }
  }

  private static void check(
      Policy policy, Set<Service> allowed, SentCsp sent, String origin, String shown) {
    boolean denied = policy.services().stream().anyMatch(s -> s.origins().contains(origin));
    for (Kind kind : LOADED) {
      boolean exactly =
          allowed.stream()
              .anyMatch(s -> s.origins().contains(origin) && s.kinds(origin).contains(kind));
      boolean named = allowed.stream().anyMatch(s -> s.origins().contains(origin));
      boolean somehow = allowed.stream().anyMatch(s -> s.declares(origin));
      boolean permitted = sent.permits(directive(kind), origin);
      if (exactly) {
        assertTrue(permitted, kind + " " + origin + " " + shown);
      }
      if (!somehow || (denied && !named)) {
        assertFalse(permitted, kind + " " + origin + " " + shown);
      }
    }
  }

  private static String directive(Kind kind) {
    return kind == Kind.FORM ? "form-action" : kind.word() + "-src";
  }

  @Test
  void header_anyPolicyAndChoice_growsWithTheChoiceOnly() {
    for (int round = 0; round < ROUNDS; round++) {
      Policy policy = CspTest.policy("\"csp\": \"enforce\",", services(4));
      Csp csp = Csp.of(policy, "");
      String none = csp.header(service -> false).orElseThrow().value();
      String necessary = csp.header(Service::necessary).orElseThrow().value();
      assertEquals(none, necessary, "seed " + SEED);
    }
  }

  private String services(int count) {
    List<String> services = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> origins = some(random.nextInt(4) == 0 ? PATTERNS : EXACT);
      services.add(
          """
          {"id": "s%d", "purpose": "%s", "name": "S", "description": "S", "provider": "S",
           "origins": [%s], "kinds": {%s}}
          """
              .formatted(
                  i,
                  List.of("necessary", "analytics", "marketing").get(random.nextInt(3)),
                  quoted(origins),
                  some(origins).stream()
                      .map(origin -> "\"" + origin + "\": [" + quoted(words()) + "]")
                      .collect(Collectors.joining(","))));
    }
    return String.join(",", services);
  }

  private List<String> words() {
    List<String> words = some(LOADED.stream().map(Kind::word).toList());
    return words.isEmpty() ? List.of("script") : words;
  }

  private List<String> some(List<String> of) {
    return of.stream().filter(text -> random.nextInt(3) == 0).toList();
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(","));
  }
}
