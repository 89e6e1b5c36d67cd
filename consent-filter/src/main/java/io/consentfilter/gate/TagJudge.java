// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a start tag is withheld and says what is to be inserted into it then: its
 * attributes that load are renamed by {@code data-} before their names, and of attributes inserted
 * after its name the first counts. Used by one thread at a time.
 */
final class TagJudge {

  /** What becomes of a tag. */
  enum Outcome {
    PASSES,
    WITHHELD,
    /** It is a script whose content decides. */
    INLINE
  }

  private static final String UNKNOWN_SERVICE = "";
  private static final String RENAMED = "data-";

  private final TagRules rules;
  private final AddressJudge addresses;
  private final boolean xml;
  private final Set<Attribute> seen = EnumSet.noneOf(Attribute.class);
  private final Set<Attribute> denied = EnumSet.noneOf(Attribute.class);
  private String service = UNKNOWN_SERVICE;
  private ScriptKind script = ScriptKind.DATA;

  TagJudge(TagRules rules, AddressJudge addresses, boolean xml) {
    this.rules = rules;
    this.addresses = addresses;
    this.xml = xml;
  }

  /**
   * Judges a tag.
   *
   * @param html whether its element is one of HTML
   * @param from the index of its {@code <}
   * @param end the index after it, or where its known bytes end
   * @param whole whether all of it is there
   */
  Outcome judge(Tag tag, boolean html, byte[] bytes, int from, int end, boolean whole) {
    seen.clear();
    denied.clear();
    service = UNKNOWN_SERVICE;
    script = ScriptKind.of(cursor(bytes, from, end));
    if (tag == Tag.META && !refreshes(bytes, from, end)) {
      return Outcome.PASSES;
    }
    if (tag == Tag.SCRIPT && !script.runs()) {
      return Outcome.PASSES;
    }
    collect(tag, bytes, from, end, whole);
    if (!denied.isEmpty()) {
      return Outcome.WITHHELD;
    }
    if (tag != Tag.SCRIPT) {
      return Outcome.PASSES;
    }
    return xml && whole ? inXml(bytes[end - 2] == '/') : script(html, whole);
  }

  private void collect(Tag tag, byte[] bytes, int from, int end, boolean whole) {
    AttributeCursor cursor = cursor(bytes, from, end);
    while (cursor.next()) {
      Attribute attribute = cursor.attribute();
      boolean loads = Loading.of(tag).contains(attribute);
      if (loads && (whole || addresses.complete(attribute, cursor))) {
        seen.add(attribute);
        service(attribute, cursor).ifPresent(found -> deny(attribute, found));
      }
    }
  }

  /** What the document names in XML may be any address. */
  private Optional<String> service(Attribute attribute, AttributeCursor cursor) {
    return cursor.unknown() ? rules.any() : addresses.service(attribute, cursor);
  }

  private void deny(Attribute attribute, String found) {
    service = denied.isEmpty() ? found : service;
    denied.add(attribute);
  }

  private Outcome script(boolean html, boolean whole) {
    boolean external =
        html
            ? seen.contains(Attribute.SRC)
            : seen.contains(Attribute.HREF) || seen.contains(Attribute.XLINK_HREF);
    if (external) {
      return Outcome.PASSES;
    }
    if (!whole) {
      return Outcome.WITHHELD;
    }
    return html ? inHtml() : inSvg();
  }

  /** Which namespace an element of XML is in, and so which attribute counts, nobody asks. */
  private Outcome inXml(boolean empty) {
    return empty ? Outcome.PASSES : inHtml();
  }

  private Outcome inHtml() {
    boolean named = script.names() && rules.hasOrigins();
    return named || !rules.patterns().isEmpty() ? Outcome.INLINE : Outcome.PASSES;
  }

  /** The content of a script in SVG is markup, in which nobody searches for patterns. */
  private Outcome inSvg() {
    if (rules.patterns().isEmpty()) {
      return Outcome.PASSES;
    }
    service = rules.patterns().get(0).service();
    return Outcome.WITHHELD;
  }

  /** Judges the content of the script that was judged last, its bytes as characters. */
  Outcome judgeContent(String bytes) {
    String content = xml ? XmlScript.text(bytes) : bytes;
    if (content.indexOf(CharacterReferences.UNKNOWN) >= 0) {
      return withholdUnread();
    }
    Optional<String> found =
        rules.patterns().stream()
            .filter(pattern -> pattern.matches(content))
            .map(ScriptPattern::service)
            .findFirst();
    if (found.isEmpty() && script.names()) {
      found = rules.named(ScriptKind.unescaped(content));
    }
    found.ifPresent(name -> service = name);
    return found.isPresent() ? Outcome.WITHHELD : Outcome.PASSES;
  }

