// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Activity;
import java.io.IOException;
import java.util.List;

/** What was done in a firm's account. Thread-safe. */
final class ActivityPage {

  static final String PATH = "/app/activity";
  static final List<String> HEADS =
      List.of("activity.when", "activity.who", "activity.what", "activity.detail");
  private static final int SHOWN = 200;

  void show(Visit visit, User user) throws IOException {
    List<List<String>> rows =
        new Activity(visit.site().users().tenant(user))
            .latest(SHOWN).stream().map(entry -> row(visit, entry)).toList();
    String body =
        Parts.paragraph(visit, "activity.text") + Parts.table(visit, "activity.title", HEADS, rows);
    Parts.desk(visit, "activity.title", user.company(), body);
  }

  static List<String> row(Visit visit, Activity.Entry entry) {
    return List.of(
        Html.escape(visit.texts().moment(entry.at())),
        Html.escape(entry.who()),
        Html.escape(visit.texts().get("activity." + entry.kind().id())),
        Html.escape(entry.detail()));
  }
}
