// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/** Tells where tags begin and end in a stream that may be cut anywhere. */
interface Tokenizer {

  void read(byte[] bytes, int start, int end) throws IOException;

  /** Returns whether the stream is between two tokens, where markup can be inserted. */
  boolean betweenTokens();
}
