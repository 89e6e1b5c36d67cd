// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A remembered visitor who asks for one page after the other until told to stop, and logs in but
 * once.
 */
final class Traveller implements Callable<Void> {

  private static final int ENOUGH = 2;
  private static final long PATIENCE_SECONDS = 60;

  private final boolean restarts;
  private final Semaphore known = new Semaphore(0);
  private final Semaphore anonymous = new Semaphore(0);
  private Session browser;
  private volatile boolean stopped;

  /**
   * Logs in.
   *
   * @param restarts whether the browser comes back with its remember cookie alone, each time
   */
  Traveller(Wire wire, boolean restarts) throws IOException {
    this.browser = Session.loggedIn(wire, "anna", true);
    this.restarts = restarts;
  }

  @Override
  public Void call() throws IOException {
    while (!stopped) {
      Answer home = look("/");
      assertEquals(200, home.status(), home::toString);
      Answer invoices = look("/app");
      assertTrue(invoices.status() == 200 || invoices.asksToLogIn(), invoices::toString);
      (invoices.status() == 200 ? known : anonymous).release();
      browser = restarts ? browser.restarted() : browser;
    }
    return null;
  }

  private Answer look(String path) throws IOException {
    Answer answer = browser.get(path);
    assertFalse(browser.cookie("remember").isEmpty(), "the cookie is kept");
    return answer;
  }

  /** Forgets what was seen so far. */
  void lookAgain() {
    known.drainPermits();
    anonymous.drainPermits();
  }

  /** Returns whether some pages since {@link #lookAgain} are those of somebody logged in. */
  boolean isServed() throws InterruptedException {
    return known.tryAcquire(ENOUGH, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns whether some pages since {@link #lookAgain} are those of anybody. */
  boolean isAnonymous() throws InterruptedException {
    return anonymous.tryAcquire(ENOUGH, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void stop() {
    stopped = true;
  }
}
