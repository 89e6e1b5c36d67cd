// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Decision;
import io.consentfilter.consent.Selection;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every store of a ledger must do; extend it to prove a store of your own. */
public abstract class LedgerStoreContract {

  private LedgerStore store;
  private Ledger ledger;
  private final Samples.HandClock clock = new Samples.HandClock();

  /** Makes the contract. */
  protected LedgerStoreContract() {}

  /** Returns an empty store. */
  protected abstract LedgerStore newStore() throws Exception;

  /** Returns another view of the same ledger, as another process or node has it. */
  protected abstract LedgerStore again();

  @BeforeEach
  final void open() throws Exception {
    store = newStore();
    ledger = new Ledger(store, Samples.KEYS, clock);
    ledger.keep(Samples.NOTICE);
    ledger.keep(Samples.REMEMBER_NOTICE);
  }

  @AfterEach
  final void close() {
    ledger.close();
    dispose();
  }

  /** Gives back what the stores were made of, after they are closed. */
  protected void dispose() {}

  private List<JsonObject> exported() {
    List<JsonObject> records = new ArrayList<>();
    ledger.export(records::add, progress -> {});
    return records;
  }

  private void sound(long lines) {
    Verification verification = ledger.verify(List.of(), progress -> {});
    assertEquals(List.of(), verification.faults());
    assertEquals(lines, verification.lines());
  }

  @Test
  void verify_emptyLedger_isSound() {
    sound(0);
    assertEquals(List.of(), exported());
  }

  @Test
  @Tag("R39")
  void append_story_isOneRecordEach() {
    Decision refused = Samples.decision(Samples.undecided(), Selection.NONE, Samples.START);
    Decision granted = Samples.decision(refused, Selection.ALL, Samples.START.plusSeconds(1));
    Selection some = Selection.of(Set.of("video"), Set.of());
    Decision changed = Samples.decision(granted, some, Samples.START.plusSeconds(2));
    Decision none = Samples.decision(changed, Selection.NONE, Samples.START.plusSeconds(3));
    List<Decision> story = List.of(Samples.undecided(), refused, granted, changed, none);
    for (int i = 1; i < story.size(); i++) {
      Decision after = story.get(i);
      ledger.append(ConsentRecord.ofChoice(story.get(i - 1), after, Samples.NOTICE.hash(), "nl"));
    }
    Instant then = Samples.START.plusSeconds(4);
    ledger.append(
        ConsentRecord.ofRememberMe(Samples.POLICY, then, Samples.REMEMBER_NOTICE.hash(), "nl"));
    Decision gpc = Decision.of(Samples.POLICY, Optional.empty(), true, Samples.START);
    ledger.append(ConsentRecord.ofSignal(gpc, then, Samples.NOTICE.hash(), "nl"));
    List<String> events =
        exported().stream()
            .map(record -> record.getJsonObject("event"))
            .map(event -> event.getString("source") + " " + event.getString("name"))
            .toList();
    assertEquals(
        List.of(
            "visitor refusal",
            "visitor grant",
            "visitor change",
            "visitor withdrawal",
            "visitor remember-me",
            "gpc refusal"),
        events);
    sound(6);
  }

  @Test
  @Tag("R39")
  void append_manyThreads_isOneChain() throws Exception {
    int threads = 8;
    int each = 25;
    ExecutorService writers = Executors.newFixedThreadPool(threads);
    try (LedgerStore other = again()) {
      List<Callable<Head>> work = new ArrayList<>();
      for (int i = 0; i < threads * each; i++) {
        LedgerStore node = i % 2 == 0 ? store : other;
        Entry entry = RecordJson.entry(Samples.record(Samples.START));
        work.add(() -> node.append(entry));
      }
      Set<Long> numbers = new HashSet<>();
      for (Future<Head> head : writers.invokeAll(work)) {
        numbers.add(head.get().number());
      }
      assertEquals(threads * each, numbers.size());
    } finally {
      writers.shutdownNow();
    }
    sound((long) threads * each);
  }

  @Test
  @Tag("R43")
  void find_amongOthers_isThatRecord() {
    Samples.fill(ledger, 500);
    ConsentRecord wanted = Samples.record(Samples.START.plusSeconds(500));
    ledger.append(wanted);
    for (int i = 501; i < 900; i++) {
      ledger.append(Samples.record(Samples.START.plusSeconds(i)));
    }
    JsonObject found = ledger.find(wanted.recordId(), wanted.at()).orElseThrow();
    assertEquals(wanted.recordId(), found.getString("recordId"));
    assertEquals(501, found.getInt("line"));
    assertEquals(Optional.empty(), ledger.find("A".repeat(22), wanted.at()));
  }

  @Test
  @Tag("R44")
  void notice_byHash_isTheExactText() {
    String text = ledger.notice(Samples.NOTICE.hash()).orElseThrow();
    assertEquals(Samples.NOTICE.text(), text);
    assertTrue(text.contains("Mogen wij tellen? [Accepteren] [Weigeren]"), text);
    ledger.keep(Samples.NOTICE);
    store.keepNotice(Samples.NOTICE.hash(), Samples.NOTICE.text());
    assertEquals(Optional.of(text), again().notice(Samples.NOTICE.hash()));
    assertEquals(Optional.empty(), ledger.notice("A".repeat(43)));
  }

  @Test
  @Tag("R46")
  void purge_afterTheRetention_removesTheOldAndVerifies() {
    Samples.fill(ledger, 30);
    assertEquals(10, ledger.purge(Samples.START.plusSeconds(10)));
    sound(20);
    assertEquals(11, exported().get(0).getInt("line"));
    ledger.append(Samples.record(Samples.START.plusSeconds(31)));
    assertEquals(5, ledger.purge(Samples.START.plusSeconds(15)));
    assertEquals(0, ledger.purge(Samples.START.plusSeconds(15)));
    sound(16);
    assertEquals(16, ledger.purge(Samples.START.plus(Duration.ofDays(1))));
    sound(0);
    assertEquals(32, ledger.append(Samples.record(Samples.START)).number());
    sound(1);
  }

  @Test
  @Tag("R46")
  void cut_unknownLine_isRefused() {
    Samples.fill(ledger, 3);
    Head never = new Head(2, "B".repeat(43));
    assertThrows(LedgerException.class, () -> store.cut(never, "{}"));
    sound(3);
  }

  @Test
  void seal_latest_isReadBack() {
    Samples.fill(ledger, 2);
    try (LedgerStore.Cursor cursor = store.read()) {
      assertTrue(cursor.seal().isPresent());
    }
    clock.advance(Duration.ofMinutes(2));
    Head head = ledger.append(Samples.record(Samples.START.plusSeconds(3)));
    try (LedgerStore.Cursor cursor = store.read()) {
      assertTrue(cursor.seal().orElseThrow().contains("\"n\":" + head.number() + ","));
    }
  }

  @Test
  void read_beforeAnAppend_endsWhereItBegan() {
    Samples.fill(ledger, 2);
    try (LedgerStore.Cursor cursor = store.read()) {
      ledger.append(Samples.record(Samples.START));
      assertTrue(cursor.next().isPresent());
      assertTrue(cursor.next().isPresent());
      assertEquals(Optional.empty(), cursor.next());
      assertEquals(1.0, cursor.progress());
    }
  }

  /** Returns the ledger, for tests that are special to one store. */
  protected final Ledger ledger() {
    return requireNonNull(ledger);
  }
}
