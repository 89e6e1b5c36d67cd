// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import picocli.CommandLine.Command;

/** The commands on ledgers. */
@Command(
    name = "ledger",
    description = "Verifies, exports, counts and purges consent ledgers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN},
    subcommands = {
      LedgerVerify.class,
      LedgerExport.class,
      LedgerStats.class,
      LedgerPurge.class,
      LedgerNotice.class
    })
final class LedgerCommand {

  LedgerCommand() {}
}
