// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.Inserts;
import io.consentfilter.gate.OutputSink;
import io.consentfilter.gate.PageGate;
import io.consentfilter.gate.TagRules;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that may be a page. What it is shows at the first byte: a page goes through
 * the gate, anything else passes untouched. Headers that describe the bytes of a page are held
 * until then. Confined to the response.
 */
final class PageBody {

  private enum State {
    /** Nothing was written yet. */
    OPEN,
    /** Not a page: bytes and headers pass as they are. */
    PLAIN,
    /** A page: bytes go through the gate. */
    PAGE,
    /** Ended, or replaced by an error or a redirect. */
    CLOSED
  }

  private final Exchange exchange;
  private final HttpServletResponse raw;
  private final HeldHeaders held = new HeldHeaders();
  private State state = State.OPEN;
  private @Nullable PageGate gate;
  private @Nullable PageStream stream;
  private @Nullable PageWriter target;
  private @Nullable PrintWriter writer;
  private volatile @Nullable ReadyOutput ready;

  PageBody(Exchange exchange, HttpServletResponse raw) {
    this.exchange = exchange;
    this.raw = raw;
  }

  /** Takes a header that describes the bytes; returns false if it is none or no longer matters. */
  boolean hold(String name, @Nullable String value, boolean add) {
    return state != State.PLAIN && held.hold(name, value, add);
  }

  boolean holdLength(long length) {
    return hold("Content-Length", length < 0 ? null : Long.toString(length), false);
  }

  Optional<List<String>> held(String name) {
    return state == State.PAGE ? Optional.empty() : held.values(name);
  }

  Collection<String> heldNames() {
    return state == State.PAGE ? List.of() : held.names();
  }

  boolean writing() {
    return writer != null;
  }

  ServletOutputStream stream() throws IOException {
    if (writer != null) {
      throw new IllegalStateException("getWriter() was called before");
    }
    if (stream == null) {
      stream = new PageStream(this, raw);
    }
    return stream;
  }

  PrintWriter writer() {
    if (stream != null) {
      throw new IllegalStateException("getOutputStream() was called before");
    }
    if (writer == null) {
      target = target == null ? new PageWriter(this, raw) : target;
      writer = new PrintWriter(target);
    }
    return writer;
  }

  /** Decides what the body is; the content type and status can still change until then. */
  private void decide() {
    if (state != State.OPEN) {
      return;
    }
    String type = PageRules.type(raw);
    if (PageRules.isPage(type, raw)) {
      state = State.PAGE;
      exchange.sendSecurityPolicy();
      boolean loggedIn = exchange.visitor().loggedIn();
      if (loggedIn || !exchange.toolkit().policy().staticPages()) {
        PageRules.keepPrivate(raw, loggedIn);
      }
    } else {
      passAsIs(type);
    }
  }

  private void passAsIs(String type) {
    state = State.PLAIN;
    if (PageRules.mayRun(type)) {
      exchange.sendSecurityPolicy();
    } else {
      exchange.forgoSecurityPolicy();
    }
    held.release(raw);
  }

  /** Returns whether the body is a page, deciding it if need be. */
  boolean isPage() {
    decide();
    return state == State.PAGE;
  }

  boolean closed() {
    return state == State.CLOSED;
  }

  /** Lets the container tell when it is ready; refused where it refuses. */
  void listen(ReadyOutput output) {
    boolean started = false;
    ready = output;
    try {
      output.start();
      started = true;
    } finally {
      ready = started ? output : null;
    }
  }

  /** Writes bytes of a page. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    gate().write(bytes, offset, length);
    ReadyOutput output = ready;
    if (output != null) {
      output.send();
    }
  }

  private PageGate gate() throws IOException {
    if (gate == null) {
      TagRules rules = exchange.rules().tags();
      String charset = Objects.requireNonNullElse(raw.getCharacterEncoding(), "");
      gate =
          PageRules.isXhtml(raw)
              ? PageGate.xhtml(rules, charset, sink())
              : new PageGate(
                  inserts(),
                  rules,
                  !RequestKind.declaredDocument(exchange.request()),
                  charset,
                  sink());
    }
    return gate;
  }

  private Inserts inserts() {
    boolean inserts =
        !exchange.toolkit().policy().staticPages() && RequestKind.document(exchange.request());
    return inserts ? new Insertions(exchange) : Inserts.NONE;
  }

  /** An application that took its first words back has had the container's writer. */
  private OutputSink sink() throws IOException {
    if (target != null && target.hadContainers()) {
      return new WriterSink(raw.getWriter(), Charset.forName(raw.getCharacterEncoding()));
    }
    ServletOutputStream out = raw.getOutputStream();
    return (bytes, offset, length) -> {
      ReadyOutput output = ready;
      if (output == null) {
        out.write(bytes, offset, length);
      } else {
        output.write(bytes, offset, length);
      }
    };
  }

  /** Sends on what was written so far. */
  void flush() throws IOException {
    decide();
    if (target != null) {
      target.drain();
    }
  }

  void finish() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.OPEN) {
      passAsIs(PageRules.type(raw));
    }
    if (target != null) {
      target.drain();
    }
    if (state == State.PAGE && gate != null) {
      gate.finish();
    }
    state = State.CLOSED;
  }

  /** Does a step when the container has taken all of the finished body: at once, if it blocks. */
  void afterwards(ReadyOutput.Step step) throws IOException {
    ReadyOutput output = ready;
    if (output == null || gate == null) {
      step.run();
    } else {
      output.end(step);
    }
  }

  /** Drops what is still held back; later writes go nowhere, as after {@code sendError}. */
  void abandon() {
    if (state == State.OPEN) {
      exchange.sendSecurityPolicy();
    }
    state = State.CLOSED;
    discard();
  }

  /** Forgets the body and the headers: the application starts over, with a writer or a stream. */
  void reset() {
    held.clear();
    restart();
    writer = null;
    stream = null;
    if (target != null) {
      target.forgetContainers();
    }
  }

  /** Forgets the body. */
  void restart() {
    state = State.OPEN;
    discard();
  }

  private void discard() {
    gate = null;
    if (target != null) {
      target.discard();
    }
  }

  /** Moves what the writer still holds into the gate. */
  void settle() throws IOException {
    if (target != null) {
      target.drain();
    }
  }
}
