// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets an HTML page stream by and inserts markup into it: at the beginning and at the end of its
 * body. All other bytes pass unchanged and in order, as parts of the arrays that were handed in,
 * whatever they are and wherever the stream is cut. Tokens are told apart by the rules of the HTML
 * standard, section 13.2.5, for every charset that extends ASCII; a page with the byte order mark
 * of UTF-16 passes untouched.
 *
 * <p>When {@link #write} returns, all bytes have been written on, save a tag whose name is not
 * complete yet: at most a dozen or two. There is no need to flush.
 *
 * <p>Not thread-safe: a gate belongs to one response.
 */
public final class TagGate {

  private final TagRules rules;
  private final InsertPoints points;
  private final Withholding withholding;
  private final Tokenizer tokenizer;
  private final PassingBytes passing;
  private boolean finished;

  /**
   * Creates a gate that inserts and withholds nothing.
   *
   * @param inserts what is inserted
   * @param requireDocument as for the other constructor
   * @param out where the page goes
   */
  public TagGate(Inserts inserts, boolean requireDocument, OutputSink out) {
    this(inserts, TagRules.NONE, requireDocument, out);
  }

  /**
   * Creates a gate for one page.
   *
   * @param inserts what is inserted
   * @param rules what is withheld, from a fragment of a page as well
   * @param requireDocument whether nothing is inserted into what does not look like a whole
   *     document: after a byte order mark, white space and comments it must begin with a doctype or
   *     an {@code html} tag
   * @param out where the page goes
   */
  public TagGate(Inserts inserts, TagRules rules, boolean requireDocument, OutputSink out) {
    this(inserts, rules, requireDocument, out, new AddressJudge(rules, 0), false);
  }

  private TagGate(
      Inserts inserts,
      TagRules rules,
      boolean requireDocument,
      OutputSink out,
      AddressJudge addresses,
      boolean xml) {
    this.rules = rules;
    this.passing = new PassingBytes(out);
    this.points = new InsertPoints(inserts, requireDocument, passing);
    TagJudge judge = new TagJudge(rules, addresses, xml);
    this.withholding = new Withholding(rules, points, passing, addresses, judge);
    this.tokenizer =
        xml ? new XmlTokenizer(withholding, addresses) : new HtmlTokenizer(withholding);
  }

  /** Returns a gate for a page of XML, into which nothing is inserted. */
  static TagGate xml(TagRules rules, OutputSink out) {
    TagGate gate = new TagGate(Inserts.NONE, rules, false, out, new AddressJudge(rules, 0), true);
    gate.points.settle();
    return gate;
  }

  /** Returns the service of the first tag of a page that would be withheld. */
  static Optional<String> firstWithheld(String page, TagRules rules, AddressJudge addresses) {
    TagGate gate =
        new TagGate(Inserts.NONE, rules, true, (bytes, offset, length) -> {}, addresses, false);
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    try {
      gate.write(bytes, 0, bytes.length);
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gate.withholding.first();
  }

  /**
   * Takes the next bytes of the page. The array may be reused afterwards.
   *
   * @throws IOException if the sink throws it; the gate is of no use then
   * @throws IllegalStateException after {@link #finish}
   */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (finished) {
      throw new IllegalStateException("the page was finished before");
    }
    passing.begin(bytes, offset);
    if (!rules.isEmpty() || !points.settled()) {
      tokenizer.read(bytes, offset, offset + length);
    }
    passing.end(offset + length);
  }

  /**
   * Ends the page: inserts what found no place before, unless the page breaks off within a token.
   * Calls after the first do nothing.
   *
   * @throws IOException if the sink throws it
   */
  public void finish() throws IOException {
    if (!finished) {
      finished = true;
      withholding.end(tokenizer.betweenTokens());
    }
  }

  /**
   * Returns whether the page turned out to be in UTF-16, by its byte order mark. It passes as it is
   * then, with nothing withheld: who withholds must keep it from the browser in another way.
   */
  public boolean unreadable() {
    return withholding.unreadablePage();
  }
}
