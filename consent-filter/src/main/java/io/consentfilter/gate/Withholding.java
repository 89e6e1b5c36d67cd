// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.util.Optional;

/**
 * Makes denied tags inert on their way, in place. A tag that may be denied is held until it is
 * judged, an inline script until enough of it was seen. Of a tag that is too long to hold, the
 * attributes that come later are judged one by one. Used by one thread at a time.
 */
final class Withholding implements HtmlTokenizer.Events {

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

  private boolean unreadable;
  private Optional<String> first = Optional.empty();

  Withholding(TagRules rules, InsertPoints points, PassingBytes passing, AddressJudge addresses) {
    this.rules = rules;
    this.points = points;
    this.passing = passing;
    this.addresses = addresses;
    this.judge = new TagJudge(rules, addresses);
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
  public boolean full(int at) {
    return passing.holding() && passing.heldTo(at) >= limit;
  }

  @Override
  public void cut(int at) throws IOException {
    if (scriptTag > 0) {
      judgeScript(at, limit);
    } else if (tooLong) {
      judgeAttribute(at, limit);
    } else {
      tooLong = true;
      judgeBeginning(at);
    }
  }

  /** Judges the beginning of a tag by the attributes that it has; holds the one that is cut. */
  private void judgeBeginning(int at) throws IOException {
    byte[] held = passing.held(at);
    int from = passing.heldStart();
    int end = from + limit;
    TagJudge.Outcome outcome = judge.judge(tag, true, held, from, end, false);
    Edits edits = outcome == TagJudge.Outcome.WITHHELD ? withheld(held, from, end) : new Edits();
    int rest = judge.undecided(tag, held, from, end) - from;
    passing.pass(edits.before(rest), at, rest);
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
      judgeAttribute(at, passing.heldTo(at));
    }
    passing.hold(at);
    limit = LONGEST_HELD;
  }

  private void judgeAttribute(int at, int length) throws IOException {
    byte[] held = passing.held(at);
    int from = passing.heldStart();
    Optional<String> service = judge.attribute(tag, held, from, from + length);
    if (service.isPresent()) {
      points.withheld();
      first = first.isEmpty() ? service : first;
      passing.pass(Edits.one(0, "data-consent=\"" + service.get() + "\" data-"), at, length);
    }
    letGo();
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
        judgeAttribute(after, passing.heldTo(after));
      }
    } else if (passing.holding()) {
      judgeTag(html, after);
    }
    points.startTag(ended, attributes, html, after);
  }

  private void judgeTag(boolean html, int after) throws IOException {
    byte[] held = passing.held(after);
    int from = passing.heldStart();
    int length = passing.heldTo(after);
    switch (judge.judge(tag, html, held, from, from + length, true)) {
      case PASSES -> letGo();
      case WITHHELD -> {
        passing.pass(withheld(held, from, from + length), after, length);
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
      judgeScript(at, passing.heldTo(at));
    }
  }

  private void judgeScript(int at, int length) throws IOException {
    byte[] held = passing.held(at);
    int from = passing.heldStart();
    String content = TagJudge.characters(held, from + scriptTag, length - scriptTag);
    if (judge.judgeContent(content) == TagJudge.Outcome.WITHHELD) {
      passing.pass(withheld(held, from, from + scriptTag), at, length);
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
      judgeScript(0, passing.heldTo(0));
    }
    passing.release();
    points.end(betweenTokens);
  }
}
