// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.util.Optional;

/**
 * Makes denied tags inert on their way, in place. A tag that may be denied is held until it is
 * judged, an inline script until enough of it was seen. Of a tag that is too long to hold, the
 * attributes that come later are judged one by one. Used by one thread at a time.
 */
final class Withholding implements PageEvents {

  /** How much of a tag, and of an inline script after it, is held. */
  static final int LONGEST_HELD = 8192;

  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final TagRules rules;
  private final InsertPoints points;
  private final PassingBytes passing;
  private final AddressJudge addresses;
  private final TagJudge judge;

  private Tag tag = Tag.OTHER;

  /** How many bytes may be held. */
  private int limit = NO_LIMIT;

  /** How many of the held bytes are the tag of the inline script; 0 where there is none. */
  private int scriptTag;

  /** Whether the tag was too long, so that its attributes come one by one. */
  private boolean tooLong;

  /** How many of the held bytes come before what may end a {@code noscript}. */
  private int endingAt;

  /** Whether only what may end it is held. */
  private boolean endingHeld;

  private boolean unreadable;
  private Optional<String> first = Optional.empty();

  Withholding(
      TagRules rules,
      InsertPoints points,
      PassingBytes passing,
      AddressJudge addresses,
      TagJudge judge) {
    this.rules = rules;
    this.points = points;
    this.passing = passing;
    this.addresses = addresses;
    this.judge = judge;
  }

  /** Returns the service of the first tag that was withheld. */
  Optional<String> first() {
    return first;
  }

  @Override
  public void open(int at) {
    if (!rules.isEmpty() || !points.settled()) {
      passing.hold(at);
    }
  }

  @Override
  public void openedText() throws IOException {
    points.openedText();
    passing.release();
  }

  @Override
  public void openedOther() throws IOException {
    passing.release();
  }

  @Override
  public void openedDoctype() throws IOException {
    points.openedDoctype();
    passing.release();
  }

  @Override
  public void openedTag(Tag opened, boolean end) throws IOException {
    points.openedTag(opened, end);
    tag = opened;
    tooLong = false;
    if (end || rules.isEmpty() || Loading.of(opened).isEmpty()) {
      passing.release();
    } else {
      limit = LONGEST_HELD;
    }
  }

  @Override
  public boolean clears() {
    return !rules.isEmpty();
  }

  @Override
  public void renamedTag() throws IOException {
    points.openedTag(Tag.OTHER, false);
    tag = Tag.OTHER;
    tooLong = false;
    insertWithin(1, "x-");
  }

  @Override
  public void insertBefore(String text) throws IOException {
    passing.insertBeforeHeld(text);
  }

  @Override
  public void insertWithin(int length, String text) throws IOException {
    passing.pass(Edits.one(length, text), length);
    passing.release();
  }

  @Override
  public void mayEnd(int at) {
    endingHeld = !passing.holding();
    if (endingHeld) {
      passing.hold(at);
    }
    endingAt = passing.heldTo(at);
  }

  @Override
  public void endsNot() throws IOException {
    if (endingHeld) {
      passing.release();
    }
    endingHeld = false;
  }

  @Override
  public void endsBefore(String closing) throws IOException {
    Edits edits = endingHeld ? new Edits() : judgeEnding();
    edits.insert(endingAt, closing);
    passing.pass(edits, endingAt);
    endingHeld = false;
    scriptTag = 0;
    tooLong = false;
    limit = NO_LIMIT;
  }

  /** Judges what is held before the end of a {@code noscript}. */
  private Edits judgeEnding() {
    byte[] held = passing.firstHeld(endingAt);
    int from = passing.heldStart();
    int end = from + endingAt;
    if (scriptTag > 0) {
      String content = TagJudge.characters(held, from + scriptTag, endingAt - scriptTag);
      boolean denied = judge.judgeContent(content) == TagJudge.Outcome.WITHHELD;
      return denied ? withheld(held, from, from + scriptTag) : new Edits();
    }
    if (tooLong) {
      return attributeEdits(held, from, end);
    }
    boolean denied = judge.judge(tag, true, held, from, end, true) == TagJudge.Outcome.WITHHELD;
    return denied ? withheld(held, from, end) : new Edits();
  }

  @Override
  public boolean full(int at) {
    return passing.holding() && passing.heldTo(at) >= limit;
  }

  @Override
  public void cut() throws IOException {
    if (scriptTag > 0) {
      judgeScript(limit);
    } else if (tooLong) {
      judgeAttribute(limit);
    } else {
      tooLong = true;
      judgeBeginning();
    }
  }

