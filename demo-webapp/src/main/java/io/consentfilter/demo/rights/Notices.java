// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Row;
import java.time.Instant;
import java.util.List;

/** What everybody is told at the next login, such as a risk to the safety of data. Thread-safe. */
public final class Notices {

  private final Database database;

  /** Opens the notices. */
  public Notices(Database database) {
    this.database = database;
  }

  /**
   * A notice.
   *
   * @param at when it was published
   * @param heading what it is about
   * @param words what happened and what to do
   */
  public record Notice(Instant at, String heading, String words) {
    static Notice of(Row row) {
      return new Notice(row.moment("at"), row.text("heading"), row.text("words"));
    }
  }

  /** Publishes a notice. */
  public void publish(String heading, String words, Instant now) {
    database.change(
        "INSERT INTO bh_notice (id, at, heading, words) VALUES (?, ?, ?, ?)",
        Code.id(),
        now,
        heading,
        words);
  }

  /** Returns the notices published after this moment, the newest first. */
  public List<Notice> since(Instant moment) {
    return database.list(
        "SELECT * FROM bh_notice WHERE at > ? ORDER BY at DESC", Notice::of, moment);
  }
}
