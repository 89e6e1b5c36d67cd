// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The stream that an application writes a body to that may be a page. Confined to the response. */
final class PageStream extends ServletOutputStream {

  private final PageBody body;
  private final ServletOutputStream out;

  PageStream(PageBody body, HttpServletResponse raw) throws IOException {
    this.body = body;
    this.out = raw.getOutputStream();
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (body.closed()) {
      return;
    }
    if (body.isPage()) {
      body.write(bytes, offset, length);
    } else {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (!body.closed()) {
      body.flush();
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    body.finish();
    body.afterwards(out::close);
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    body.listen(new ReadyOutput(out, listener));
  }
}
