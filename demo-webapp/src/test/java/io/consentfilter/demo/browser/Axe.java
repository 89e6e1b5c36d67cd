// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Looks for what shuts people out, with every rule that axe-core has. Stateless. */
final class Axe {

  private static final String SCRIPT = script();

  /** All rules, those included that are off by default for being experimental or of level AAA. */
  private static final String FINDINGS =
      """
      async parts => {
        const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }]));
        const found = await axe.run(parts.length ? { include: parts.map(part => [part]) } : document,
            { rules, resultTypes: ['violations'] });
        return found.violations.flatMap(rule =>
            rule.nodes.map(node => rule.id + ' ' + node.target.join(' ') + ' ' + node.failureSummary));
      }
      """;

  private Axe() {}

  private static String script() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in, "axe-core").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns what it finds.
   *
   * @param parts selectors of what to look at; without any all of the document
   */
  static List<?> findings(Frame frame, String... parts) {
    frame.evaluate(SCRIPT);
    return (List<?>) frame.evaluate(FINDINGS, List.of(parts));
  }
}
