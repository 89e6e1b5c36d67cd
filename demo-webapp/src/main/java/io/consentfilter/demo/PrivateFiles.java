// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.consentfilter.consent.Keys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that nobody but their owner reads, from the moment they exist. */
final class PrivateFiles {

  private PrivateFiles() {}

  /** Makes the folder if it does not exist. */
  static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, only("rwx------", folder));
    }
  }

  /**
   * Returns the file with the keys for signing; the first start puts one random key in it. Of
   * several that start at once, one makes it, and none sees it half written.
   */
  static Path keys(Path folder) throws IOException {
    Path file = folder.resolve("consent.keys");
    if (!Files.exists(file)) {
      Path made = Files.createTempFile(folder, "consent", ".keys", only("rw-------", folder));
      try {
        Files.writeString(made, Keys.generate() + "\n", US_ASCII);
        appear(file, made);
      } finally {
        Files.deleteIfExists(made);
      }
    }
    return file;
  }

  private static void appear(Path file, Path made) throws IOException {
    try {
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      // By another that started at the same moment, whose key is as good.
      return;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      // Some file systems have none; there, whoever starts last at the same moment wins.
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Makes an empty file if there is none. */
  static void file(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    if (!Files.exists(file)) {
      try {
        Files.createFile(file, only("rw-------", folder));
      } catch (FileAlreadyExistsException madeMeanwhile) {
        // By another that started at the same moment, and as empty.
        return;
      }
    }
  }

  /** Takes a file away from everybody but its owner. */
  static void close(Path file) throws IOException {
    if (posix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static FileAttribute<?>[] only(String permissions, Path near) {
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return posix(near)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)}
        : new FileAttribute<?>[0];
  }

  /** Windows knows no such permissions; the user's folders are private there. */
  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
