// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads JSON into located values; the only user of JSON-P in this package. */
final class LocatedReader {

  /** A policy needs six levels. */
  private static final int DEEPEST = 16;

  private final String text;
  private final Tokens tokens;
  private final JsonParser parser;
  private final Mistakes mistakes;
  private int depth;

  private LocatedReader(String text, JsonParser parser, Mistakes mistakes) {
    this.text = text;
    this.tokens = new Tokens(text);
    this.parser = parser;
    this.mistakes = mistakes;
  }

  /** Returns the value that a text holds, or nothing and a mistake if it is not JSON. */
  static Optional<Located> read(String text, Mistakes mistakes) {
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      return new LocatedReader(text, parser, mistakes).document();
    }
  }

  private Optional<Located> document() {
    try {
      Located value = value(next(), "$");
      // Asking is what makes the parser refuse anything after the document.
      parser.hasNext();
      return Optional.of(value);
    } catch (TooDeep e) {
      mistakes.add(Rule.SIZE, e.where, "nested too deeply", "", "at most " + DEEPEST + " levels");
    } catch (JsonParsingException e) {
      syntax(e.getLocation().getStreamOffset());
    } catch (JsonException | NoSuchElementException e) {
      syntax(-1);
    }
    return Optional.empty();
  }

  // The parser's own offset is right within a token, yet off by some at the end of its input.
  private void syntax(long offset) {
    int start = tokens.following();
    int place = (int) Math.min(Math.max(offset, start), text.length());
    String found =
        place == text.length() ? "the end" : Shown.quoted(text.substring(place, end(place)));
    mistakes.add(Rule.SYNTAX, tokens.where("$", place), "not JSON", found, "RFC 8259");
  }

  private int end(int place) {
    return text.offsetByCodePoints(place, 1);
  }

  private Event next() {
    Event event = parser.next();
    tokens.advance();
    return event;
  }

  private Located value(Event event, String path) {
    Where where = tokens.where(path, tokens.start());
    return switch (event) {
      case START_OBJECT -> nested(where, () -> members(where));
      case START_ARRAY -> nested(where, () -> items(where));
      case VALUE_STRING -> new Located.Text(where, parser.getString());
      case VALUE_NUMBER -> new Located.Digits(where, parser.getString());
      case VALUE_TRUE -> new Located.Truth(where, true);
      case VALUE_FALSE -> new Located.Truth(where, false);
      default -> new Located.Nothing(where);
    };
  }

  private Located nested(Where where, Supplier<Located> body) {
    if (++depth > DEEPEST) {
      throw new TooDeep(where);
    }
    Located value = body.get();
    depth--;
    return value;
  }

  private Located items(Where where) {
    List<Located> values = new ArrayList<>();
    for (Event event = next(); event != Event.END_ARRAY; event = next()) {
      values.add(value(event, where.path() + "[" + values.size() + "]"));
    }
    return new Located.Items(where, values);
  }

  private Located members(Where where) {
    Map<String, Located.Member> values = new LinkedHashMap<>();
    for (Event event = next(); event != Event.END_OBJECT; event = next()) {
      String key = parser.getString();
      Where place = tokens.where(Where.member(where.path(), key), tokens.start());
      Located.Member member = new Located.Member(place, value(next(), place.path()));
      Located.Member first = values.putIfAbsent(key, member);
      if (first != null) {
        mistakes.add(Rule.KEYS, place, "key given twice, first at " + first.key(), "", "");
      }
    }
    return new Located.Members(where, values);
  }

  /** Ends the reading of a document that would exhaust the stack. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Where where;

    TooDeep(Where where) {
      super(null, null, false, false);
      this.where = where;
    }
  }
}
