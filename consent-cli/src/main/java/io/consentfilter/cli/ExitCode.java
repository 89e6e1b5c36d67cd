// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

/** What the program ends with, and how the help tells it. */
final class ExitCode {

  static final int SOUND = 0;
  static final int MISTAKES = 1;
  static final int NOT_USABLE = 2;
  static final int DEFECT = 3;

  static final String HEADING = "%nExit codes:%n";
  static final String DONE = "0:done";
  static final String UNSOUND = "1:the policy has mistakes; each is on one line of standard error";
  static final String UNUSABLE = "2:a file or the command line cannot be used";
  static final String BROKEN = "3:a defect of this program";

  private ExitCode() {}
}
