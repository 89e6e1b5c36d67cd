// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.util.Objects;

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

  private final InsertPoints points;
  private final HtmlTokenizer tokenizer;
  private final PassingBytes passing;
  private boolean finished;

  /**
   * Creates a gate for one page.
   *
   * @param inserts what is inserted
   * @param requireDocument whether nothing is inserted into what does not look like a whole
   *     document: after a byte order mark, white space and comments it must begin with a doctype or
   *     an {@code html} tag
   * @param out where the page goes
   */
  public TagGate(Inserts inserts, boolean requireDocument, OutputSink out) {
    this.passing = new PassingBytes(out);
    this.points = new InsertPoints(inserts, requireDocument, passing);
    this.tokenizer = new HtmlTokenizer(points);
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
    if (!points.settled()) {
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
    finished = true;
    passing.release();
    points.end(tokenizer.betweenTokens());
  }
}
