// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Optional;
import java.util.regex.Pattern;

/** What was seen of the page. Used by one thread at a time. */
final class SeenPage implements Page {

  private static final Pattern LANGUAGE_TAG = Pattern.compile("[a-z]{1,8}(?:-[a-z0-9]{1,8})*");

  private String language = "";
  private boolean settingsControl;
  private boolean gated;

  /**
   * Takes a start tag.
   *
   * @param active whether its element is part of the page with and without scripts
   */
  void see(Tag tag, TagAttributes attributes, boolean active) {
    if (tag == Tag.HTML && language.isEmpty() && attributes.has(Attribute.LANG)) {
      language = attributes.value().strip();
    }
    settingsControl |= active && attributes.has(Attribute.DATA_CONSENT_OPEN);
    gated |= attributes.has(Attribute.DATA_CONSENT);
  }

  /** Takes note that a tag was withheld. */
  void withheld() {
    gated = true;
  }

  @Override
  public Optional<String> language() {
    return Optional.of(language).filter(tag -> LANGUAGE_TAG.matcher(tag).matches());
  }

  @Override
  public boolean settingsControl() {
    return settingsControl;
  }

  @Override
  public boolean gated() {
    return gated;
  }
}
