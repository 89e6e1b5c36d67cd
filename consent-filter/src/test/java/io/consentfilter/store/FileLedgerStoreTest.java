// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.LedgerStoreContract;
import io.consentfilter.ledger.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerStoreTest extends LedgerStoreContract {

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // the contract asks for the store before each test
  private LedgerStore opened;

  @Override
  protected LedgerStore newStore() {
    opened = FileLedgerStore.open(folder);
    return opened;
  }

  /** A second process cannot write, so it is this one's store once more. */
  @Override
  protected LedgerStore again() {
    return new Unclosed(opened);
  }

  private Path lines() {
    return folder.resolve("ledger.jsonl");
  }

  @Test
  void open_secondTime_saysWhatToDo() {
    LedgerException refused =
        assertThrows(LedgerException.class, () -> FileLedgerStore.open(folder));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("in use by another process"), message);
    assertTrue(message.contains("PostgreSQL"), message);
    opened.close();
    FileLedgerStore.open(folder).close();
  }

  @Test
  void reading_whileAnotherWrites_seesWhatIsThere() {
    Samples.fill(ledger(), 3);
    try (LedgerStore reader = FileLedgerStore.reading(folder)) {
      assertEquals(3, Samples.verify(reader).lines());
      assertThrows(IllegalStateException.class, () -> reader.append(Entries.ANY));
    }
    Path none = folder.resolve("none");
    assertThrows(LedgerException.class, () -> FileLedgerStore.reading(none));
  }

  @Test
  void open_lastLineTornAnywhere_keepsAllBefore() throws IOException {
    Samples.fill(ledger(), 3);
    opened.close();
    byte[] whole = Files.readAllBytes(lines());
    byte[] two = Arrays.copyOf(whole, start(whole, 2));
    for (int length = two.length; length < whole.length; length += 7) {
      Files.write(lines(), Arrays.copyOf(whole, length));
      try (Logged logged = new Logged("io.consentfilter");
          FileLedgerStore store = FileLedgerStore.open(folder)) {
        assertEquals(two.length, Files.size(lines()));
        assertEquals(3, store.append(Entries.ANY).number());
        boolean torn = length > two.length;
        assertEquals(torn ? 1 : 0, logged.messages().size(), "torn at " + length);
        assertTrue(!torn || logged.messages().get(0).contains("torn by a crash"));
      }
    }
  }

  @Test
  void open_zerosAtTheEnd_areRemoved() throws IOException {
    Samples.fill(ledger(), 3);
    opened.close();
    byte[] whole = Files.readAllBytes(lines());
    Files.write(lines(), new byte[5000], StandardOpenOption.APPEND);
    Files.writeString(lines(), "\n{\"n\":9}\n", StandardOpenOption.APPEND);
    try (FileLedgerStore store = FileLedgerStore.open(folder)) {
      assertEquals(whole.length, Files.size(lines()));
      assertEquals(3, Samples.verify(store).lines());
    }
  }

  @Test
  void open_editedLastLine_isRefused() throws IOException {
    Samples.fill(ledger(), 3);
    opened.close();
    Files.writeString(lines(), "what is this?\n", StandardOpenOption.APPEND);
    LedgerException refused =
        assertThrows(LedgerException.class, () -> FileLedgerStore.open(folder));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("ledger verify"), message);
    assertEquals(List.of("line 4: was edited: it is not a record"), faults());
  }

  private List<String> faults() {
    try (LedgerStore reader = FileLedgerStore.reading(folder)) {
      return Samples.faults(reader);
    }
  }

  @Test
  @Tag("R46")
  void open_afterACrashWhileCutting_isAsBefore() throws IOException {
    Samples.fill(ledger(), 3);
    opened.close();
    Files.writeString(folder.resolve("ledger.jsonl.new"), "half of wh");
    try (LedgerStore store = FileLedgerStore.open(folder)) {
      assertEquals(3, Samples.verify(store).lines());
    }
    assertTrue(Files.notExists(folder.resolve("ledger.jsonl.new")));
  }

  @Test
  void append_severalLines_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> opened.append(Entries.of("a\nb")));
    assertThrows(
        IllegalArgumentException.class, () -> opened.append(Entries.of("x".repeat(70_000))));
  }

  @Test
  void notice_nameOfAnotherFile_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> opened.notice("../ledger"));
  }

  @Test
  @Tag("R42")
  void files_afterAStory_holdNoMoreThanWasChosen() throws IOException {
    Samples.fill(ledger(), 1);
    String line = Files.readString(lines(), StandardCharsets.UTF_8);
    assertTrue(
        line.matches(
            "\\{\"n\":1,\"prev\":\"A{43}\",\"at\":\"2026-11-01T09:00:00Z\",\"id\":\"[\\w-]{22}\","
                + "\"notice\":\"[\\w-]{43}\",\"lang\":\"nl\",\"rev\":3,\"event\":\"grant\","
                + "\"source\":\"visitor\",\"until\":\"2027-05-04T09:00:00Z\","
                + "\"purposes\":\\{\"analytics\":true,\"video\":false},"
                + "\"services\":\\{\"youtube\":false,\"matomo\":true},\"hash\":\"[\\w-]{43}\"}\n"),
        line);
  }

  private static int start(byte[] text, int line) {
    int at = 0;
    for (int i = 0; i < line; at++) {
      if (text[at] == '\n') {
        i++;
      }
    }
    return at;
  }
}
