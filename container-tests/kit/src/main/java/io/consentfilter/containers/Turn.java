// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** One run of a {@link Script}. The steps that are left may move on to another thread. */
final class Turn {

  private final HttpServletRequest request;
  private final HttpServletResponse original;
  private final Deque<String> left;

  Turn(HttpServletRequest request, HttpServletResponse response, Deque<String> steps) {
    this.request = request;
    this.original = response;
    this.left = steps;
  }

  void run() throws Exception {
    while (!left.isEmpty()) {
      String[] step = left.remove().split("=", 2);
      Script.step(step[0]).run(this, step.length == 1 ? "" : step[1]);
    }
  }

  HttpServletRequest request() {
    return request;
  }

  /** What an application would use: in an asynchronous request, what its context hands out. */
  HttpServletResponse response() {
    ServletResponse present =
        request.isAsyncStarted() ? request.getAsyncContext().getResponse() : original;
    return (HttpServletResponse) present;
  }

  /** Does the steps that are left in a thread of its own. */
  void goOnElsewhere() {
    Turn rest = takeRest();
    Thread thread = new Thread(rest::runUnchecked, "specimen");
    thread.setDaemon(true);
    thread.start();
  }

  private Turn takeRest() {
    Turn rest = new Turn(request, original, new ArrayDeque<>(left));
    left.clear();
    return rest;
  }

  private void runUnchecked() {
    try {
      run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes without blocking, piece by piece as the container is ready, and completes.
   *
   * @param patient whether only when the container is ready again: one of them cuts off what it has
   *     not sent yet
   */
  void writeAsReady(String text, int pieces, boolean patient) throws IOException {
    ServletOutputStream out = response().getOutputStream();
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    Deque<byte[]> left = new ArrayDeque<>();
    int length = Math.max(1, all.length / pieces);
    for (int at = 0; at < all.length; at += length) {
      left.add(Arrays.copyOfRange(all, at, Math.min(at + length, all.length)));
    }
    out.setWriteListener(
        new WriteListener() {
          @Override
          public void onWritePossible() throws IOException {
            while (!left.isEmpty() && out.isReady()) {
              out.write(left.remove());
            }
            if (left.isEmpty() && (!patient || out.isReady())) {
              request.getAsyncContext().complete();
            }
          }

          @Override
          public void onError(Throwable failure) {
            request.getAsyncContext().complete();
          }
        });
  }
}
