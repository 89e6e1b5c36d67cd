// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar was built as. */
final class Version implements IVersionProvider {

  /** Maven writes this into the jar. */
  private static final String BUILT = "/META-INF/maven/io.consentfilter/consent-cli/pom.properties";

  Version() {}

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(BUILT)) {
      if (in != null) {
        properties.load(in);
      }
    }
    return new String[] {"consent " + properties.getProperty("version", "not packaged")};
  }
}
