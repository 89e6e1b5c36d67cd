// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.stream.Stream;

/** Measures contrast as WCAG 2.2 defines it (success criteria 1.4.3 and 1.4.11). Stateless. */
final class Contrast {

  /** Text below 4.5 : 1 against what is painted behind it, and buttons below 3 : 1 to theirs. */
  private static final String FAINT =
      """
      root => {
        const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
        const opaque = colour => colour.length === 3 || colour[3] === 1;
        const light = ([r, g, b]) => [r, g, b]
          .map(part => part / 255)
          .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
          .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
        const ratio = (one, two) => {
          const [high, low] = [light(one), light(two)].sort((a, b) => b - a);
          return (high + .05) / (low + .05);
        };
        const behind = element => {
          for (let at = element; at; at = at.parentElement) {
            const colour = parse(getComputedStyle(at).backgroundColor);
            if (opaque(colour)) return colour;
          }
          return [255, 255, 255];
        };
        const faint = [];
        let measured = 0;
        for (const element of [root, ...root.querySelectorAll('*')]) {
          const style = getComputedStyle(element);
          const own = Array.from(element.childNodes)
            .some(node => node.nodeType === 3 && node.textContent.trim());
          if (!element.checkVisibility()) continue;
          if (own) {
            measured++;
            const found = ratio(parse(style.color), behind(element));
            if (found < 4.5) faint.push(element.outerHTML.slice(0, 80) + ' ' + found);
          }
          if (element.matches('button')) {
            const edge = ratio(parse(style.borderTopColor), behind(element.parentElement));
            if (edge < 3) faint.push('edge of ' + element.textContent + ' ' + edge);
          }
        }
        return measured ? faint : ['nothing to measure'];
      }
      """;

  private Contrast() {}

  /** Returns what is too faint inside an element, with the ratio found. */
  static List<String> tooFaint(Locator root) {
    List<?> found = (List<?>) root.evaluate(FAINT);
    return found.stream().flatMap(one -> Stream.of(String.valueOf(one))).toList();
  }
}
