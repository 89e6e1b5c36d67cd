// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.consent.Keys;
import io.consentfilter.ledger.SigningKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a new key on top of a file of keys. */
@Command(
    name = "rotate",
    description = {
      "Puts a new key of the same kind on top of a file of keys: it signs from the next start on,"
          + " and those below still verify.",
      "The file is replaced in one step and only its owner may read it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysRotate implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The keys: of choices, or of a ledger.")
  private Path file;

  KeysRotate() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      SigningKeys.rotate(file, next(Files.readString(file, StandardCharsets.UTF_8)));
      return ExitCode.SOUND;
    } catch (IOException e) {
      err.println("Cannot rotate " + file + ": " + Failure.reason(e));
    } catch (IllegalArgumentException e) {
      err.println("Cannot rotate " + file + ": " + e.getMessage());
    }
    return ExitCode.NOT_USABLE;
  }

  /** Returns a new key of the kind that the text holds; only those of ledgers have a dot. */
  private static String next(String text) {
    boolean signing =
        text.lines().filter(line -> !line.startsWith("#")).anyMatch(line -> line.contains("."));
    if (signing) {
      SigningKeys.parse(text);
      return SigningKeys.generate();
    }
    Keys.parse(text);
    return Keys.generate();
  }
}
