// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** Where the firms and their books are: in the database of {@code --jdbc}, or a file. */
final class BooksPlace {

  /** The attribute of the servlet context in which the application looks. */
  static final String ATTRIBUTE = "io.consentfilter.demo.jdbc";

  private BooksPlace() {}

  /** Returns how JDBC reaches it. Who keeps logins in memory keeps books there too. */
  static String of(Options options) throws IOException {
    if (options.logins() instanceof LoginPlace.Database database) {
      return database.url();
    }
    if (options.logins() instanceof LoginPlace.Memory) {
      return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=60";
    }
    Path file = options.data().toAbsolutePath().resolve("books");
    PrivateFiles.file(Path.of(file + ".mv.db"));
    return "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE";
  }
}
