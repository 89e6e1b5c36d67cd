// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The privacy statement as it is and as it was. Every version is a file that is never changed
 * again; a line is a paragraph, {@code # } begins a heading and {@code - } an item of a list.
 */
public final class Statements {

  /** The date of the one that holds. */
  public static final String CURRENT = "2026-11-21";

  private static final List<String> VERSIONS = List.of(CURRENT, "2026-11-01");

  private Statements() {}

  /** Returns the dates of all versions, the newest first. */
  public static List<String> versions() {
    return VERSIONS;
  }

  /** Returns the lines of a version; empty if there is none of that date. */
  public static Optional<List<String>> lines(String version, String language) {
    return VERSIONS.contains(version)
        ? Optional.of(read("/privacy/" + version + "." + language + ".txt"))
        : Optional.empty();
  }

  private static List<String> read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Statements.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(l -> !l.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What became of a line from one version to another. */
  public enum Fate {
    /** It stayed. */
    KEPT,
    /** It was taken out. */
    REMOVED,
    /** It came in. */
    ADDED
  }

  /**
   * A line of a comparison.
   *
   * @param fate what became of it
   * @param line its text
   */
  public record Change(Fate fate, String line) {}

  /** Returns the lines of both, in order, with as many as possible kept. */
  public static List<Change> compare(List<String> before, List<String> after) {
    int[][] common = common(before, after);
    List<Change> changes = new ArrayList<>();
    int i = before.size();
    int j = after.size();
    while (i > 0 || j > 0) {
      if (i > 0 && j > 0 && before.get(i - 1).equals(after.get(j - 1))) {
        changes.add(new Change(Fate.KEPT, after.get(--j)));
        i--;
      } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
        changes.add(new Change(Fate.ADDED, after.get(--j)));
      } else {
        changes.add(new Change(Fate.REMOVED, before.get(--i)));
      }
    }
    Collections.reverse(changes);
    return changes;
  }

  /** Returns how many lines the beginnings of both have in common, in order. */
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = 1; i <= before.size(); i++) {
      for (int j = 1; j <= after.size(); j++) {
        common[i][j] =
            before.get(i - 1).equals(after.get(j - 1))
                ? common[i - 1][j - 1] + 1
                : Math.max(common[i - 1][j], common[i][j - 1]);
      }
    }
    return common;
  }
}
