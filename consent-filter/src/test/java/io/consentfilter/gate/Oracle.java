// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.sax.HtmlParser;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Parses a page as browsers do, with and without scripts, and finds what would load from the denied
 * host or run its inline script.
 */
final class Oracle {

  static final String HOST = "ads.example";
  static final String PATTERN = "adsq.push";

  private static final Set<String> LOADING =
      Set.of(
          "src",
          "href",
          "xlink:href",
          "srcset",
          "srcdoc",
          "data",
          "poster",
          "background",
          "action",
          "formaction",
          "content");

  private static final Set<String> ELEMENTS =
      Set.of(
          "script", "iframe", "frame", "img", "image", "input", "video", "audio", "source", "track",
          "embed", "object", "link", "form", "button", "base", "td", "table", "body");

  private static final Pattern NESTED_COMMENT = Pattern.compile("<!--(?![>!-])");

  private Oracle() {}

  /** Returns the first element that is denied and yet alive. */
  static Optional<String> alive(String page) {
    return nu(page, true).or(() -> nu(page, false));
  }

  /**
   * The parser swallows one byte too many after a comment that is opened within a comment (1.4.16;
   * the browsers do not), so such a comment is given two that do not matter.
   */
  private static String withoutNestedComments(String page) {
    return NESTED_COMMENT.matcher(page).replaceAll("<!--xx");
  }

  private static Optional<String> nu(String page, boolean scripts) {
    HtmlParser parser = new HtmlParser(XmlViolationPolicy.ALLOW);
    parser.setScriptingEnabled(scripts);
    Elements elements = new Elements();
    parser.setContentHandler(elements);
    try {
      parser.parse(new InputSource(new StringReader(withoutNestedComments(page))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
    return elements.alive.stream().map(name -> "scripts " + scripts + ": " + name).findFirst();
  }

  /** Notes the elements that are alive; the text of an element counts for it alone. */
  private static final class Elements extends DefaultHandler {

    private final List<String> alive = new ArrayList<>();
    private final Deque<StringBuilder> texts = new ArrayDeque<>();
    private final Deque<String> types = new ArrayDeque<>();

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes) {
      boolean loads =
          IntStream.range(0, attributes.getLength())
              .anyMatch(i -> loads(name, attributes.getQName(i), attributes.getValue(i)));
      String type = attributes.getValue("type");
      types.push(type == null ? "" : type);
      texts.push(new StringBuilder());
      if (isAlive(name, types.getFirst(), loads, "")) {
        alive.add(name);
      }
    }

    @Override
    public void characters(char[] text, int start, int length) {
      if (!texts.isEmpty()) {
        texts.getFirst().append(text, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qName) {
      if (isAlive(name, types.pop(), false, texts.pop().toString())) {
        alive.add(name);
      }
    }
  }

  static boolean loads(String element, String attribute, String value) {
    boolean content = attribute.equals("content") && !element.equals("meta");
    return ELEMENTS.contains(element)
        && LOADING.contains(attribute)
        && !content
        && value.contains("//" + HOST);
  }

  static boolean isAlive(String name, String type, boolean loads, String content) {
    if (!name.equals("script")) {
      return loads;
    }
    boolean runs = type.isEmpty() || type.equals("module") || type.equals("text/javascript");
    return runs && (loads || content.contains(PATTERN));
  }
}
