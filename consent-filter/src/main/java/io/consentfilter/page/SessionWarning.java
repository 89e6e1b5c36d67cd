// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a page of somebody who is logged in carries along, so that the end of the login comes with a
 * warning and leaves nothing on the screen (WCAG 2.2 success criteria 2.2.1 and 2.2.5). Immutable
 * and thread-safe.
 *
 * @param user tells users apart and nothing else of them; not the id that the application knows
 * @param idleLeft how long the login lives without activity
 * @param absoluteLeft how long it lives at most
 * @param remembered whether a token lets the visitor in again, so that no password need be asked
 */
public record SessionWarning(
    String user, Duration idleLeft, Duration absoluteLeft, boolean remembered) {

  /** The script looks once a second and asks the server before it speaks: never too late. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /**
   * All but the script stands in a template, which is no part of the page until the script takes
   * it. The script finds it as its next sibling and its parts by their order.
   */
  Html html(View view) {
    String base = view.context().base();
    return Html.of(
        """
        <script src="{}/{}" defer data-consent-session="{}"></script><template>\
        <link rel="stylesheet" href="{}/{}">{}{}</template>
        """,
        base,
        Assets.sessionScript().hashedName(),
        state(view),
        base,
        Assets.sessionStyle().hashedName(),
        dialog(view),
        ended(view));
  }

  private String state(View view) {
    Duration warn = view.policy().session().warning().plus(MARGIN);
    return Stream.of(
            "\"idleExpiresIn\":" + idleLeft.toSeconds(),
            "\"absoluteExpiresIn\":" + absoluteLeft.toSeconds(),
            "\"user\":" + Activation.quote(user),
            "\"base\":" + Activation.quote(view.context().base() + "/session"),
            "\"login\":" + Activation.quote(login(view)),
            "\"warn\":" + warn.toMillis())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Where to log in again, to be followed by the way back; empty where the page itself will do. */
  private String login(View view) {
    return view.policy()
        .loginPage()
        .filter(page -> !remembered)
        .map(page -> view.context().contextPath() + page + "?reason=expired&return=")
        .orElse("");
  }

  /**
   * One dialog for both limits; the class {@code consent-last} shows the parts for the absolute.
   */
  private static Html dialog(View view) {
    Texts texts = view.texts();
    Html absolute = view.duration(view.policy().session().absolute());
    return Html.of(
        """
        <dialog id="consent-session" class="consent-session" {} role="alertdialog" \
        aria-labelledby="consent-session-title" aria-describedby="consent-session-text">\
        <h2 id="consent-session-title">{}</h2>\
        <p id="consent-session-text"><span class="consent-idle">{}</span>\
        <span class="consent-end">{}</span> {}</p>\
        <p class="consent-spoken" role="status">{}</p>\
        <button type="button" class="consent-idle">{}</button>\
        <button type="button" class="consent-end">{}</button></dialog>""",
        view.language(),
        view.text("session.title"),
        view.text("session.idle"),
        texts.html("session.absolute", "absolute", absolute),
        texts.html("session.time", "time", Html.of("<b role=\"timer\"></b>")),
        texts.html("session.left", Map.of("seconds", Html.of("<b></b>"))),
        view.text("session.stay"),
        view.text("close"));
  }

  private static Html ended(View view) {
    return Html.of(
        """
        <main id="consent-ended" class="consent-session" {}><h1 tabindex="-1">{}</h1>\
        <p>{}</p><a href="">{}</a><p hidden>{}</p></main>""",
        view.language(),
        view.text("session.ended.title"),
        view.text("session.ended.text"),
        view.text("session.ended.link"),
        view.text("session.ended.kept"));
  }
}
