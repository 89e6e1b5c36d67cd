// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.time.Instant;
import java.util.List;

/**
 * What the ledger has of a visitor's choice, for that visitor to read. Immutable and thread-safe.
 *
 * @param recordId the random number that only the visitor's cookie holds besides
 * @param event what happened, in the word of the ledger: {@code grant}, {@code refusal}, {@code
 *     change} or {@code withdrawal}
 * @param at when
 * @param until when it stops to count
 * @param revision the version of the statement that the visitor saw
 * @param line the number of the line in the ledger
 * @param hash the hash of that line
 * @param answers what was asked and answered, in the order of the policy of that version
 */
public record RecordedChoice(
    String recordId,
    String event,
    Instant at,
    Instant until,
    int revision,
    long line,
    String hash,
    List<Answer> answers) {

  /** Copies the answers. */
  public RecordedChoice {
    answers = List.copyOf(answers);
  }

  /**
   * One answer.
   *
   * @param id the id of the purpose or service
   * @param name its name as the visitor saw it, for what the policy no longer declares
   * @param granted whether it was allowed
   * @param services the answers for the services of a purpose
   */
  public record Answer(String id, String name, boolean granted, List<Answer> services) {

    /** Copies the services. */
    public Answer {
      services = List.copyOf(services);
    }
  }
}
