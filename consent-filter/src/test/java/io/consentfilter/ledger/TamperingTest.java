// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.store.FileLedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody with access to the files changes them, and verification says where. */
@Tag("R45")
class TamperingTest {

  @TempDir private Path folder;

  @BeforeEach
  void tenRecords() {
    try (Ledger ledger = ledger()) {
      Samples.fill(ledger, 10);
    }
  }

  private Ledger ledger() {
    return new Ledger(
        FileLedgerStore.open(folder), Samples.KEYS, Samples.at(Samples.START.plusSeconds(10)));
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private void change(Consumer<List<String>> change) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    change.accept(lines);
    Files.writeString(file(), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  private List<String> faults() {
    try (LedgerStore store = FileLedgerStore.reading(folder)) {
      return Samples.faults(store);
    }
  }

  private static String withdrawn(String line) {
    String changed = line.replace("\"analytics\":true", "\"analytics\":false");
    assertTrue(!changed.equals(line));
    return changed;
  }

  /** As a forger who knows how the chain is made would write it. */
  private static String rehashed(String line) {
    String open = line.substring(0, line.lastIndexOf(",\"hash\""));
    return open + Line.BEFORE_HASH + Hashes.of(open) + Line.AFTER_HASH;
  }

  @Test
  void verify_untouched_findsNothing() {
    assertEquals(List.of(), faults());
  }

  @Test
  void verify_anyLineEdited_namesIt() throws IOException {
    List<String> whole = Files.readAllLines(file());
    for (int i = 0; i < 10; i++) {
      int index = i;
      change(lines -> lines.set(index, withdrawn(lines.get(index))));
      int line = i + 1;
      assertEquals(List.of("line " + line + ": record " + line + " was edited"), faults());
      change(lines -> Collections.copy(lines, whole));
    }
  }

  @Test
  void verify_everyByteOfALine_isProtected() throws IOException {
    String whole = Files.readAllLines(file()).get(4);
    for (int at = 0; at < whole.length(); at++) {
      char other = whole.charAt(at) == 'x' ? 'y' : 'x';
      String changed = whole.substring(0, at) + other + whole.substring(at + 1);
      change(lines -> lines.set(4, changed));
      assertTrue(faults().get(0).matches("line [56]: .*"), at + ": " + faults());
    }
  }

  @Test
  void verify_lineEditedAndHashedAgain_namesIt() throws IOException {
    change(lines -> lines.set(4, rehashed(withdrawn(lines.get(4)))));
    assertEquals(List.of("line 5: record 5 was rewritten after it was recorded"), faults());
  }

  @Test
  void verify_lastLineHashedAgain_isNotWhatWasSigned() throws IOException {
    change(lines -> lines.set(9, rehashed(withdrawn(lines.get(9)))));
    assertEquals(List.of("line 10: record 10 is not the one that was signed for"), faults());
  }

  @Test
  void verify_lineRemoved_namesIt() throws IOException {
    change(lines -> lines.remove(4));
    assertEquals(List.of("line 5: before it, record 5 is missing"), faults());
    change(lines -> lines.subList(5, 8).clear());
    assertEquals(
        List.of(
            "line 5: before it, record 5 is missing",
            "line 6: before it, records 7 to 9 are missing"),
        faults());
  }

  @Test
  void verify_firstLineRemoved_namesIt() throws IOException {
    change(lines -> lines.remove(0));
    assertEquals(List.of("line 1: before it, record 1 is missing"), faults());
  }

  @Test
  void verify_linesSwapped_namesThem() throws IOException {
    change(lines -> Collections.swap(lines, 4, 5));
    assertEquals(
        List.of(
            "line 5: before it, record 5 is missing",
            "line 6: record 5 is out of place: inserted or moved"),
        faults());
  }

  @Test
  void verify_lineInserted_namesIt() throws IOException {
    change(lines -> lines.add(7, lines.get(2)));
    assertEquals(List.of("line 8: record 3 is out of place: inserted or moved"), faults());
  }

  @Test
  void verify_somethingElse_namesIt() throws IOException {
    change(lines -> lines.set(2, "{}"));
    assertEquals(List.of("line 3: was edited: it is not a record"), faults());
    change(lines -> lines.set(2, "x".repeat(200_000)));
    assertEquals(List.of("line 3: was edited: it is not a record"), faults());
  }

  @Test
  void verify_endCutOff_isNoticedUpToWhatWasSigned() throws IOException {
    change(lines -> lines.subList(7, 10).clear());
    assertEquals(List.of("at the end, records 8 to 10 are missing: cut off"), faults());
    change(List::clear);
    assertEquals(List.of("at the end, records 1 to 10 are missing: cut off"), faults());
  }

  /** The limit of what can be noticed without a head that was kept elsewhere. */
  @Test
  void verify_endCutOffWithoutTheSignedHead_needsAKnownHead() throws IOException {
    Head known;
    try (LedgerStore store = FileLedgerStore.reading(folder)) {
      known = Samples.verify(store).head();
    }
    change(lines -> lines.remove(9));
    Files.delete(folder.resolve("head.json"));
    assertEquals(List.of(), faults());
    try (LedgerStore store = FileLedgerStore.reading(folder)) {
      Ledger ledger = new Ledger(store, Samples.KEYS, Samples.at(Samples.START));
      List<Fault> faults = ledger.verify(List.of(known), progress -> {}).faults();
      assertEquals("[at the end, record 10 is missing: cut off]", faults.toString());
    }
  }

  @Test
  void verify_forgedHead_isNamed() throws IOException {
    Path head = folder.resolve("head.json");
    Files.writeString(head, Files.readString(head).replace("\"n\":10", "\"n\":9"));
    assertEquals(List.of("the signed head is not signed by a key of this ledger"), faults());
  }

  @Test
  @Tag("R46")
  void verify_forgedCheckpoint_isNamed() throws IOException {
    try (Ledger ledger = ledger()) {
      assertEquals(4, ledger.purge(Samples.START.plusSeconds(4)));
    }
    assertEquals(List.of(), faults());
    List<String> whole = Files.readAllLines(file());
    SigningKeys others = SigningKeys.parse(SigningKeys.generate());
    Head head = Line.parse(whole.get(2)).orElseThrow().head();
    for (String forged :
        List.of(
            Checkpoint.signed(Checkpoint.Kind.START, head, Samples.START, others).text(),
            Checkpoint.signed(Checkpoint.Kind.SEAL, head, Samples.START, Samples.KEYS).text(),
            whole.get(0).replace("\"n\":4", "\"n\":6"),
            "{\"checkpoint\":")) {
      change(
          lines -> {
            lines.set(0, forged);
            lines.subList(1, 3).clear();
          });
      assertEquals(
          "line 1: the checkpoint is not signed by a key of this ledger", faults().get(0), forged);
      Files.write(file(), whole);
    }
  }

  @Test
  @Tag("R46")
  void verify_moreCutOffThanTheCheckpointSays_isNamed() throws IOException {
    try (Ledger ledger = ledger()) {
      ledger.purge(Samples.START.plusSeconds(4));
    }
    change(lines -> lines.remove(1));
    assertEquals(List.of("line 2: before it, record 5 is missing"), faults());
    change(lines -> lines.remove(0));
    assertEquals(List.of("line 1: before it, records 1 to 5 are missing"), faults());
  }

  @Test
  @Tag("R44")
  void verify_noticeEditedOrGone_isNamedWhereItIsNeeded() throws IOException {
    Path notice = folder.resolve("notices").resolve(Samples.NOTICE.hash() + ".json");
    Files.writeString(notice, Files.readString(notice).replace("tellen?", "alles?"));
    assertEquals("line 1: its notice " + Samples.NOTICE.hash() + " was edited", faults().get(0));
    Files.delete(notice);
    assertEquals("line 1: its notice " + Samples.NOTICE.hash() + " is missing", faults().get(0));
  }

  @Test
  void verify_everythingBroken_remembersAHundredFaults() throws IOException {
    try (Ledger ledger = ledger()) {
      Samples.fill(ledger, 200);
    }
    change(lines -> lines.replaceAll(TamperingTest::withdrawn));
    try (LedgerStore store = FileLedgerStore.reading(folder)) {
      Verification verification = Samples.verify(store);
      assertEquals(100, verification.faults().size());
      assertEquals(210, verification.faultCount());
    }
  }

  @Test
  void verify_keyRotated_stillKnowsTheOld() throws IOException {
    Path keys = folder.resolve("signing.keys");
    try (Ledger ledger =
        new Ledger(
            FileLedgerStore.open(folder), SigningKeys.open(keys), Samples.at(Samples.START))) {
      ledger.append(Samples.record(Samples.START.plus(Duration.ofHours(1))));
    }
    SigningKeys.rotate(keys, SigningKeys.generate());
    try (LedgerStore store = FileLedgerStore.reading(folder)) {
      Ledger ledger = new Ledger(store, SigningKeys.read(keys), Samples.at(Samples.START));
      assertEquals(List.of(), ledger.verify(List.of(), progress -> {}).faults());
    }
  }
}
