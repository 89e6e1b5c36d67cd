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
import java.util.stream.IntStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Parses a page of XML as far as it is well-formed, and finds what {@link Oracle} finds. */
final class XmlOracle {

  private static final String XLINK = "http://www.w3.org/1999/xlink";

  private static final String ADDRESS =
      "(?s)\\s*(?:https:)?//" + Oracle.HOST.replace(".", "\\.") + "(?:[/?#].*|\\s*)";

  /** What a page is. */
  record Reading(boolean wellFormed, Optional<String> alive) {}

  private XmlOracle() {}

  static Reading read(String page) {
    Elements elements = new Elements();
    boolean wellFormed = true;
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      XMLReader reader = factory.newSAXParser().getXMLReader();
      reader.setContentHandler(elements);
      reader.setErrorHandler(elements);
      reader.parse(new InputSource(new StringReader(page)));
    } catch (SAXException e) {
      // A second doctype is told by another exception than all other mistakes.
      wellFormed = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    return new Reading(wellFormed, elements.alive.stream().findFirst());
  }

  /** Notes the elements that are alive; the text of an element counts for it alone. */
  private static final class Elements extends DefaultHandler {

    private final List<String> alive = new ArrayList<>();
    private final Deque<StringBuilder> texts = new ArrayDeque<>();
    private final Deque<String> types = new ArrayDeque<>();
    private boolean rooted;

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes) {
      rooted = true;
      boolean loads =
          IntStream.range(0, attributes.getLength())
              .anyMatch(i -> loads(name, attribute(attributes, i), attributes.getValue(i)));
      String type = attributes.getValue("type");
      types.push(type == null ? "" : type);
      texts.push(new StringBuilder());
      if (Oracle.isAlive(name, types.getFirst(), loads, "")) {
        alive.add(name);
      }
    }

    private static boolean loads(String element, String attribute, String value) {
      return attribute.equals("srcdoc")
          ? element.equals("iframe")
              && Oracle.alive(value).isPresent()
              && value.matches("(?s).*[^=]=[\\s\"']*(?:https?:)?//" + Oracle.HOST + ">.*")
          : Oracle.loads(element, attribute, value) && value.matches(ADDRESS);
    }

    private static String attribute(Attributes attributes, int index) {
      String local = attributes.getLocalName(index);
      return switch (attributes.getURI(index)) {
        case "" -> local;
        case XLINK -> "xlink:" + local;
        default -> "other";
      };
    }

    @Override
    public void characters(char[] text, int start, int length) {
      if (!texts.isEmpty()) {
        texts.getFirst().append(text, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qName) {
      if (Oracle.isAlive(name, types.pop(), false, texts.pop().toString())) {
        alive.add(name);
      }
    }

    @Override
    public void processingInstruction(String target, String data) {
      boolean attributes = data.matches("(?:\\s*[a-z]+\\s*=\\s*(?:\"[^\"]*\"|'[^']*'))*\\s*");
      boolean denied = !rooted && data.contains("href=\"//" + Oracle.HOST);
      if (target.equals("xml-stylesheet") && attributes && denied) {
        alive.add(target);
      }
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
