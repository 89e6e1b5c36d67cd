// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.consentfilter.containers.Differences.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/containers.md} against the running container. */
@ExtendWith(Running.class)
class DifferencesTest {

  private static final String HOW =
      "docs/containers.md no longer tells what happens; -DregenerateDocs writes it anew";

  private static final List<Question> QUESTIONS = Differences.all();
  private static final Path FILE = Path.of(System.getProperty("kit.document", "containers.md"));
  private static final boolean REGENERATE = Boolean.getBoolean("kit.regenerate");

  private static Document document;

  private final Site site;

  DifferencesTest(Site site) {
    this.site = site;
  }

  @BeforeAll
  static void read() throws IOException {
    document = new Document(FILE, QUESTIONS);
  }

  static List<Question> questions() {
    return QUESTIONS;
  }

  @ParameterizedTest
  @MethodSource("questions")
  void container_asked_doesWhatTheDocumentSays(Question question) throws Exception {
    String measured = question.probe().ask(site);
    if (REGENERATE) {
      document.write(question, site.container(), measured);
    }
    assertEquals(document.cell(question, site.container()), measured, HOW);
  }

  @Test
  void document_rowsAndWords_areTheQuestions() throws IOException {
    Document now = new Document(FILE, QUESTIONS);
    if (!REGENERATE) {
      assertEquals(now.rendered(), now.text(), HOW);
    }
  }
}
