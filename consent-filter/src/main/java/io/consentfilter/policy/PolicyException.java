// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a policy cannot be used, with every mistake in it at once. Immutable and thread-safe.
 */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String source;
  private final transient List<Mistake> mistakes;

  PolicyException(String source, List<Mistake> mistakes) {
    super(message(source, mistakes));
    this.source = source;
    this.mistakes = List.copyOf(mistakes);
  }

  private static String message(String source, List<Mistake> mistakes) {
    return source
        + (mistakes.size() == 1 ? " has a mistake:" : " has " + mistakes.size() + " mistakes:")
        + mistakes.stream().map(m -> "\n" + source + ":" + m).collect(Collectors.joining());
  }

  /** Returns the name of the file or other source that was read. */
  public String source() {
    return source;
  }

  /** Returns every mistake in the order of the source; empty only after serialisation. */
  public List<Mistake> mistakes() {
    return mistakes == null ? List.of() : mistakes;
  }
}
