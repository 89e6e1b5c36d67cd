// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.MovableClock;
import io.consentfilter.demo.web.Statistics.Day;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
  private Path file;
  private Statistics statistics;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve("page-counts.txt");
    statistics = new Statistics(file, clock);
  }

  private Day day(LocalDate date) {
    return Objects.requireNonNull(statistics.lastDays(30).get(date));
  }

  @Test
  void view_ofPages_isAddedUpPerPage() {
    statistics.view("/");
    statistics.view("/contact");
    statistics.view("/");
    assertEquals(Map.of("/", 2L, "/contact", 1L), day(TODAY).views());
    assertEquals(3, day(TODAY).total());
    assertEquals(0, day(TODAY).visitors());
  }

  @Test
  void view_byOneVisitorTwice_countsOneVisitor() {
    statistics.view("/", "a");
    statistics.view("/contact", "a");
    statistics.view("/", "b");
    assertEquals(2, day(TODAY).visitors());
  }

  @Test
  void view_byTheSameVisitorTomorrow_countsAgain() {
    statistics.view("/", "a");
    clock.advance(Duration.ofDays(1));
    statistics.view("/", "a");
    assertEquals(1, day(TODAY).visitors());
    assertEquals(1, day(TODAY.plusDays(1)).visitors());
  }

  @Test
  void lastDays_reachesBackNoFurtherThanAsked() {
    statistics.view("/");
    clock.advance(Duration.ofDays(29));
    assertTrue(statistics.lastDays(30).containsKey(TODAY));
    clock.advance(Duration.ofDays(1));
    assertFalse(statistics.lastDays(30).containsKey(TODAY));
  }

  @Test
  void lastDays_isACopy() {
    statistics.view("/");
    Day before = day(TODAY);
    statistics.view("/");
    assertEquals(1, before.total());
  }

  @Test
  @Tag("R94")
  void close_writesSumsThatANewStartReadsAndNoVisitorIds() throws IOException {
    statistics.view("/", "visitor-a");
    statistics.view("/app/stats", "visitor-b");
    statistics.close();
    assertEquals(
        List.of("2026-11-21 views 1 /", "2026-11-21 views 1 /app/stats", "2026-11-21 visitors 2"),
        Files.readAllLines(file));
    statistics = new Statistics(file, clock);
    assertEquals(Map.of("/", 1L, "/app/stats", 1L), day(TODAY).views());
    assertEquals(2, day(TODAY).visitors());
  }

  @Test
  void view_tenSecondsAfterTheLastWrite_writes() throws IOException {
    clock.advance(Duration.ofSeconds(9));
    statistics.view("/");
    assertFalse(Files.exists(file));
    clock.advance(Duration.ofSeconds(1));
    statistics.view("/");
    assertEquals("2026-11-21 views 2 /", Files.readAllLines(file).get(0));
  }

  @Test
  @Tag("R94")
  void view_after25Months_dropsWhatIsOlder() throws IOException {
    statistics.view("/");
    clock.advance(Duration.ofDays(365 * 2 + 30));
    statistics.view("/contact");
    statistics.close();
    assertTrue(Files.readString(file).contains("2026-11-21"));
    clock.advance(Duration.ofDays(31));
    statistics.view("/contact");
    statistics.close();
    assertFalse(Files.readString(file).contains("2026-11-21"));
  }

  @Test
  void read_ofAFileWithABrokenLine_keepsTheOthers() throws IOException {
    Files.write(file, List.of("2026-11-21 views 7 /", "broken", "2026-11-21 visitors 3"));
    statistics = new Statistics(file, clock);
    assertEquals(7, day(TODAY).total());
    assertEquals(3, day(TODAY).visitors());
  }
}
