// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** By which attributes an element loads, or leads the browser elsewhere. */
final class Loading {

  private static final Set<Attribute> NOTHING = EnumSet.noneOf(Attribute.class);
  private static final Map<Tag, Set<Attribute>> ATTRIBUTES = new EnumMap<>(Tag.class);

  static {
    put(EnumSet.of(Attribute.SRC, Attribute.HREF, Attribute.XLINK_HREF), Tag.SCRIPT);
    put(EnumSet.of(Attribute.SRC, Attribute.SRCDOC), Tag.IFRAME, Tag.FRAME);
    put(EnumSet.of(Attribute.SRC, Attribute.SRCSET), Tag.IMG, Tag.SOURCE);
    put(
        EnumSet.of(Attribute.SRC, Attribute.SRCSET, Attribute.HREF, Attribute.XLINK_HREF),
        Tag.IMAGE);
    put(EnumSet.of(Attribute.HREF, Attribute.XLINK_HREF), Tag.FEIMAGE, Tag.USE);
    put(EnumSet.of(Attribute.TO, Attribute.FROM, Attribute.VALUES), Tag.SET, Tag.ANIMATE);
    put(EnumSet.of(Attribute.SRC, Attribute.FORMACTION), Tag.INPUT);
    put(EnumSet.of(Attribute.SRC, Attribute.POSTER), Tag.VIDEO);
    put(EnumSet.of(Attribute.SRC), Tag.AUDIO, Tag.TRACK, Tag.EMBED, Tag.BGSOUND);
    put(EnumSet.of(Attribute.DATA, Attribute.CODEBASE), Tag.OBJECT);
    put(EnumSet.of(Attribute.HREF, Attribute.IMAGESRCSET), Tag.LINK);
    put(EnumSet.of(Attribute.ACTION), Tag.FORM);
    put(EnumSet.of(Attribute.FORMACTION), Tag.BUTTON);
    put(EnumSet.of(Attribute.CONTENT), Tag.META);
    put(EnumSet.of(Attribute.HREF), Tag.BASE);
    put(
        EnumSet.of(Attribute.BACKGROUND),
        Tag.BODY,
        Tag.TABLE,
        Tag.THEAD,
        Tag.TBODY,
        Tag.TFOOT,
        Tag.TR,
        Tag.TD,
        Tag.TH);
  }

  private Loading() {}

  private static void put(Set<Attribute> attributes, Tag... tags) {
    for (Tag tag : tags) {
      ATTRIBUTES.put(tag, attributes);
    }
  }

  /** Returns the attributes of an element that load; none for most. */
  static Set<Attribute> of(Tag tag) {
    return ATTRIBUTES.getOrDefault(tag, NOTHING);
  }
}
