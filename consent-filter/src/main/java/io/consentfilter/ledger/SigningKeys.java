// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The Ed25519 keys of a ledger, which sign receipts and checkpoints: the first signs, all verify,
 * so that keys can rotate. Immutable and thread-safe.
 *
 * <p>As text, each line is a key: private and public half as unpadded base64url with a dot between
 * them, or the public half alone. Empty lines and lines that start with {@code #} do not count. To
 * retire a key for good, delete its private half and keep the public one: what it signed still has
 * to be verified.
 */
public final class SigningKeys {

  private final List<SigningKey> keys;

  private SigningKeys(List<SigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads keys from text.
   *
   * @throws IllegalArgumentException if there is none or a line is not one; the message names the
   *     line, never its content
   */
  public static SigningKeys parse(String text) {
    List<SigningKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(key(line, number));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "no signing key; make one with: java -jar consent.jar keys new --signing");
    }
    return new SigningKeys(keys);
  }

  private static SigningKey key(String line, int number) {
    return SigningKey.parse(line)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "line "
                        + number
                        + " is not a signing key;"
                        + " make one with: java -jar consent.jar keys new --signing"));
  }

  /**
   * Reads keys from a file in UTF-8.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static SigningKeys read(Path file) throws IOException {
    return parse(Files.readString(file, UTF_8));
  }

  /**
   * Reads keys from a file, which is made with one new key if there is none; only its owner may
   * read it.
   *
   * @throws IOException if the file cannot be read or made
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static SigningKeys open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path made = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
      try {
        write(made, generate() + "\n");
        appear(file, made);
      } finally {
        Files.deleteIfExists(made);
      }
    }
    return read(file);
  }

  /** Of several that start at once, one makes the file, and none sees it half written. */
  private static void appear(Path file, Path made) throws IOException {
    try {
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      // By another, whose key is as good.
      return;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      // Some file systems have none; there, whoever starts last at the same moment wins.
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Puts a new key on top of a file of keys, so that it signs from the next start on.
   *
   * @param key the line to put there
   * @throws IOException if the file cannot be read or replaced; it is as before then
   */
  public static void rotate(Path file, String key) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    String before = Files.readString(file, UTF_8);
    write(next, key + "\n" + before);
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
  }

  /** The file is private from the moment it exists, and on the disk when this returns. */
  private static void write(Path file, String text) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file))) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  // Where a file system knows no POSIX permissions, it inherits those of its folder.
  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Returns the text of a new random key, one line without its end. */
  public static String generate() {
    return SigningKey.generate();
  }

  /** Returns the public halves as a JSON Web Key set (RFC 7517, RFC 8037). */
  public String publicKeys() {
    JsonArrayBuilder all = RecordJson.JSON.createArrayBuilder();
    for (SigningKey key : keys) {
      all.add(
          RecordJson.JSON
              .createObjectBuilder()
              .add("kty", "OKP")
              .add("crv", "Ed25519")
              .add("x", key.x())
              .add("kid", key.id())
              .add("use", "sig")
              .add("alg", "EdDSA"));
    }
    return RecordJson.JSON.createObjectBuilder().add("keys", all).build().toString();
  }

  /** Returns the key that signs. */
  SigningKey signing() {
    return keys.stream()
        .filter(SigningKey::signs)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("none of the keys has a private half"));
  }

  Optional<SigningKey> withId(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return "SigningKeys[" + keys.size() + " redacted]";
  }
}
