// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The links to the settings that pages end with: nearly every page has one, and only the way back
 * differs from page to page. Thread-safe.
 */
final class SettingsLinks {

  /** No other markup has this character, which {@link Html#escape} lets nothing bring in. */
  private static final Html HOLE = new Html("\0");

  /** By language: the latest, since addresses can write the same context path in many ways. */
  private final Map<String, Link> plain = new ConcurrentHashMap<>();

  private final Map<String, Link> withdrawing = new ConcurrentHashMap<>();

  private record Link(String base, String before, String after) {

    static Link of(View view, boolean withdraw) {
      String[] parts = Banner.settingsLink(view, withdraw, HOLE).markup().split("\0", 2);
      return new Link(view.context().base(), parts[0], parts.length < 2 ? "" : parts[1]);
    }

    String markup(String back) {
      return after.isEmpty() ? before : before + Html.escape(back) + after;
    }
  }

  /**
   * Returns the link.
   *
   * @param withdraw whether it comes with a button that withdraws everything
   */
  String markup(View view, boolean withdraw) {
    Map<String, Link> links = withdraw ? withdrawing : plain;
    String language = view.texts().language();
    Link known = links.get(language);
    if (known == null || !known.base.equals(view.context().base())) {
      known = Link.of(view, withdraw);
      links.put(language, known);
    }
    return known.markup(view.context().returnPath());
  }
}
