// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Headers that speak of the exact bytes of a body. An altered page has none of them; containers do
 * not agree on how to take a header back, so they are held until it is known. Not thread-safe.
 */
final class HeldHeaders {

  private static final Set<String> NAMES =
      Set.of("content-length", "etag", "last-modified", "accept-ranges");

  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Takes a header; returns false if it is not one of these. A null value takes it back. */
  boolean hold(String name, @Nullable String value, boolean add) {
    if (!NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      return false;
    }
    if (value == null) {
      if (!add) {
        values.remove(name);
      }
      return true;
    }
    List<String> list = values.computeIfAbsent(name, key -> new ArrayList<>(1));
    if (!add) {
      list.clear();
    }
    list.add(value);
    return true;
  }

  Optional<List<String>> values(String name) {
    return Optional.ofNullable(values.get(name)).map(List::copyOf);
  }

  Collection<String> names() {
    return List.copyOf(values.keySet());
  }

  void clear() {
    values.clear();
  }

  /** Hands the headers over to a response. */
  void release(HttpServletResponse response) {
    values.forEach((name, list) -> list.forEach(value -> pass(response, name, value)));
    values.clear();
  }

  private static void pass(HttpServletResponse response, String name, String value) {
    if (name.equalsIgnoreCase("content-length")) {
      response.setContentLengthLong(Long.parseLong(value));
    } else {
      response.addHeader(name, value);
    }
  }
}
