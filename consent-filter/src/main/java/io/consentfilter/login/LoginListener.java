// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

/**
 * Hears what happens to logins, as for the list of activity that an account page shows. What the
 * application provides is called by several threads at once and must be safe for that.
 */
public interface LoginListener {

  /**
   * Called after something happened, in the thread of the request that waits for it: be quick. What
   * is thrown is logged and changes nothing else.
   *
   * @param event what happened
   */
  void on(LoginEvent event);
}
