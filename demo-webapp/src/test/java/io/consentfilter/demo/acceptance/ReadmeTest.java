// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Policy;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is what works: it compiles, it is read, it is there. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```([a-z]+)\\n(.*?)^```$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

  @TempDir private Path classes;

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static List<String> blocks(Path document, String language) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(document, UTF_8));
    List<String> blocks = new ArrayList<>();
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void readme_eightLines_standInTheWebXmlOfTheDemo() throws IOException {
    List<String> filters =
        blocks(ROOT.resolve("README.md"), "xml").stream()
            .filter(block -> block.contains("<filter>"))
            .toList();
    assertEquals(1, filters.size());
    assertEquals(8, filters.get(0).lines().count());
    String webXml = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"), UTF_8);
    assertTrue(withoutSpace(webXml).contains(withoutSpace(filters.get(0))));
  }

  @Test
  void readme_coordinates_areThoseOfTheLibrary() throws IOException {
    String pom = withoutSpace(Files.readString(ROOT.resolve("consent-filter/pom.xml"), UTF_8));
    String parent = pom.substring(pom.indexOf("<version>"), pom.indexOf("</version>"));
    String dependency =
        withoutSpace(
            blocks(ROOT.resolve("README.md"), "xml").stream()
                .filter(block -> block.contains("<dependency>"))
                .findFirst()
                .orElseThrow());
    assertTrue(dependency.contains("<groupId>io.consentfilter</groupId>"));
    assertTrue(dependency.contains("<artifactId>consent-filter</artifactId>" + parent + "<"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void policy_inADocument_isReadWithoutMistakes(Path document) throws IOException {
    for (String block : blocks(document, "json")) {
      String policy = block.contains("\"revision\"") ? block : around(block);
      assertTrue(Policy.parse(policy).revision() >= 0, block);
    }
  }

  private static String around(String part) {
    return part.contains("\"mode\"")
        ? "{\"revision\":1,\"controller\":{\"name\":\"A\",\"contact\":\"a@a.example\"},"
            + "\"languages\":[\"nl\"],\"csp\":"
            + part
            + "}"
        : withService(part);
  }

  /** A block that is no policy and no part of one shows one service. */
  private static String withService(String service) {
    return """
        {
          "revision": 1,
          "controller": {"name": "X", "contact": "x@x.example"},
          "languages": ["en"],
          "purposes": [
            {"id": "analytics", "name": "a", "description": "a"},
            {"id": "measuring", "name": "m", "description": "m"}
          ],
          "services": [%s]
        }
        """
        .formatted(service);
  }

  @Test
  void documents_showAPolicyAndCode() throws IOException {
    int policies = 0;
    int snippets = 0;
    for (Path document : documents()) {
      policies += blocks(document, "json").size();
      snippets += blocks(document, "java").size();
    }
    assertTrue(policies >= 5, policies + " policies");
    assertTrue(snippets >= 4, snippets + " snippets");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void code_inADocument_compiles(Path document) throws IOException {
    for (String block : blocks(document, "java")) {
      StringWriter said = new StringWriter();
      assertTrue(compiles(block, said), () -> block + "\n" + said);
    }
  }

  private boolean compiles(String block, StringWriter said) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
    return compiler.getTask(said, null, null, options, null, List.of(new Snippet(block))).call();
  }

  /** Statements as they could stand in a servlet. */
  private static final class Snippet extends SimpleJavaFileObject {

    private static final String FRAME =
        """
        import io.consentfilter.consent.*;
        import io.consentfilter.login.*;
        import io.consentfilter.policy.*;
        import io.consentfilter.servlet.*;
        import jakarta.servlet.*;
        import jakarta.servlet.http.*;
        import java.nio.file.*;
        import java.time.*;
        import java.util.*;
        import org.eclipse.jetty.ee11.servlet.*;

        class Snippet {
          void run(
              HttpServletRequest request, HttpServletResponse response, ServletContext servletContext)
              throws Exception {
        %s
          }
        }
        """;

    private final String text;

    Snippet(String block) {
      super(URI.create("string:///Snippet.java"), Kind.SOURCE);
      text = FRAME.formatted(block);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void link_toAFileOrHeading_leadsSomewhere(Path document) throws IOException {
    Matcher links = LINK.matcher(Files.readString(document, UTF_8));
    while (links.find()) {
      String target = links.group(1);
      if (!target.matches("(https?|mailto):.*")) {
        assertTrue(leadsSomewhere(document, target), target);
      }
    }
  }

  private static boolean leadsSomewhere(Path document, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file =
        parts[0].isEmpty()
            ? document
            : Optional.ofNullable(document.getParent()).orElseThrow().resolve(parts[0]);
    return Files.exists(file) && (parts.length == 1 || headings(file).contains(parts[1]));
  }

  /** The anchors that the usual renderers give headings. */
  private static List<String> headings(Path file) throws IOException {
    return Files.readString(file, UTF_8)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void troubleshooting_namesEveryHeadingThatMessagesLinkTo() throws IOException {
    Path page = ROOT.resolve("docs/troubleshooting.md");
    List<String> headings = headings(page);
    Pattern anchor = Pattern.compile("troubleshooting\\.md#([a-z-]+)");
    List<String> missing = new ArrayList<>();
    int found = 0;
    try (Stream<Path> files = Files.walk(ROOT.resolve("consent-filter/src/main/java"))) {
      for (Path source : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher matcher = anchor.matcher(Files.readString(source, UTF_8));
        while (matcher.find()) {
          found++;
          if (!matcher.group(1).endsWith("-") && !headings.contains(matcher.group(1))) {
            missing.add(source.getFileName() + " " + matcher.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), missing);
    assertFalse(found < 3, found + " links in messages");
  }

  @Test
  void threatModel_namesOnlyTestsThatExist() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/threat-model.md"), UTF_8);
    Matcher names = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`").matcher(text);
    List<String> sources = testNames();
    int found = 0;
    while (names.find()) {
      found++;
      assertTrue(sources.contains(names.group(1)), names.group(1));
    }
    assertTrue(found > 10, found + " tests named");
  }

  private static List<String> testNames() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
          .map(name -> name.replace(".java", ""))
          .toList();
    }
  }
}
