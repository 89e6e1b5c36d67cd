// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final Pattern USED = Pattern.compile("\"(/app|/api)?(/[a-z-]+)+\"");

  /** What a class of ours sends or reads is in the list of the container, or it never arrives. */
  @Test
  void paths_namedInThePages_areListedInWebXml() throws IOException {
    String list = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"));
    Set<String> missing = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/consentfilter/demo/web"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Pages.java")).toList()) {
        missing.addAll(paths(Files.readString(file)));
      }
    }
    missing.removeIf(path -> list.contains("<url-pattern>" + path + "</url-pattern>"));
    // Of the filter, of a third party, and parts of a name.
    missing.removeAll(Set.of("/statement", "/embed/boekhuis"));
    assertEquals(Set.of(), missing);
  }

  private static Set<String> paths(String source) {
    return USED.matcher(source)
        .results()
        .map(MatchResult::group)
        .map(quoted -> quoted.substring(1, quoted.length() - 1))
        .collect(Collectors.toSet());
  }

  /** The packages that keep books reach the database through a firm only. */
  @Test
  @Tag("R108")
  void books_areReachedThroughATenantOnly() throws IOException {
    for (String name : new String[] {"Books", "Exports"}) {
      String source =
          Files.readString(Path.of("src/main/java/io/consentfilter/demo/books", name + ".java"));
      assertEquals(-1, source.indexOf("store.Database"), name);
    }
  }
}
