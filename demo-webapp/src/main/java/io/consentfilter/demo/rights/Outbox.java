// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Row;
import io.consentfilter.demo.store.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Messages that would leave by mail if this were not a demonstration. Thread-safe. */
public final class Outbox {

  static final String TABLE = "bh_message";

  private final Tenant tenant;

  /** Opens the messages to one firm, or to those who are no customers, which Boekhuis keeps. */
  public Outbox(Tenant tenant) {
    this.tenant = tenant;
  }

  /**
   * A message.
   *
   * @param recipient where it goes
   * @param subject what it is about
   * @param body what it says
   * @param link a path of ours that it leads to, may be empty
   * @param leave the path with which to get no more of these, empty where it is no newsletter
   * @param sent when it was sent
   */
  public record Message(
      String recipient, String subject, String body, String link, String leave, Instant sent) {
    static Message of(Row row) {
      return new Message(
          row.text("recipient"),
          row.text("subject"),
          row.text("body"),
          row.text("link"),
          row.text("leave"),
          row.moment("sent"));
    }
  }

  /** Sends a message. */
  public void send(Message message) {
    tenant.insert(
        TABLE,
        Map.of(
            "id", Code.id(),
            "recipient", message.recipient(),
            "subject", message.subject(),
            "body", message.body(),
            "link", message.link(),
            "leave", message.leave(),
            "sent", message.sent()));
  }

  /** Returns the messages, the newest first. */
  public List<Message> all() {
    return tenant.list(TABLE, "", "sent DESC", Message::of);
  }
}
