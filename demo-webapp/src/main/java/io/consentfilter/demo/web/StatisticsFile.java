// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.demo.web.Statistics.Day;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The page counts as lines such as {@code 2026-11-21 views 12 /contact}. Not thread-safe. */
final class StatisticsFile {

  private static final System.Logger LOG = System.getLogger(StatisticsFile.class.getName());

  private final Path path;

  StatisticsFile(Path path) {
    this.path = path;
  }

  /** Returns what the file holds; nothing where it does not exist yet. */
  NavigableMap<LocalDate, Day> read() throws IOException {
    NavigableMap<LocalDate, Day> days = new TreeMap<>();
    if (Files.exists(path)) {
      List<String> lines = Files.readAllLines(path, UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        read(lines.get(i), i + 1, days);
      }
    }
    return days;
  }

  private void read(String line, int number, Map<LocalDate, Day> days) {
    String[] words = line.split(" ", 4);
    try {
      Day day = days.computeIfAbsent(LocalDate.parse(words[0]), date -> new Day());
      long count = Long.parseLong(words[2]);
      if (words.length == 4) {
        day.set(words[3], count);
      } else {
        day.setVisitors(count);
      }
    } catch (DateTimeParseException | NumberFormatException | IndexOutOfBoundsException e) {
      LOG.log(Level.WARNING, "Left out line {0} of {1}: not a page count", number, path);
    }
  }

  /** Replaces the file at once, so that a crash leaves the old one or the new one. */
  void write(Map<LocalDate, Day> days) throws IOException {
    List<String> lines = new ArrayList<>();
    days.forEach((date, day) -> add(date, day, lines));
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.write(fresh, lines, UTF_8);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void add(LocalDate date, Day day, List<String> lines) {
    day.views().forEach((page, count) -> lines.add(date + " views " + count + " " + page));
    lines.add(date + " visitors " + day.visitors());
  }
}
