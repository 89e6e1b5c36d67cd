// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs two requests on one store in a chosen order of their store calls.
 *
 * <p>Each request stops before each of its store calls until it is its turn; only one ever runs.
 */
final class Steps {

  private static final long PATIENCE_SECONDS = 30;

  private static final ThreadLocal<Runner> CURRENT = new ThreadLocal<>();
  private final Semaphore stopped = new Semaphore(0);

  private static final class Runner {
    final Semaphore turn = new Semaphore(0);
    volatile boolean done;
  }

  /** Whose turn it is, for one order after another until all were had. */
  static final class Order {
    private int choices;
    private int made;

    private boolean isSecondNext() {
      return ((choices >> made++) & 1) == 1;
    }

    /** Goes back to the last choice of the first request and lets the second have it. */
    private boolean next() {
      while (made > 0) {
        made--;
        if (((choices >> made) & 1) == 0) {
          choices = (choices & ((1 << made) - 1)) | (1 << made);
          made = 0;
          return true;
        }
      }
      return false;
    }
  }

  /** A story told in one order of its two requests. */
  interface Story {
    void in(Order order) throws Exception;
  }

  /** Tells a story in every order there is; returns how many there were. */
  static int inEveryOrder(Story story) throws Exception {
    Order order = new Order();
    int told = 0;
    do {
      story.in(order);
      told++;
    } while (order.next());
    return told;
  }

  LoginStore stepping(LoginStore bare) {
    return CountedStore.intercepted(
        bare,
        method -> {
          Runner runner = CURRENT.get();
          if (runner != null) {
            stopped.release();
            await(runner.turn);
          }
        });
  }

  /**
   * Runs both requests, one store call at a time.
   *
   * @return the results of the first and the second
   */
  <T> List<T> run(Order order, Callable<T> first, Callable<T> second) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Runner> runners = List.of(new Runner(), new Runner());
      List<Future<T>> results = new ArrayList<>();
      results.add(threads.submit(() -> stepped(runners.get(0), first)));
      await(stopped);
      results.add(threads.submit(() -> stepped(runners.get(1), second)));
      await(stopped);
      while (!runners.get(0).done && !runners.get(1).done) {
        step(runners.get(order.isSecondNext() ? 1 : 0));
      }
      for (Runner left : runners) {
        while (!left.done) {
          step(left);
        }
      }
      return List.of(results.get(0).get(), results.get(1).get());
    } finally {
      threads.shutdownNow();
    }
  }

  private void step(Runner runner) throws InterruptedException {
    runner.turn.release();
    await(stopped);
  }

  private <T> T stepped(Runner runner, Callable<T> request) throws Exception {
    CURRENT.set(runner);
    try {
      return request.call();
    } finally {
      CURRENT.remove();
      runner.done = true;
      stopped.release();
    }
  }

  private static void await(Semaphore semaphore) throws InterruptedException {
    assertTrue(semaphore.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), "a request hangs");
  }
}
