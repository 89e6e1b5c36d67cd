// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL that dies and comes back. */
class PostgresOutageTest extends StoreOutageContract {

  @Override
  LivePlace place(Path folder) throws IOException {
    return new LivePostgres(folder);
  }
}
