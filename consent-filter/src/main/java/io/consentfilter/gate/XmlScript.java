// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a script in XML, be it cut off, as the text that would run. */
final class XmlScript {

  private static final Pattern MARKUP =
      Pattern.compile(
          "<!\\[CDATA\\[(?<section>.*?)(?:\\]\\]>|\\z)|<!--.*?(?:-->|\\z)|<\\?.*?(?:\\?>|\\z)"
              + "|</?\\z|(?<text>[^<]+)|<",
          Pattern.DOTALL);

  /** Every name but the five that XML itself knows may be declared anew by the document. */
  private static final Pattern OF_THE_DOCUMENT = Pattern.compile("&(?!#|(?:amp|lt|gt|quot|apos);)");

  private XmlScript() {}

  /** Returns whether a text refers to what only the document itself can explain. */
  static boolean refersToUnknown(String text) {
    return OF_THE_DOCUMENT.matcher(text).find();
  }

  /**
   * Returns the text. A reference to what only the document knows is {@link
   * CharacterReferences#UNKNOWN} in it.
   *
   * @param content bytes as characters
   */
  static String text(String content) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = MARKUP.matcher(content);
    while (matcher.find()) {
      if (matcher.group("section") != null) {
        text.append(matcher.group("section"));
      } else if (matcher.group("text") != null) {
        text.append(decoded(matcher.group("text")));
      }
    }
    return text.toString();
  }

  private static String decoded(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    String decoded = CharacterReferences.decode(bytes, 0, bytes.length);
    String characters =
        new String(decoded.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return refersToUnknown(text) ? characters + CharacterReferences.UNKNOWN : characters;
  }
}
