// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a ledger is kept. Implementations are safe for use by several threads; those on a medium
 * that several nodes share keep one chain for all of them.
 *
 * <p>Every method throws {@link LedgerException} if the medium fails.
 */
public interface LedgerStore extends AutoCloseable {

  /**
   * Appends an entry as the line that {@link Head#next} makes of it. When this returns, the line
   * outlives a crash of the machine; when it throws, the line may or may not have been written, and
   * the chain is whole either way.
   *
   * @return where the chain stands after the line
   */
  Head append(Entry entry);

  /**
   * Finds the line of a record.
   *
   * @param at when it was decided; a store may look only at lines of about that time
   */
  Optional<Line> find(String recordId, Instant at);

  /** Opens the ledger for reading from its first line to the last one that there is now. */
  Cursor read();

  /**
   * Removes the oldest lines for good.
   *
   * @param last the last line to be removed
   * @param checkpoint the text that takes their place; replaces an earlier one
   */
  void cut(Head last, String checkpoint);

  /**
   * Keeps a signed statement of where the chain stood, in place of an earlier one.
   *
   * @param head what is stated
   * @param checkpoint the statement
   */
  void seal(Head head, String checkpoint);

  /**
   * Keeps a notice; one that is there already stays.
   *
   * @param hash its name, 43 characters of base64url
   * @param text the notice itself
   */
  void keepNotice(String hash, String text);

  /** Returns the notice of that name. */
  Optional<String> notice(String hash);

  /** Gives back what the store holds on to; twice does no harm. */
  @Override
  void close();

  /** A ledger being read, line by line. Not safe for use by several threads. */
  interface Cursor extends AutoCloseable {

    /** Returns the statement that stands for lines that were removed, if any were. */
    Optional<String> start();

    /** Returns the latest statement of where the chain stood, if there is one. */
    Optional<String> seal();

    /**
     * Returns the next line as it is kept, whatever is in it, or empty after the last. A line that
     * is longer than any record comes shortened.
     */
    Optional<String> next();

    /** Returns how much of the ledger has been read, from 0 to 1. */
    double progress();

    @Override
    void close();
  }
}
