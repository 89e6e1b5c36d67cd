// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

/** Something that could not be done, as a person reads it. Immutable and thread-safe. */
public enum Notice {
  /** A choice that is malformed: none of the forms that the toolkit offers. */
  MALFORMED(400, "malformed"),
  /** A request over plain http that changes something, which a redirect would not repeat. */
  INSECURE(403, "insecure"),
  /** A request that came from another site (the origin check). */
  CROSS_SITE(403, "cross-site"),
  /** No such page below the prefix. */
  NOT_FOUND(404, "not-found"),
  /** A method that the page does not offer. */
  METHOD(405, "method"),
  /** A body that is larger than any choice. */
  TOO_LARGE(413, "too-large"),
  /** More choices from one client than the limit allows. */
  TOO_MANY(429, "too-many"),
  /**
   * An insecure request that says it was secure before a proxy: the operator has to declare the
   * proxy.
   */
  PROXY(500, "proxy"),
  /** A choice that could not be recorded, so that nothing changed. */
  NOT_RECORDED(503, "not-recorded"),
  /** What is recorded of a choice cannot be read now; the choice counts as before. */
  NOT_READ(503, "not-read");

  private final int status;
  private final String key;

  Notice(int status, String key) {
    this.status = status;
    this.key = key;
  }

  /** Returns the status code of HTTP that goes with it. */
  public int status() {
    return status;
  }

  /** Returns the middle part of the keys of its texts. */
  String key() {
    return key;
  }
}
