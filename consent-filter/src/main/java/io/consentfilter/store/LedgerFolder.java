// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.consentfilter.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of a ledger and what is done with whole ones. Thread-safe. */
record LedgerFolder(Path path) {

  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{43}");

  Path lines() {
    return path.resolve("ledger.jsonl");
  }

  /** Where the lines that stay are collected while others are removed. */
  Path nextLines() {
    return path.resolve("ledger.jsonl.new");
  }

  Path seal() {
    return path.resolve("head.json");
  }

  /** Returns where a notice is kept. */
  Path notice(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("a notice is named by 43 characters of base64url");
    }
    return path.resolve("notices").resolve(hash + ".json");
  }

  void create() throws IOException {
    Files.createDirectories(path.resolve("notices"));
    Files.deleteIfExists(nextLines());
  }

  /** Returns the lock that keeps other processes away until it is closed. */
  FileChannel lock() throws IOException {
    FileChannel channel = FileChannel.open(path.resolve("ledger.lock"), CREATE, WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new LedgerException(
          "the consent ledger in "
              + path
              + " is in use by another process; stop that one, give this one a folder of its own,"
              + " or share a ledger through PostgreSQL"
              + " (docs/troubleshooting.md#ledger-in-use)",
          null);
    }
    return channel;
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, UTF_8));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Replaces a file by a whole one, whatever happens meanwhile. */
  void replace(Path file, String text) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    try (FileChannel channel = FileChannel.open(next, CREATE, TRUNCATE_EXISTING, WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      move(next, file);
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  /** Puts one file in the place of another, so that a crash leaves either. */
  void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(to.resolveSibling("."));
  }

  /** Makes the names in a folder outlive a crash, where the system opens folders. */
  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel names = FileChannel.open(folder, READ)) {
        names.force(true);
      }
    }
  }

  /** Makes the names in this folder outlive a crash. */
  void forceNames() throws IOException {
    force(path);
  }

  LedgerException failed(String verb, IOException e) {
    return new LedgerException(
        "the consent ledger in "
            + path
            + " cannot be "
            + verb
            + "; look at the disk and at the"
            + " permissions of the folder: "
            + e.getMessage(),
        e);
  }
}
