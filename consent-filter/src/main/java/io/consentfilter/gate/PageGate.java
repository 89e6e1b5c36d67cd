// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a page stream through a {@link TagGate}, whatever charset it is in. Pages in UTF-16 and
 * ISO-2022-JP are turned into UTF-8 on the way in and back on the way out; all others extend ASCII
 * and pass as {@link TagGate} says. A byte order mark is stronger than the declared charset, as it
 * is to browsers.
 *
 * <p>UTF-16 keeps every byte, broken surrogates included. In ISO-2022-JP every character stays what
 * it was; escape sequences that change nothing are left out, and each byte that browsers show as an
 * error becomes one such byte.
 *
 * <p>Not thread-safe: a gate belongs to one response.
 */
public final class PageGate {

  private final Inserts inserts;
  private final TagRules rules;
  private final boolean requireDocument;
  private final boolean xml;
  private final PageCharset declared;
  private final OutputSink out;

  /** The beginning of the page, as long as it may become a byte order mark. */
  private byte[] beginning = {};

  private @Nullable TagGate gate;
  private @Nullable ToUtf8 reader;
  private @Nullable FromUtf8 writer;
  private boolean finished;

  /**
   * Creates a gate for a page of HTML.
   *
   * @param inserts what is inserted
   * @param rules what is withheld, from a fragment of a page as well
   * @param requireDocument whether nothing is inserted into what does not look like a whole
   *     document
   * @param charset the name of the charset that the page is declared to be in
   * @param out where the page goes
   */
  public PageGate(
      Inserts inserts, TagRules rules, boolean requireDocument, String charset, OutputSink out) {
    this(inserts, rules, requireDocument, false, charset, out);
  }

  private PageGate(
      Inserts inserts,
      TagRules rules,
      boolean requireDocument,
      boolean xml,
      String charset,
      OutputSink out) {
    this.inserts = inserts;
    this.rules = rules;
    this.requireDocument = requireDocument;
    this.xml = xml;
    this.declared = PageCharset.named(charset);
    this.out = out;
  }

  /**
   * Returns a gate for a page of XHTML, into which nothing is inserted. It stays well-formed.
   *
   * @param rules what is withheld
   * @param charset the name of the charset that the page is declared to be in
   * @param out where the page goes
   */
  public static PageGate xhtml(TagRules rules, String charset, OutputSink out) {
    return new PageGate(Inserts.NONE, rules, false, true, charset, out);
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
    if (gate != null) {
      pass(bytes, offset, length);
    } else if (beginning.length == 0) {
      begin(bytes, offset, length);
    } else {
      byte[] joined = Arrays.copyOf(beginning, beginning.length + length);
      System.arraycopy(bytes, offset, joined, beginning.length, length);
      begin(joined, 0, joined.length);
    }
  }

  private void begin(byte[] bytes, int offset, int length) throws IOException {
    Optional<PageCharset> charset = PageCharset.of(bytes, offset, length, xml, declared);
    if (charset.isEmpty()) {
      beginning = Arrays.copyOfRange(bytes, offset, offset + length);
    } else {
      open(charset.get());
      pass(bytes, offset, length);
    }
  }

  private void open(PageCharset charset) {
    if (charset == PageCharset.ASCII_BASED) {
      gate = gate(out);
    } else {
      writer = charset.writer(out);
      TagGate inUtf8 = gate(writer);
      gate = inUtf8;
      reader = charset.reader(inUtf8::write);
    }
  }

  private TagGate gate(OutputSink to) {
    return xml ? TagGate.xml(rules, to) : new TagGate(inserts, rules, requireDocument, to);
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    if (reader != null) {
      reader.write(bytes, offset, length);
    } else if (gate != null) {
      gate.write(bytes, offset, length);
    }
  }

  /**
   * Ends the page: inserts what found no place before, unless the page breaks off within a token.
   * Calls after the first do nothing.
   *
   * @throws IOException if the sink throws it
   */
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    if (gate == null) {
      open(declared);
      pass(beginning, 0, beginning.length);
    }
    if (reader != null) {
      reader.finish();
    }
    if (gate != null) {
      gate.finish();
    }
    if (writer != null) {
      writer.finish();
    }
    if (reader != null && reader.leftOver() >= 0) {
      out.write(new byte[] {(byte) reader.leftOver()}, 0, 1);
    }
  }
}
