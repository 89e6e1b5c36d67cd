// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static java.util.regex.Matcher.quoteReplacement;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.page.RecordedChoice.Answer;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A policy, decisions and contexts for the tests of this package. */
final class Printed {

  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  static final Policy POLICY = policy();
  static final Pages PAGES = new Pages(POLICY);
  static final Decision UNDECIDED = Decision.of(POLICY, Optional.empty(), false, NOW);

  static final RecordedChoice RECORDED =
      new RecordedChoice(
          "cmVjb3Jk",
          "change",
          NOW,
          NOW.plus(Duration.ofDays(180)),
          5,
          42,
          "aGFzaA",
          List.of(
              new Answer(
                  "ads", "Reclame", true, List.of(new Answer("ads-a", "A", true, List.of()))),
              new Answer("gone", "<u>Vervallen</u>", false, List.of())));

  private Printed() {}

  private static Policy policy() {
    return Policy.parse(json());
  }

  private static String json() {
    try (InputStream in = Printed.class.getResourceAsStream("policy.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same policy with words of the site's own, an object by language and key. */
  static Policy withTexts(String texts) {
    return Policy.parse(json().replaceFirst("\\{", "{\"texts\":" + quoteReplacement(texts) + ","));
  }

  static PageContext context(String language) {
    return new PageContext("/shop", "/shop/consent", language, "/shop/a?b=\"<1>\"", false);
  }

  static PageContext withGpc() {
    return new PageContext("", "/consent", "nl", "/", true);
  }

  /** A choice that grants these ids, refuses the others, and leaves some unanswered. */
  static Decision decided(Set<String> granted, Set<String> unanswered) {
    TreeMap<Integer, Boolean> answers = new TreeMap<>();
    for (Item item : POLICY.items()) {
      if (!unanswered.contains(item.id())) {
        answers.put(item.fingerprint(), granted.contains(item.id()));
      }
    }
    Choice choice = new Choice("cmVjb3Jk", NOW, 6, answers);
    return Decision.of(POLICY, Optional.of(choice), false, NOW);
  }
}
