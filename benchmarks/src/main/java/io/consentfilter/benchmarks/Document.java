// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document that the tables are written into, between marks. */
final class Document {

  private Document() {}

  static void replace(Path document, String mark, String text) throws IOException {
    String begin = "<!-- " + mark + " -->\n";
    String end = "<!-- end of " + mark + " -->\n";
    String present = Files.readString(document);
    int from = present.indexOf(begin) + begin.length();
    int to = present.indexOf(end);
    if (from < begin.length() || to < from) {
      throw new IllegalArgumentException(document + " has no place for " + mark);
    }
    Files.writeString(document, present.substring(0, from) + text + present.substring(to));
  }
}
