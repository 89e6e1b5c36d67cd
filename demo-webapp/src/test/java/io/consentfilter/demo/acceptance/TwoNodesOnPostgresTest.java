// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import java.io.IOException;
import java.nio.file.Path;

/** Two servers on one PostgreSQL. */
class TwoNodesOnPostgresTest extends TwoNodesContract {

  @Override
  LivePlace place(Path folder) throws IOException {
    return new LivePostgres(folder);
  }
}
