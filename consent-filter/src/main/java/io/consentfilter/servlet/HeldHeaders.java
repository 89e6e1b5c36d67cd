// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Headers that speak of the exact bytes of a body. An altered page has none of them; containers do
 * not agree on how to take a header back, so they are held until it is known. Not thread-safe.
 */
final class HeldHeaders {

  private static final List<String> NAMES =
      List.of("Content-Length", "ETag", "Last-Modified", "Accept-Ranges");

  /** Made when there is something to hold: most answers have nothing, and every request asks. */
  private Map<String, List<String>> values = Map.of();

  /** Takes a header; returns false if it is not one of these. A null value takes it back. */
  boolean hold(String name, @Nullable String value, boolean add) {
    if (!describesBytes(name)) {
      return false;
    }
    if (value != null) {
      List<String> list = held().computeIfAbsent(name, key -> new ArrayList<>(1));
      if (!add) {
        list.clear();
      }
      list.add(value);
    } else if (!add && !values.isEmpty()) {
      values.remove(name);
    }
    return true;
  }

  private static boolean describesBytes(String name) {
    for (String known : NAMES) {
      if (known.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, List<String>> held() {
    if (values.isEmpty()) {
      values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }
    return values;
  }

  Optional<List<String>> values(String name) {
    return Optional.ofNullable(values.get(name)).map(List::copyOf);
  }

  Collection<String> names() {
    return List.copyOf(values.keySet());
  }

  void clear() {
    values = Map.of();
  }

  /** Hands the headers over to a response. */
  void release(HttpServletResponse response) {
    values.forEach((name, list) -> list.forEach(value -> pass(response, name, value)));
    clear();
  }

  private static void pass(HttpServletResponse response, String name, String value) {
    if (name.equalsIgnoreCase("content-length")) {
      response.setContentLengthLong(Long.parseLong(value));
    } else {
      response.addHeader(name, value);
    }
  }
}