  /** Withholds the script that was judged last, since nobody can tell what would run. */
  Outcome withholdUnread() {
    service = rules.any().orElse(UNKNOWN_SERVICE);
    return Outcome.WITHHELD;
  }

  /**
   * Returns where the known bytes of a tag stop telling enough: at the attribute that is cut, or at
   * their end if that one counts no more.
   */
  int undecided(Tag tag, byte[] bytes, int from, int end) {
    AttributeCursor cursor = cursor(bytes, from, end);
    while (cursor.next()) {
      if (!cursor.closed()) {
        return addresses.complete(cursor.attribute(), cursor)
                && !denied.contains(cursor.attribute())
            ? end
            : cursor.nameStart();
      }
    }
    return end;
  }

  /**
   * Judges one attribute of a tag that was too long to be judged as a whole.
   *
   * @return its service, empty where it passes
   */
  Optional<String> attribute(Tag tag, byte[] bytes, int from, int end) {
    AttributeCursor cursor = attributes(bytes, from, end);
    if (!cursor.next()) {
      return Optional.empty();
    }
    Attribute attribute = cursor.attribute();
    if (tag == Tag.META) {
      boolean refresh = attribute == Attribute.HTTP_EQUIV && isRefresh(cursor);
      return refresh ? Optional.of(UNKNOWN_SERVICE) : Optional.empty();
    }
    if (!Loading.of(tag).contains(attribute)) {
      return Optional.empty();
    }
    return addresses.complete(attribute, cursor)
        ? service(attribute, cursor)
        : Optional.of(UNKNOWN_SERVICE);
  }

  String service() {
    return service;
  }

  /** Returns what makes the tag that was judged last inert. */
  Edits edits(Tag tag, byte[] bytes, int from, int end) {
    int nameEnd = nameEnd(bytes, from, end);
    Edits edits = Edits.one(nameEnd - from, inserted(tag));
    Set<String> names = xml ? names(bytes, from, end) : Set.of();
    AttributeCursor cursor = cursor(bytes, from, end);
    while (cursor.next()) {
      if (renamed(tag, cursor.attribute())) {
        edits.insert(cursor.nameStart() - from, prefix(cursor, names));
      }
    }
    return edits;
  }

  private static Set<String> names(byte[] bytes, int from, int end) {
    Set<String> names = new HashSet<>();
    AttributeCursor cursor = AttributeCursor.xml(bytes, nameEnd(bytes, from, end), end);
    while (cursor.next()) {
      names.add(cursor.name());
    }
    return names;
  }

  /** Returns what makes a name one that no other attribute has: XML knows no first of two. */
  private static String prefix(AttributeCursor cursor, Set<String> names) {
    String name = cursor.name();
    int local = name.lastIndexOf(':') + 1;
    String prefix = RENAMED;
    while (names.contains(name.substring(0, local) + prefix + name.substring(local))) {
      prefix += RENAMED;
    }
    return prefix;
  }

  private String inserted(Tag tag) {
    String mark = " data-consent=\"" + service + '"';
    return switch (tag) {
      case SCRIPT -> " type=\"text/plain\"" + mark;
      case IFRAME, FRAME -> " src=\"" + rules.placeholder(service) + '"' + mark;
      default -> mark;
    };
  }

  private boolean renamed(Tag tag, Attribute attribute) {
    if (xml && attribute == Attribute.DATA_CONSENT) {
      return true;
    }
    return switch (tag) {
      case SCRIPT -> attribute == Attribute.TYPE || Loading.of(tag).contains(attribute);
      case IFRAME, FRAME -> attribute == Attribute.SRC || denied.contains(attribute);
      default -> denied.contains(attribute);
    };
  }

  private boolean refreshes(byte[] bytes, int from, int end) {
    AttributeCursor cursor = cursor(bytes, from, end);
    while (cursor.next()) {
      if (cursor.attribute() == Attribute.HTTP_EQUIV && isRefresh(cursor)) {
        return true;
      }
    }
    return false;
  }

  static boolean isRefresh(AttributeCursor cursor) {
    return cursor.unknown() || cursor.text().toLowerCase(Locale.ROOT).equals("refresh");
  }

  private AttributeCursor cursor(byte[] bytes, int from, int end) {
    return attributes(bytes, nameEnd(bytes, from, end), end);
  }

  private AttributeCursor attributes(byte[] bytes, int from, int end) {
    return xml ? AttributeCursor.xml(bytes, from, end) : new AttributeCursor(bytes, from, end);
  }

  private static int nameEnd(byte[] bytes, int from, int end) {
    int at = from + 1;
    while (at < end && !HtmlTokenizer.endsName(bytes[at])) {
      at++;
    }
    return at;
  }

  static String characters(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }
}
