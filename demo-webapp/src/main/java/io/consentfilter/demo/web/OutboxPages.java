// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Outbox;
import io.consentfilter.demo.rights.Outbox.Message;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The messages that would have left by mail, for the owner of a firm. Thread-safe. */
final class OutboxPages {

  static final String PATH = "/app/outbox";

  void show(Visit visit, User user) throws IOException {
    List<Message> messages = new Outbox(visit.site().users().tenant(user)).all();
    String list =
        messages.stream().map(message -> message(visit, message)).collect(Collectors.joining());
    String body =
        Parts.paragraph(visit, "outbox.text")
            + (list.isEmpty() ? Parts.paragraph(visit, "table.none") : list);
    Parts.desk(visit, "outbox.title", user.company(), body);
  }

  private static String message(Visit visit, Message message) {
    String open =
        message.link().isEmpty()
            ? ""
            : "<p>"
                + Parts.plainLink(visit.address(message.link()), visit.texts().get("outbox.open"))
                + "</p>\n";
    String leave =
        message.leave().isEmpty()
            ? ""
            : "<p class=\"small\">"
                + Parts.plainLink(
                    visit.address(message.leave()), visit.texts().get("unsubscribe.link"))
                + "</p>\n";
    return "<article class=\"card mail\"><p class=\"small\">"
        + Html.escape(
            visit
                .texts()
                .format("outbox.to", message.recipient(), visit.texts().moment(message.sent())))
        + "</p><h2>"
        + Html.escape(message.subject())
        + "</h2>"
        + Parts.paragraph(message.body())
        + open
        + leave
        + "</article>\n";
  }
}
