// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.policy.Inventory;
import io.consentfilter.policy.PolicyDraft;
import io.consentfilter.policy.PolicyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a policy from what the filter has seen of a site. */
@Command(
    name = "draft",
    description = {
      "Prints a policy drawn from an inventory, the file that the filter's init-parameter"
          + " \"inventory\" names.",
      "Known services are filled in. Every empty string is for a person to fill in: \"policy"
          + " check\" lists them. What was seen where goes to standard error."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.DONE,
      "1:the file is no inventory; what is wrong is on standard error",
      ExitCode.UNUSABLE,
      ExitCode.BROKEN
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PolicyDrafting implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "INVENTORY", description = "What the filter wrote.")
  private Path file;

  @Option(
      names = "--languages",
      paramLabel = "LANGUAGE",
      split = ",",
      defaultValue = "nl,en",
      description = "The languages of the site, the default one first; nl,en unless given.")
  private List<String> languages;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Who is responsible for the site.")
  private String name;

  @Option(
      names = "--contact",
      paramLabel = "CONTACT",
      defaultValue = "",
      description = "An e-mail address or https URL for questions about privacy.")
  private String contact;

  PolicyDrafting() {}

  @Override
  public Integer call() {
    PolicyDraft.Site site = site();
    PrintWriter err = spec.commandLine().getErr();
    try {
      PolicyDraft draft = PolicyDraft.of(Inventory.read(file), site);
      draft.notes().forEach(err::println);
      spec.commandLine().getOut().print(draft.json());
      spec.commandLine().getOut().flush();
      return ExitCode.SOUND;
    } catch (PolicyException e) {
      e.mistakes().forEach(mistake -> err.println(PolicyFile.line(file, mistake)));
      return ExitCode.MISTAKES;
    } catch (IOException e) {
      err.println("Cannot read " + file + ": " + Failure.reason(e));
      return ExitCode.NOT_USABLE;
    }
  }

  private PolicyDraft.Site site() {
    try {
      return new PolicyDraft.Site(languages, name, contact);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--languages: " + e.getMessage(), e);
    }
  }
}
