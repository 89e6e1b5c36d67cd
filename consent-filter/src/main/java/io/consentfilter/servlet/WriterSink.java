// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.OutputSink;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Writes bytes through a container's writer of the same charset, for a response whose stream is no
 * longer to be had. A character may be cut at any byte. Not thread-safe.
 */
final class WriterSink implements OutputSink {

  private static final int LONGEST_CHARACTER = 8;

  private final Writer writer;
  private final CharsetDecoder decoder;
  private ByteBuffer left = ByteBuffer.allocate(0);

  WriterSink(Writer writer, Charset charset) {
    this.writer = writer;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(left.remaining() + length);
    in.put(left).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
    decoder.decode(in, out, false);
    left = in;
    writer.write(out.array(), 0, out.position());
  }
}
