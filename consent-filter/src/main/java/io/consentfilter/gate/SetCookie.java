// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The value of one {@code Set-Cookie} header, read as leniently as browsers read it (RFC 6265bis
 * section 5.6): a name, a value and attributes in order, of which the last of a name counts.
 * Immutable and thread-safe.
 */
public final class SetCookie {

  private static final int MAX_NAME_AND_VALUE = 4096;
  private static final int MAX_ATTRIBUTE = 1024;

  private final String name;
  private final String value;
  private final List<Attribute> attributes;

  private record Attribute(String name, String value) {

    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  private SetCookie(String name, String value, List<Attribute> attributes) {
    this.name = name;
    this.value = value;
    this.attributes = List.copyOf(attributes);
  }

  /**
   * Reads a header.
   *
   * @param header the value of a {@code Set-Cookie} header
   * @return the cookie; empty where it has no name, holds a control character or one above U+00FF,
   *     or where name and value are together over 4096 bytes
   */
  public static Optional<SetCookie> parse(String header) {
    String[] parts = header.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals < 0) {
      return Optional.empty();
    }
    String name = trim(parts[0].substring(0, equals));
    String value = trim(parts[0].substring(equals + 1));
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      addAttribute(parts[i], attributes);
    }
    boolean sound = !name.isEmpty() && sendable(header) && fits(name, value);
    return sound ? Optional.of(new SetCookie(name, value, attributes)) : Optional.empty();
  }

  private static void addAttribute(String part, List<Attribute> attributes) {
    int equals = part.indexOf('=');
    String name = trim(equals < 0 ? part : part.substring(0, equals));
    String value = equals < 0 ? "" : trim(part.substring(equals + 1));
    if (!name.isEmpty() && value.length() <= MAX_ATTRIBUTE) {
      attributes.add(new Attribute(name, value));
    }
  }

  /**
   * Takes over a cookie that an application built, such as a servlet container's cookie object. A
   * {@code Secure} or {@code HttpOnly} that is {@code false} and a negative {@code Max-Age} mean
   * that there is none.
   *
   * @param attributes the values by name; flags have an empty value or {@code true}
   * @return the cookie; empty under the conditions of {@link #parse}, and where a part of it would
   *     be read as something else
   */
  public static Optional<SetCookie> build(
      String name, String value, Map<String, String> attributes) {
    if (!soundName(name) || !soundValue(value) || !fits(name, value)) {
      return Optional.empty();
    }
    List<Attribute> list = new ArrayList<>();
    for (Map.Entry<String, String> entry : attributes.entrySet()) {
      Attribute attribute = new Attribute(entry.getKey(), trim(entry.getValue()));
      if (!soundName(attribute.name()) || !soundValue(attribute.value())) {
        return Optional.empty();
      }
      takeOver(attribute).ifPresent(list::add);
    }
    return Optional.of(new SetCookie(name, trim(value), list));
  }

  private static Optional<Attribute> takeOver(Attribute attribute) {
    if (attribute.is("Secure") || attribute.is("HttpOnly")) {
      boolean off = attribute.value().equalsIgnoreCase("false");
      return off ? Optional.empty() : Optional.of(new Attribute(attribute.name(), ""));
    }
    boolean none = attribute.is("Max-Age") && attribute.value().startsWith("-");
    return none ? Optional.empty() : Optional.of(attribute);
  }

  /**
   * Returns a cookie without attributes.
   *
   * @throws IllegalArgumentException if name or value cannot be sent in a header or are together
   *     over 4096 bytes
   */
  public static SetCookie of(String name, String value) {
    return build(name, value, Map.of())
        .orElseThrow(() -> new IllegalArgumentException("not a cookie that can be sent"));
  }

  /** Returns this cookie with an attribute, in place of any of that name. */
  public SetCookie with(String attribute, String attributeValue) {
    if (!soundName(attribute) || !soundValue(attributeValue)) {
      throw new IllegalArgumentException("not an attribute that can be sent: " + name);
    }
    List<Attribute> list = others(attribute);
    list.add(new Attribute(attribute, attributeValue));
    return new SetCookie(name, value, list);
  }

  /** Returns this cookie with an attribute that has no value, such as {@code Secure}. */
  public SetCookie with(String attribute) {
    return with(attribute, "");
  }

  /** Returns this cookie without an attribute. */
  public SetCookie without(String attribute) {
    return has(attribute) ? new SetCookie(name, value, others(attribute)) : this;
  }

  private List<Attribute> others(String attribute) {
    List<Attribute> list = new ArrayList<>(attributes);
    list.removeIf(a -> a.is(attribute));
    return list;
  }

  /** Returns this cookie with a lifetime in seconds; zero or less deletes it. */
  public SetCookie maxAge(long seconds) {
    return without("Expires").with("Max-Age", Long.toString(seconds));
  }

  /** Returns this cookie without an end: it lives as long as the browser session. */
  public SetCookie withoutLifetime() {
    return without("Expires").without("Max-Age");
  }

  /** Returns the deletion of this cookie: same name and scope, no value, an end in the past. */
  SetCookie deletion() {
    return new SetCookie(name, "", attributes)
        .maxAge(0)
        .with("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the value. */
  public String value() {
    return value;
  }

  /** Returns the value of the last attribute of that name, in any case; empty text for a flag. */
  public Optional<String> attribute(String attribute) {
    return values(attribute).reduce((first, second) -> second);
  }

  /** Returns whether there is an attribute of that name, in any case. */
  public boolean has(String attribute) {
    return attributes.stream().anyMatch(a -> a.is(attribute));
  }

  private Stream<String> values(String attribute) {
    return attributes.stream().filter(a -> a.is(attribute)).map(Attribute::value);
  }

  /**
   * Returns whether browsers delete the cookie when they get this: {@code Max-Age} is zero or less,
   * or without a valid {@code Max-Age} {@code Expires} is not in the future.
   */
  public boolean deletes(Instant now) {
    return lifetime(now).map(life -> life.isZero() || life.isNegative()).orElse(false);
  }

  /** Returns how long it lives from now on; empty where it ends with the browser session. */
  public Optional<Duration> lifetime(Instant now) {
    Optional<Duration> maxAge = last(values("Max-Age").map(SetCookie::seconds));
    return maxAge.or(
        () -> last(values("Expires").map(CookieDate::parse)).map(at -> Duration.between(now, at)));
  }

  private static <T> Optional<T> last(Stream<Optional<T>> candidates) {
    return candidates.flatMap(Optional::stream).reduce((first, second) -> second);
  }

  private static Optional<Duration> seconds(String text) {
    if (!text.matches("-?[0-9]+")) {
      return Optional.empty();
    }
    if (text.startsWith("-")) {
      return Optional.of(Duration.ZERO);
    }
    // More than eighteen digits are no time that any clock reaches.
    boolean huge = text.length() > 18;
    return Optional.of(Duration.ofSeconds(huge ? Integer.MAX_VALUE : Long.parseLong(text)));
  }

  /** Returns the value of the {@code Set-Cookie} header. */
  public String header() {
    StringBuilder header = new StringBuilder(name).append('=').append(value);
    for (Attribute attribute : attributes) {
      header.append("; ").append(attribute.name());
      if (!attribute.value().isEmpty()) {
        header.append('=').append(attribute.value());
      }
    }
    return header.toString();
  }

  /** Returns the header with the value left out, for a log. */
  @Override
  public String toString() {
    return new SetCookie(name, "<redacted>", attributes).header();
  }

  static boolean sendable(String text) {
    // Above U+00FF a container may cut a character down to its low byte, which may be a line feed.
    return text.chars()
        .allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\t' || (c > 0x7F && c < 0x100));
  }

  private static boolean soundName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '=' && c != ';' && c != ',');
  }

  private static boolean soundValue(String value) {
    return value.indexOf(';') < 0 && sendable(value);
  }

  static boolean fits(String name, String value) {
    return octets(name) + octets(value) <= MAX_NAME_AND_VALUE;
  }

  private static long octets(String text) {
    return text.chars().mapToLong(c -> c < 0x80 ? 1 : 2).sum();
  }

  /** Strips spaces and tabs, the white space of RFC 6265bis. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
