// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import picocli.CommandLine.Command;

/** The commands on keys. */
@Command(
    name = "keys",
    description = "Makes the keys that sign choices.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN},
    subcommands = KeysNew.class)
final class KeysCommand {

  KeysCommand() {}
}