  /** Judges the beginning of a tag by the attributes that it has; holds the one that is cut. */
  private void judgeBeginning() throws IOException {
    byte[] held = passing.firstHeld(limit);
    int from = passing.heldStart();
    int end = from + limit;
    TagJudge.Outcome outcome = judge.judge(tag, true, held, from, end, false);
    Edits edits = outcome == TagJudge.Outcome.WITHHELD ? withheld(held, from, end) : new Edits();
    int rest = judge.undecided(tag, held, from, end) - from;
    passing.pass(edits.before(rest), rest);
    if (rest == limit) {
      letGo();
    }
  }

  private Edits withheld(byte[] held, int from, int end) {
    points.withheld();
    first = first.isEmpty() ? Optional.of(judge.service()) : first;
    if (tag == Tag.BASE) {
      addresses.base(judge.service());
    }
    return judge.edits(tag, held, from, end);
  }

  @Override
  public boolean wantsAttributes() {
    return tooLong;
  }

  @Override
  public void attribute(int at) throws IOException {
    if (passing.holding()) {
      judgeAttribute(passing.heldTo(at));
    }
    passing.hold(at);
    limit = LONGEST_HELD;
  }

  private void judgeAttribute(int length) throws IOException {
    byte[] held = passing.firstHeld(length);
    int from = passing.heldStart();
    passing.pass(attributeEdits(held, from, from + length), length);
    letGo();
  }

  private Edits attributeEdits(byte[] held, int from, int end) {
    Optional<String> service = judge.attribute(tag, held, from, end);
    if (service.isEmpty()) {
      return new Edits();
    }
    points.withheld();
    first = first.isEmpty() ? service : first;
    return Edits.one(0, "data-consent=\"" + service.get() + "\" data-");
  }

  private void letGo() throws IOException {
    limit = NO_LIMIT;
    passing.release();
  }

  @Override
  public void startTag(Tag ended, TagAttributes attributes, boolean html, int after)
      throws IOException {
    if (tooLong) {
      tooLong = false;
      if (passing.holding()) {
        judgeAttribute(passing.heldTo(after));
      }
    } else if (limit != NO_LIMIT) {
      judgeTag(html, after);
    }
    points.startTag(ended, attributes, html, after);
  }

  @Override
  public void wholeTag(Tag found, byte[] bytes, int open, int nameEnd, int after)
      throws IOException {
    if (addresses.mayLead(bytes, nameEnd, after)) {
      passing.hold(open);
      tag = found;
      judgeTag(true, after);
    }
  }

  private void judgeTag(boolean html, int after) throws IOException {
    int length = passing.heldTo(after);
    byte[] held = passing.firstHeld(length);
    int from = passing.heldStart();
    switch (judge.judge(tag, html, held, from, from + length, true)) {
      case PASSES -> letGo();
      case WITHHELD -> {
        passing.pass(withheld(held, from, from + length), length);
        letGo();
      }
      case INLINE -> {
        scriptTag = length;
        limit = length + LONGEST_HELD;
      }
    }
  }

  @Override
  public void rawTextEnd(int at) throws IOException {
    if (scriptTag > 0) {
      judgeScript(passing.heldTo(at));
    }
  }

  @Override
  public boolean holdsContent() {
    return scriptTag > 0;
  }

  @Override
  public void elementWithin(int open) throws IOException {
    int length = passing.heldTo(open);
    byte[] held = passing.firstHeld(length);
    int from = passing.heldStart();
    judge.withholdUnread();
    passing.pass(withheld(held, from, from + scriptTag), length);
    scriptTag = 0;
    limit = NO_LIMIT;
  }

  private void judgeScript(int length) throws IOException {
    byte[] held = passing.firstHeld(length);
    int from = passing.heldStart();
    String content = TagJudge.characters(held, from + scriptTag, length - scriptTag);
    if (judge.judgeContent(content) == TagJudge.Outcome.WITHHELD) {
      passing.pass(withheld(held, from, from + scriptTag), length);
    }
    scriptTag = 0;
    letGo();
  }

  @Override
  public void endTag(Tag ended) {
    points.endTag(ended);
  }

  @Override
  public void text(int at) throws IOException {
    points.text(at);
  }

  @Override
  public boolean watchesText() {
    return points.watchesText();
  }

  @Override
  public void unreadable() throws IOException {
    unreadable = true;
    points.settle();
    passing.release();
  }

  boolean unreadablePage() {
    return unreadable;
  }

  /** Ends the page. */
  void end(boolean betweenTokens) throws IOException {
    if (scriptTag > 0) {
      judgeScript(passing.heldTo(0));
    }
    passing.release();
    points.end(betweenTokens);
  }
}
