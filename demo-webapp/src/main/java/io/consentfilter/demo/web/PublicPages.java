// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The pages for everybody. Thread-safe. */
final class PublicPages {

  private static final int LONGEST_MESSAGE = 4000;
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");

  void home(Visit visit) throws IOException {
    boolean left = visit.parameter("afgemeld").isPresent();
    String notice = left ? visit.notice(visit.texts().get("home.logged-out")) : "";
    Texts texts = visit.texts();
    visit.page(
        "home",
        texts.get("home.title"),
        Map.of(
            "notice", notice,
            "sales", texts.euros(4_821_000),
            "vat", texts.euros(1_012_410),
            "input", texts.euros(-387_144),
            "due", texts.euros(625_266),
            "solo", texts.wholeEuros(39),
            "team", texts.wholeEuros(95)));
  }

  void video(Visit visit) throws IOException {
    String frame =
        visit
            .site()
            .address("filmhuis", "/embed/boekhuis")
            .map(address -> visit.part("video-frame", Map.of("source", address)))
            .orElse("");
    visit.page("video", visit.texts().get("video.title"), Map.of("frame", frame));
  }

  void contact(Visit visit) throws IOException {
    boolean sent = visit.parameter("verzonden").isPresent();
    String notice = sent ? visit.notice(visit.texts().get("contact.thanks")) : "";
    contact(visit, notice, "", "");
  }

  private static void contact(Visit visit, String notice, String email, String message)
      throws IOException {
    visit.page(
        "contact",
        visit.texts().get("contact.title"),
        Map.of("notice", notice, "email", email, "message", message));
  }

  /** Reads the message and lets it go: a demonstration has nobody to answer it. */
  void send(Visit visit) throws IOException {
    String email = visit.parameter("email").orElse("").strip();
    String message = visit.parameter("message").orElse("").strip();
    boolean complete = !message.isEmpty() && message.length() <= LONGEST_MESSAGE;
    if (complete && EMAIL.matcher(email).matches()) {
      visit.seeOther(visit.address("/contact?verzonden"));
    } else {
      Problem problem = Problem.unprocessable(visit, "contact.incomplete");
      contact(visit, problem.report(visit), email, message);
    }
  }
}
