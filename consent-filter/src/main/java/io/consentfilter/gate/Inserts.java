// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/**
 * What a {@link TagGate} inserts into a page. Each method is called at most once per page, that for
 * the end of the body last. Implementations are used by one thread at a time.
 *
 * <p>Every character outside ASCII is written as a numeric character reference, so that the text is
 * right in every charset that extends ASCII. Inline scripts and styles must therefore be ASCII.
 */
public interface Inserts {

  /** Inserts nothing. */
  Inserts NONE =
      new Inserts() {
        @Override
        public String afterBodyStart(Page page) {
          return "";
        }

        @Override
        public String beforeBodyEnd(Page page) {
          return "";
        }
      };

  /**
   * Returns the markup that comes before any element that could run or load something, or an empty
   * text; it must be such as a {@code head} may hold. Only {@code html}, {@code head}, {@code meta}
   * and {@code title} come before it. Not called for a page that has no such element.
   *
   * @param page what the page has shown so far
   */
  default String beforeElements(Page page) {
    return "";
  }

  /**
   * Returns the markup that becomes the first content of the body, or an empty text.
   *
   * @param page what the page has shown so far: all of its head
   */
  String afterBodyStart(Page page);

  /**
   * Returns the markup that becomes the last content of the body, or an empty text.
   *
   * @param page what the page has shown so far: nearly always all of it
   */
  String beforeBodyEnd(Page page);
}
