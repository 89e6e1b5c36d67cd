// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code consent}: checks policies, makes keys and looks after ledgers. Not
 * thread-safe.
 */
@Command(
    name = "consent",
    description = "Checks consent policies, makes the keys that sign, and looks after ledgers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN},
    subcommands = {PolicyCommand.class, KeysCommand.class, LedgerCommand.class})
public final class Main {

  Main() {}

  /**
   * Runs the program and ends with its exit code.
   *
   * @param args what stands on the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::broken);
  }

  private static int broken(
      Exception e, CommandLine command, CommandLine.ParseResult ignoredResult) {
    command.getErr().println("This program failed, which is a defect of it:");
    e.printStackTrace(command.getErr());
    return ExitCode.DEFECT;
  }
}
