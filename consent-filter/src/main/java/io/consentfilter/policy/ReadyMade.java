// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The services that come declared. A site names one with {@code use} and writes beside it what is
 * different: lists grow, a cookie of the same name and every other member are replaced.
 */
final class ReadyMade {

  /** The services that there are: one resource each. */
  static final List<String> NAMES =
      List.of(
          "google-ads",
          "google-analytics",
          "google-fonts",
          "google-maps",
          "google-tag-manager",
          "hotjar",
          "hubspot",
          "intercom",
          "linkedin-insight",
          "matomo",
          "meta-pixel",
          "microsoft-ads",
          "microsoft-clarity",
          "pinterest-tag",
          "plausible",
          "recaptcha",
          "tiktok-pixel",
          "trustpilot",
          "vimeo",
          "youtube");

  private static final String FALLBACK = "en";

  private static final Set<String> LISTS =
      Set.of("recipients", "cookies", "storageKeys", "origins", "addresses", "inline");

  /** What is known by name inside: a change to one origin leaves the others as they are. */
  private static final String BY_NAME = "kinds";

  /** Where the facts in a resource come from, for whoever maintains them. */
  private static final String SOURCE = "source";

  private static final Form<String> NAME =
      Form.text(
          Rule.READY_MADE,
          "unknown ready-made service",
          String.join(", ", NAMES),
          text -> Optional.of(text).filter(NAMES::contains));

  private final List<String> languages;
  private final String controller;

  /**
   * Completes services of one policy.
   *
   * @param languages the languages that every text must have
   * @param controller who provides a service that the site hosts itself
   */
  ReadyMade(List<String> languages, String controller) {
    this.languages = List.copyOf(languages);
    this.controller = controller;
  }

  /** Returns the fields themselves, or those of the ready-made service with the changes in them. */
  Optional<Fields> complete(Fields declared, Mistakes mistakes) {
    Optional<Located> use = declared.located("use");
    if (use.isEmpty()) {
      return Optional.of(declared);
    }
    Optional<String> name = NAME.read(use.get(), mistakes);
    return name.map(known -> merged(known, declared, use.get().where(), mistakes));
  }

  private Fields merged(String name, Fields declared, Where use, Mistakes mistakes) {
    Map<String, Located.Member> members = new LinkedHashMap<>();
    members.put("provider", new Located.Member(use, new Located.Text(use, controller)));
    members.putAll(translated(load(name)).at(use).values());
    members.remove(SOURCE);
    declared.members().forEach((key, change) -> members.merge(key, change, merging(key)));
    if (nothing(members.get("origins"))) {
      mistakes.add(
          Rule.READY_MADE,
          use,
          "a service that the site hosts itself, without its origin",
          Shown.quoted(name),
          "\"origins\" beside \"use\", such as [\"https://" + name + ".example.org\"]");
    }
    Fields fields = new Fields(new Located.Members(declared.where(), members), mistakes);
    fields.located("use");
    return fields;
  }

  /** Returns whether it runs at an origin of the site's own, which a policy must add. */
  static boolean hostedByTheSite(String name) {
    return nothing(load(name).values().get("origins"));
  }

  private static boolean nothing(Located.@Nullable Member member) {
    return member == null
        || (member.value() instanceof Located.Items items && items.values().isEmpty());
  }

  private static BinaryOperator<Located.Member> merging(String key) {
    return (ours, theirs) -> {
      if (LISTS.contains(key)
          && ours.value() instanceof Located.Items first
          && theirs.value() instanceof Located.Items second) {
        return new Located.Member(theirs.key(), joined(first, second));
      } else if (key.equals(BY_NAME)
          && ours.value() instanceof Located.Members first
          && theirs.value() instanceof Located.Members second) {
        return new Located.Member(theirs.key(), joined(first, second));
      }
      return theirs;
    };
  }

  private static Located.Members joined(Located.Members ours, Located.Members theirs) {
    Map<String, Located.Member> members = new LinkedHashMap<>(ours.values());
    members.putAll(theirs.values());
    return new Located.Members(theirs.where(), members);
  }

  private static Located.Items joined(Located.Items ours, Located.Items theirs) {
    Set<Located> replaced = new HashSet<>();
    theirs.values().forEach(item -> name(item).ifPresent(replaced::add));
    List<Located> items = new ArrayList<>();
    ours.values().stream()
        .filter(item -> name(item).filter(replaced::contains).isEmpty())
        .forEach(items::add);
    items.addAll(theirs.values());
    return new Located.Items(theirs.where(), items);
  }

  private static Optional<Located> name(Located item) {
    return item instanceof Located.Members members
        ? Optional.ofNullable(members.values().get("name"))
            .map(member -> member.value().at(Where.START))
        : Optional.empty();
  }

  private static Located.Members load(String name) {
    try (InputStream in = ReadyMade.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name + ".json");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Mistakes mistakes = new Mistakes();
      Optional<Located> value = LocatedReader.read(text, mistakes);
      mistakes.throwIfAny(name + ".json");
      return (Located.Members) value.orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives every text, which is an object with an English member, the languages of the policy. */
  private Located.Members translated(Located.Members object) {
    Map<String, Located.Member> members = new LinkedHashMap<>();
    Located.Member fallback = object.values().get(FALLBACK);
    if (fallback != null) {
      languages.forEach(
          language -> members.put(language, object.values().getOrDefault(language, fallback)));
    } else {
      object
          .values()
          .forEach(
              (key, member) ->
                  members.put(key, new Located.Member(member.key(), translated(member.value()))));
    }
    return new Located.Members(object.where(), members);
  }

  private Located translated(Located value) {
    if (value instanceof Located.Members members) {
      return translated(members);
    } else if (value instanceof Located.Items items) {
      return new Located.Items(
          items.where(), items.values().stream().map(this::translated).toList());
    }
    return value;
  }
}
