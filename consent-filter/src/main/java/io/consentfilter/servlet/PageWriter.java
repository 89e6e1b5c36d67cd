// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The writer that an application writes a body to that may be a page. It asks the container for a
 * writer, or encodes for the gate, when the first character shows which. Confined to the response.
 */
final class PageWriter extends Writer {

  private final PageBody body;
  private final HttpServletResponse raw;
  private @Nullable Writer target;
  private boolean containers;

  PageWriter(PageBody body, HttpServletResponse raw) {
    this.body = body;
    this.raw = raw;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    if (!body.closed()) {
      target().write(text, offset, length);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    if (!body.closed()) {
      target().write(text, offset, length);
    }
  }

  private Writer target() throws IOException {
    if (target == null) {
      containers |= !body.isPage();
      target = body.isPage() ? encoder() : raw.getWriter();
    }
    return target;
  }

  /** Names the charset that the container would have chosen, as its own writer would do. */
  private Writer encoder() throws IOException {
    String charset = raw.getCharacterEncoding();
    raw.setCharacterEncoding(charset);
    return new OutputStreamWriter(new Gated(), charset);
  }

  /** Moves what is held here on to the gate or the container's buffer, without committing. */
  void drain() throws IOException {
    if (target != null && body.isPage()) {
      target.flush();
    }
  }

  /** Returns whether the container has given its own writer away, so that its stream is barred. */
  boolean hadContainers() {
    return containers;
  }

  /** The container starts over as well. */
  void forgetContainers() {
    containers = false;
  }

  void discard() {
    target = null;
  }

  @Override
  public void flush() throws IOException {
    if (body.closed()) {
      return;
    }
    body.flush();
    raw.flushBuffer();
  }

  @Override
  public void close() throws IOException {
    body.finish();
    if (containers) {
      raw.getWriter().close();
    } else {
      raw.getOutputStream().close();
    }
  }

  private final class Gated extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      body.write(bytes, offset, length);
    }
  }
}
