// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.policy.Mistake;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.PolicyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.ToIntFunction;

/** Reads a policy for a command, or tells why that cannot be done. */
final class PolicyFile {

  private PolicyFile() {}

  /** Returns what the command makes of the policy, or the exit code of the failure. */
  static int read(Path file, PrintWriter err, ToIntFunction<Policy> command) {
    Policy policy;
    try {
      policy = Policy.read(file);
    } catch (PolicyException e) {
      e.mistakes().forEach(mistake -> err.println(line(file, mistake)));
      return ExitCode.MISTAKES;
    } catch (IOException e) {
      err.println("Cannot read " + file + ": " + Failure.reason(e));
      return ExitCode.NOT_USABLE;
    }
    return command.applyAsInt(policy);
  }

  /** The form that editors and terminals turn into a link to the place. */
  static String line(Path file, Mistake mistake) {
    return file + ":" + mistake;
  }
}
