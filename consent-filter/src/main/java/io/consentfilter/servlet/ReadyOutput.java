// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.OutputSink;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The non-blocking output of a page. Each time that a container is ready it takes one write, so
 * what the gate lets go at one write of the application is collected into one; what comes at the
 * end waits until the container is ready once more, and so does the end of the answer. Writing is
 * for one thread at a time, ending for any.
 */
final class ReadyOutput implements OutputSink, WriteListener {

  /** Something that is done when all has been written. */
  interface Step {
    void run() throws IOException;
  }

  private final ServletOutputStream out;
  private final WriteListener application;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final Queue<Step> ends = new ConcurrentLinkedQueue<>();

  /** How often somebody wanted to go on with the end since the thread began that does. */
  private final AtomicInteger wanted = new AtomicInteger();

  private volatile boolean ending;
  private volatile boolean failed;

  /** Whether the container's stream may be closed, so that it need not be asked any more. */
  private boolean ended;

  ReadyOutput(ServletOutputStream out, WriteListener application) {
    this.out = out;
    this.application = Objects.requireNonNull(application);
  }

  void start() {
    out.setWriteListener(this);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    collected.write(bytes, offset, length);
  }

  /** Sends what was collected. The array is the container's until it is ready again. */
  void send() throws IOException {
    if (collected.size() > 0) {
      byte[] all = collected.toByteArray();
      collected.reset();
      out.write(all, 0, all.length);
    }
  }

  /** Sends the rest as the container is ready for it, and then does a last step. */
  void end(Step last) {
    ends.add(last);
    ending = true;
    goOn();
  }

  /** One thread goes on with the end, whichever comes first; others only tell it to look again. */
  private void goOn() {
    if (wanted.getAndIncrement() > 0) {
      return;
    }
    int seen;
    do {
      seen = wanted.get();
      try {
        proceed();
      } catch (IOException e) {
        // The client has gone: nothing can be written any more, but the answer must end.
        failed = true;
        wanted.incrementAndGet();
      } catch (RuntimeException e) {
        wanted.set(0);
        throw e;
      }
    } while (wanted.addAndGet(-seen) > 0);
  }

  private void proceed() throws IOException {
    while (!ends.isEmpty() && (failed || ended || out.isReady())) {
      if (!failed && !ended && collected.size() > 0) {
        send();
      } else {
        ended = true;
        ends.remove().run();
      }
    }
  }

  @Override
  public void onWritePossible() throws IOException {
    if (ending) {
      goOn();
    } else {
      application.onWritePossible();
    }
  }

  @Override
  public void onError(Throwable failure) {
    failed = true;
    if (ending) {
      goOn();
    } else {
      application.onError(failure);
    }
  }
}
