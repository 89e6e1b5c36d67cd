// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sends several requests at the same moment. */
final class AtOnce {

  private static final long PATIENCE_SECONDS = 60;

  private AtOnce() {}

  static <T> List<T> run(List<Callable<T>> requests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(requests.size());
    try {
      CyclicBarrier start = new CyclicBarrier(requests.size());
      List<Future<T>> waiting = new ArrayList<>();
      for (Callable<T> request : requests) {
        waiting.add(
            threads.submit(
                () -> {
                  start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  return request.call();
                }));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> one : waiting) {
        answers.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
