// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of its own for each node with the keys that all share: a ledger has one writer. */
public final class NodeFolder {

  private NodeFolder() {}

  /** Makes the folder of one more node within the folder that keeps the keys. */
  public static Path in(Path common) throws IOException {
    Path keys = PrivateFiles.keys(common);
    Path own = Files.createTempDirectory(common, "node");
    Files.copy(keys, own.resolve(keys.getFileName()));
    return own;
  }
}
