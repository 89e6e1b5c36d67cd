// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which denied service the value of an attribute that loads belongs to. Knows the base of
 * the page. Used by one thread at a time.
 */
final class AddressJudge {

  /** Pages within attributes within pages: deeper ones are withheld unread. */
  private static final int DEEPEST = 3;

  private final TagRules rules;
  private final int depth;

  /** The service whose origin relative addresses lead to. */
  private Optional<String> base = Optional.empty();

  AddressJudge(TagRules rules, int depth) {
    this.rules = rules;
    this.depth = depth;
  }

  /** Takes note of a withheld base: what is relative was meant to be loaded from there. */
  void base(String service) {
    base = base.isEmpty() ? Optional.of(service) : base;
  }

  /**
   * Returns whether an attribute was seen as far as it counts: all of it, or of a single address
   * the host, or that it has none.
   */
  boolean complete(Attribute attribute, AttributeCursor cursor) {
    return cursor.closed() || (isSingle(attribute) && hostKnown(cursor.text()));
  }

  private static boolean isSingle(Attribute attribute) {
    return switch (attribute) {
      case SRCSET, IMAGESRCSET, SRCDOC, CONTENT, VALUES -> false;
      default -> true;
    };
  }

  private static boolean hostKnown(String text) {
    String url = text.replaceAll("[\\t\\n\\r]", "").replaceFirst("^[\\x00- ]+", "");
    return url.matches(
        "(?is)data:.*|(?:https?:)?[/\\\\]{2,}[^/\\\\?#&]+[/\\\\?#].*|/[^/\\\\&].*"
            + "|[^:/\\\\?#&]+[/?#].*");
  }

  /** Returns whether a tag with these bytes may lead to another host, at a glance. */
  boolean mayLead(byte[] bytes, int from, int to) {
    return base.isPresent() || AttributeCursor.mayLead(bytes, from, to);
  }

  /** Returns the denied service of the present attribute. */
  Optional<String> service(Attribute attribute, AttributeCursor cursor) {
    if (attribute != Attribute.SRCDOC && base.isEmpty() && !cursor.mayLead()) {
      return Optional.empty();
    }
    String text = cursor.text();
    return switch (attribute) {
      case SRCSET, IMAGESRCSET -> first(candidates(text));
      case VALUES -> first(Stream.of(text.split(";")));
      case CONTENT -> address(refreshed(text));
      case SRCDOC -> page(text);
      default -> address(text);
    };
  }

  private Optional<String> first(Stream<String> urls) {
    return urls.flatMap(url -> address(url).stream()).findFirst();
  }

  private Optional<String> address(String url) {
    Optional<String> service = rules.service(url);
    return service.isEmpty() && WebAddress.isRelative(url) ? base : service;
  }

  /** Returns whatever may be an address in a list of images: a comma may belong to one or not. */
  private static Stream<String> candidates(String list) {
    return Stream.of(list.split("[ \\t\\n\\f\\r]+"))
        .flatMap(word -> Stream.concat(Stream.of(word), suffixes(word)));
  }

  private static Stream<String> suffixes(String word) {
    return Stream.iterate(word.indexOf(',') + 1, at -> at > 0, at -> word.indexOf(',', at) + 1)
        .map(word::substring);
  }

  /** Returns the address that a page is refreshed to: after the seconds and {@code url=}. */
  private static String refreshed(String content) {
    String rest = content.replaceFirst("^[\\s\\x00-\\x20]*[0-9.]*\\s*[;,]?\\s*", "");
    if (rest.toLowerCase(Locale.ROOT).matches("(?s)url\\s*=.*")) {
      rest = rest.substring(rest.indexOf('=') + 1).strip();
    }
    if (rest.startsWith("'") || rest.startsWith("\"")) {
      int close = rest.indexOf(rest.charAt(0), 1);
      rest = rest.substring(1, close < 0 ? rest.length() : close);
    }
    return rest;
  }

  private Optional<String> page(String text) {
    if (depth >= DEEPEST) {
      return rules.any();
    }
    AddressJudge inner = new AddressJudge(rules, depth + 1);
    base.ifPresent(inner::base);
    return TagGate.firstWithheld(text, rules, inner);
  }
}
