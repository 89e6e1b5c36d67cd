// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import picocli.CommandLine.Command;

/** The commands on keys. */
@Command(
    name = "keys",
    description = "Makes and rotates the keys that sign choices, receipts and ledgers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN},
    subcommands = {KeysNew.class, KeysRotate.class})
final class KeysCommand {

  KeysCommand() {}
}
