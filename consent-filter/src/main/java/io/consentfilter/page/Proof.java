// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.page.RecordedChoice.Answer;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The receipt in plain words: what is recorded of the visitor's choice. Immutable. */
record Proof(View view, Decision decision, Optional<RecordedChoice> recorded) {

  Html html() {
    Html links =
        Html.of(
            "<p class=\"consent-links\">{} · {} · {}</p>\n",
            View.link(view.context().returnPath(), view.text("back")),
            view.settingsLink(),
            view.statementLinks());
    return view.document(
        view.text("record.title"),
        Html.EMPTY,
        Html.of(
            "<h1>{}</h1>\n<p>{}</p>\n{}{}",
            view.text("record.title"),
            view.text("record.text"),
            recorded.map(this::told).orElseGet(this::nothing),
            links));
  }

  /** A choice can outlive its record, when records are kept for less time than choices count. */
  private Html nothing() {
    if (decision.choice().isEmpty()) {
      return Html.of("<p>{}</p>\n", view.text("state.undecided"));
    }
    Html gone = Html.of("<p>{}</p>\n", view.text("record.gone"));
    return Html.of("{}{}", gone, erase(view));
  }

  private Html told(RecordedChoice choice) {
    return Html.of(
        """
        <section>
        <h2>{}</h2>
        <dl class="consent-facts">
        {}{}{}{}{}</dl>
        </section>
        <section>
        <h2>{}</h2>
        <ul>
        {}</ul>
        </section>
        {}{}""",
        view.text("record.facts"),
        fact("event", view.text("record.event." + choice.event())),
        fact("at", view.moment(choice.at())),
        fact("until", view.moment(choice.until())),
        fact("revision", revision(choice.revision())),
        fact("id", Html.of("<code>{}</code>", choice.recordId())),
        view.text("record.answers"),
        Html.all(choice.answers().stream().map(this::answer)),
        verification(choice),
        erasure());
  }

  private Html fact(String key, Html value) {
    return Html.of("<div><dt>{}</dt> <dd>{}</dd></div>\n", view.text("record.fact." + key), value);
  }

  private Html revision(int revision) {
    return Html.of(
        "<a href=\"{}/statement?revision={}\">{}</a>",
        view.context().base(),
        revision,
        view.texts().html("statement.version", "revision", revision));
  }

  private Html answer(Answer answer) {
    List<Answer> services = answer.services();
    Html own = Html.of("<ul>\n{}</ul>\n", Html.all(services.stream().map(this::answer)));
    return Html.of(
        "<li><strong>{}</strong>: {}{}</li>\n",
        name(answer),
        view.text(answer.granted() ? "record.granted" : "record.denied"),
        own.onlyIf(!services.isEmpty()));
  }

  /** The name in the visitor's language now, which may not be the one it was asked in. */
  private String name(Answer answer) {
    return view.policy()
        .purpose(answer.id())
        .map(Purpose::name)
        .or(() -> view.policy().service(answer.id()).map(Service::name))
        .map(view::in)
        .orElse(answer.name());
  }

  private Html verification(RecordedChoice choice) {
    return section(
        "record.verify",
        Html.of(
            "<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n",
            view.texts().html("record.verify.text", "keys", view.path("keys.json", "record.keys")),
            view.texts()
                .html(
                    "record.verify.line",
                    Map.of(
                        "number",
                        choice.line(),
                        "hash",
                        Html.of("<code>{}</code>", choice.hash()))),
            download(view)));
  }

  private Html erasure() {
    Html text = Html.of("<p>{}</p>\n", view.text("record.erase.text"));
    return section("record.erase.title", Html.all(Stream.of(text, erase(view))));
  }

  private Html section(String title, Html content) {
    return Html.of("<section>\n<h2>{}</h2>\n{}</section>\n", view.text(title), content);
  }

  /** The link by which the visitor gets the signed receipt. */
  static Html download(View view) {
    return Html.of(
        "<a href=\"{}/receipt\" download>{}</a>",
        view.context().base(),
        view.text("record.receipt"));
  }

  /** The button by which the visitor's browser forgets the choice and its record. */
  static Html erase(View view) {
    return Html.of(
        """
        <form method="post" action="{}/erase">
        {}<button>{}</button>
        </form>
        """,
        view.context().base(),
        view.returnField(),
        view.text("record.erase"));
  }
}
