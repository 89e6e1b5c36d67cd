// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import io.consentfilter.demo.LoginPlace;
import java.io.IOException;

/** A real server of logins, which can die and come back. Confined to one thread. */
interface LivePlace extends AutoCloseable {

  /** Returns a place in it where nobody has kept a login yet. */
  LoginPlace empty() throws IOException;

  /** Ends its processes without any warning. */
  void kill() throws IOException;

  /** Starts it again at the same address with what it wrote. */
  void restart() throws IOException;

  @Override
  void close() throws IOException;
}
