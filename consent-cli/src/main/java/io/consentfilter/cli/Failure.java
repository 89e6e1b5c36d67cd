// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file cannot be used. */
final class Failure {

  private Failure() {}

  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder.";
    } else if (e instanceof AccessDeniedException) {
      return "access is denied; look at the owner and the permissions of the file.";
    } else if (e instanceof FileAlreadyExistsException) {
      return "it exists and is never overwritten; choose another name, or add the key to it by hand.";
    }
    return String.valueOf(e.getMessage());
  }
}
