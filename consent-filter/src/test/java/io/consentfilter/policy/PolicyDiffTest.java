// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a change means for visitors. */
class PolicyDiffTest {

  private static final Policy ONE = policy(Sample.purpose("a"));
  private static final Policy BOTH = policy(Sample.purpose("a") + "," + Sample.purpose("b"));

  private static Policy policy(String purposes) {
    return Policy.parse(Sample.with("\"purposes\":[" + purposes + "]"));
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }

  @Test
  void between_samePolicies_isEmpty() {
    assertEquals(new PolicyDiff(List.of(), List.of()), PolicyDiff.between(BOTH, BOTH));
  }

  @Test
  @Tag("R33")
  void between_newPurpose_asksOnlyThat() {
    PolicyDiff diff = PolicyDiff.between(ONE, BOTH);
    assertEquals(List.of("b"), ids(diff.asked()));
    assertEquals(List.of(), diff.dropped());
  }

  @Test
  void between_purposeGone_dropsIt() {
    PolicyDiff diff = PolicyDiff.between(BOTH, ONE);
    assertEquals(List.of(), diff.asked());
    assertEquals(List.of("b"), ids(diff.dropped()));
  }
}
