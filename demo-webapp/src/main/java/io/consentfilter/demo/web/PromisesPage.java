// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.rights.Promises;
import io.consentfilter.demo.rights.Promises.Promise;
import io.consentfilter.demo.rights.Promises.Section;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every promise of the privacy statements that Boekhuis began as, and how it is kept. */
final class PromisesPage {

  static final String PATH = "/promises";

  void show(Visit visit) throws IOException {
    String sections =
        Promises.sections().stream()
            .map(section -> section(visit, section))
            .collect(Collectors.joining());
    int count = Promises.sections().stream().mapToInt(s -> s.promises().size()).sum();
    visit.page(
        "promises",
        visit.texts().get("promises.title"),
        Map.of("lead", visit.texts().format("promises.lead", count), "sections", sections));
  }

  private static String section(Visit visit, Section section) {
    String language = visit.texts().language().tag();
    List<String> entries =
        section.promises().stream().map(promise -> promise(visit, promise, language)).toList();
    return visit.part(
        "promises-section",
        Map.of("heading", section.name(language), "entries", String.join("", entries)));
  }

  private static String promise(Visit visit, Promise promise, String language) {
    return visit.part(
        "promise",
        Map.of(
            "source", promise.source(),
            "dutch", promise.dutch(),
            "english", promise.english(),
            "kept", promise.kept(language),
            "requirements", String.join(", ", promise.requirements())));
  }
}
