// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.web.Gallery.State;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the toolkit looks like in every state and language. Thread-safe. */
final class GalleryPages {

  static final String PATH = "/gallery";
  static final String FRAME = "/gallery/state";

  private final Gallery gallery = new Gallery();

  /** Shows all states as frames, in which nothing can be sent and no script runs. */
  void show(Visit visit) throws IOException {
    String language = language(visit).orElse(visit.texts().language().tag());
    String languages =
        gallery.languages().stream()
            .map(tag -> choice(visit, tag, tag.equals(language)))
            .collect(Collectors.joining());
    String states =
        Arrays.stream(State.values())
            .map(state -> frame(visit, state, language))
            .collect(Collectors.joining());
    visit.page(
        "gallery",
        visit.texts().get("gallery.title"),
        Map.of("languages", languages, "states", states));
  }

  private static String choice(Visit visit, String language, boolean present) {
    Locale locale = Locale.forLanguageTag(language);
    return visit.part(
        "gallery-choice",
        Map.of(
            "language",
            language,
            "text",
            locale.getDisplayLanguage(locale),
            "current",
            present ? " aria-current=\"true\"" : ""));
  }

  private static String frame(Visit visit, State state, String language) {
    return visit.part(
        "gallery-state",
        Map.of(
            "state", state.word(),
            "title", visit.texts().get("gallery." + state.word()),
            "language", language));
  }

  /** Answers with one state as a document of its own. */
  void state(Visit visit) throws IOException {
    Optional<State> state =
        Stream.of(State.values())
            .filter(known -> visit.parameter("state").filter(known.word()::equals).isPresent())
            .findFirst();
    Optional<String> language = language(visit);
    if (state.isEmpty() || language.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    visit.response().setContentType("text/html;charset=utf-8");
    visit.response().setHeader("Content-Language", language.get());
    visit
        .response()
        .getWriter()
        .write(
            gallery.document(
                state.get(), language.get(), visit.request().getContextPath(), visit.now()));
  }

  private Optional<String> language(Visit visit) {
    return visit.parameter("in").filter(gallery.languages()::contains);
  }
}
