// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/** Where a {@link TagGate} writes to. Used by one thread at a time. */
@FunctionalInterface
public interface OutputSink {

  /**
   * Takes bytes; the array is the caller's own and must be neither kept nor changed.
   *
   * @param bytes holds the bytes
   * @param offset the index of the first
   * @param length how many, at least one
   * @throws IOException if they cannot be written
   */
  void write(byte[] bytes, int offset, int length) throws IOException;
}
