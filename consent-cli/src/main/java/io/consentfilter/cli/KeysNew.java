// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.consent.Keys;
import io.consentfilter.ledger.SigningKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
    name = "new",
    description = {
      "Makes a key of 32 random bytes and prints it on one line, or writes it to a new file that"
          + " only its owner may read.",
      "In a key file the first line signs and all lines verify: to rotate, put a new line on top."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysNew implements Callable<Integer> {

  private static final Set<StandardOpenOption> NEVER_OVERWRITE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the key; a file that exists is never overwritten.")
  private Optional<Path> out;

  @Option(
      names = "--signing",
      description = "Makes an Ed25519 key that signs receipts and ledgers, not choices.")
  private boolean signing;

  KeysNew() {}

  private String key() {
    return signing ? SigningKeys.generate() : Keys.generate();
  }

  @Override
  public Integer call() {
    if (out.isEmpty()) {
      spec.commandLine().getOut().println(key());
      return ExitCode.SOUND;
    }
    try {
      write(out.get(), key() + "\n");
    } catch (IOException e) {
      String reason = "Cannot write " + out.get() + ": " + Failure.reason(e);
      spec.commandLine().getErr().println(reason);
      return ExitCode.NOT_USABLE;
    }
    return ExitCode.SOUND;
  }

  private static void write(Path file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, NEVER_OVERWRITE, ownerOnly(file))) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
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
}
