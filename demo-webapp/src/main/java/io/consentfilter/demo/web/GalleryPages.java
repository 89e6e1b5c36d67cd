// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.web.Gallery.State;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the toolkit looks like in every state, language and light. Thread-safe. */
final class GalleryPages {

  static final String PATH = "/gallery";
  static final String FRAME = "/gallery/state";

  private static final List<String> THEMES = List.of("system", "light", "dark");

  private final Gallery gallery = new Gallery();

  /** Shows all states as frames, in which nothing can be sent and no script runs. */
  void show(Visit visit) throws IOException {
    String language = language(visit).orElse(visit.texts().language().tag());
    String theme = visit.parameter("theme").filter(THEMES::contains).orElse(THEMES.get(0));
    String languages =
        gallery.languages().stream()
            .map(tag -> choice(visit, tag, theme, name(tag), tag.equals(language)))
            .collect(Collectors.joining());
    String themes =
        THEMES.stream()
            .map(t -> choice(visit, language, t, visit.texts().get("gallery." + t), t.equals(theme)))
            .collect(Collectors.joining());
    String states =
        Arrays.stream(State.values())
            .map(state -> frame(visit, state, language, theme))
            .collect(Collectors.joining());
    visit.page(
        "gallery",
        visit.texts().get("gallery.title"),
        Map.of("languages", languages, "themes", themes, "states", states));
  }

  private static String name(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    return locale.getDisplayLanguage(locale);
  }

  private static String choice(
      Visit visit, String language, String theme, String text, boolean present) {
    return visit.part(
        "gallery-choice",
        Map.of(
            "language", language,
            "theme", theme,
            "text", text,
            "current", present ? " aria-current=\"true\"" : ""));
  }

  private static String frame(Visit visit, State state, String language, String theme) {
    return visit.part(
        "gallery-state",
        Map.of(
            "state", state.word(),
            "title", visit.texts().get("gallery." + state.word()),
            "language", language,
            "theme", theme));
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
