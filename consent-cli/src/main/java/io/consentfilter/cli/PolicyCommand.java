// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import picocli.CommandLine.Command;

/** The commands on policies. */
@Command(
    name = "policy",
    description = "Checks, compares and drafts consent policies.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.UNUSABLE, ExitCode.BROKEN},
    subcommands = {PolicyCheck.class, PolicyCompare.class, PolicyDrafting.class})
final class PolicyCommand {

  PolicyCommand() {}
}
