// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Head;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk when an append returns, and when the disk fails. */
@Tag("R39")
@Tag("R47")
class DurabilityTest {

  @TempDir private Path folder;
  private volatile @Nullable WatchedDisk disk;

  /** A disk that knows what would be left after a power cut, and fails when it is told to. */
  private static final class WatchedDisk implements Disk {
    private final Disk real;
    private final AtomicInteger flushes = new AtomicInteger();
    private volatile long written;
    private volatile long durable;
    private volatile boolean full;
    private volatile boolean unflushable;
    private volatile CountDownLatch flushing = new CountDownLatch(0);

    WatchedDisk(FileChannel channel) {
      this.real = Disk.of(channel);
      try {
        this.durable = channel.size();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      int length = bytes.remaining();
      if (full) {
        real.write(bytes.limit(length / 2), position);
        throw new IOException("No space left on device");
      }
      real.write(bytes, position);
      written = position + length;
    }

    @Override
    public void force() throws IOException {
      try {
        flushing.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (unflushable) {
        throw new IOException("Input/output error");
      }
      real.force();
      durable = written;
      flushes.incrementAndGet();
    }

    @Override
    public void truncate(long size) throws IOException {
      real.truncate(size);
      written = size;
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }

  private LedgerStore open() {
    return FileLedgerStore.open(
        folder,
        channel -> {
          WatchedDisk watched = new WatchedDisk(channel);
          disk = watched;
          return watched;
        });
  }

  private WatchedDisk disk() {
    return assertInstanceOf(WatchedDisk.class, disk);
  }

  private Path lines() {
    return folder.resolve("ledger.jsonl");
  }

  /** Whether a line would still be there after a power cut at this moment. */
  private boolean survives(Head head) throws IOException {
    byte[] kept = Arrays.copyOf(Files.readAllBytes(lines()), Math.toIntExact(disk().durable));
    return new String(kept, UTF_8).contains(",\"hash\":\"" + head.hash() + "\"}\n");
  }

  @Test
  void append_returned_isFlushed() throws IOException {
    try (LedgerStore store = open()) {
      for (int i = 1; i <= 20; i++) {
        assertTrue(survives(store.append(Entries.ANY)));
        assertEquals(i, disk().flushes.get());
      }
    }
  }

  @Test
  void append_beforeTheFlush_doesNotReturn() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (LedgerStore store = open()) {
      CountDownLatch flush = new CountDownLatch(1);
      disk().flushing = flush;
      Future<Head> append = threads.submit(() -> store.append(Entries.ANY));
      while (disk().written == 0) {
        Thread.onSpinWait();
      }
      assertThrows(TimeoutException.class, () -> append.get(50, TimeUnit.MILLISECONDS));
      flush.countDown();
      assertTrue(survives(append.get()));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void append_manyThreads_shareAFlushAndAllAreThere() throws Exception {
    int writers = 32;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try (LedgerStore store = open()) {
      CountDownLatch flush = new CountDownLatch(1);
      disk().flushing = flush;
      List<Callable<Boolean>> appends = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        appends.add(() -> survives(store.append(Entries.ANY)));
      }
      List<Future<Boolean>> results = appends.stream().map(threads::submit).toList();
      while (disk().written == 0) {
        Thread.onSpinWait();
      }
      flush.countDown();
      for (Future<Boolean> result : results) {
        assertTrue(result.get());
      }
      assertTrue(disk().flushes.get() < writers, disk().flushes + " flushes");
    } finally {
      threads.shutdownNow();
    }
  }

  /** Without turns, whoever is done comes back first and nobody shares anything. */
  @Test
  void append_manyThreadsAgainAndAgain_sharesMostFlushes() throws Exception {
    int writers = 32;
    int each = 30;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try (LedgerStore store = open()) {
      Callable<Boolean> appends =
          () -> {
            for (int i = 0; i < each; i++) {
              store.append(Entries.ANY);
            }
            return true;
          };
      for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(writers, appends))) {
        assertTrue(done.get());
      }
      assertTrue(disk().flushes.get() < writers * each / 2, disk().flushes + " flushes");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void append_diskFull_recordsNothingAndRecovers() throws IOException {
    try (LedgerStore store = open()) {
      Head before = store.append(Entries.ANY);
      long size = Files.size(lines());
      disk().full = true;
      for (int i = 0; i < 3; i++) {
        LedgerException failure =
            assertThrows(LedgerException.class, () -> store.append(Entries.ANY));
        assertTrue(
            String.valueOf(failure.getCause()).contains("No space left on device"),
            String.valueOf(failure.getCause()));
      }
      assertTrue(Files.size(lines()) > size);
      disk().full = false;
      Head after = store.append(Entries.ANY);
      assertEquals(before.number() + 1, after.number());
      assertEquals(2, Files.readAllLines(lines()).size());
      assertTrue(survives(before) && survives(after));
    }
  }

  @Test
  void append_flushFails_recordsNothingAndRecovers() throws IOException {
    try (LedgerStore store = open()) {
      store.append(Entries.ANY);
      disk().unflushable = true;
      assertThrows(LedgerException.class, () -> store.append(Entries.ANY));
      assertThrows(LedgerException.class, () -> store.append(Entries.ANY));
      disk().unflushable = false;
      assertEquals(2, store.append(Entries.ANY).number());
      assertEquals(2, Samples.verify(store).lines());
    }
  }

  @Test
  void open_afterAFullDisk_isWhole() {
    LedgerStore store = open();
    store.append(Entries.ANY);
    disk().full = true;
    assertThrows(LedgerException.class, () -> store.append(Entries.ANY));
    store.close();
    try (Logged logged = new Logged("io.consentfilter");
        LedgerStore again = open()) {
      assertEquals(1, logged.messages().size());
      assertEquals(2, again.append(Entries.ANY).number());
    }
  }

  @Test
  @Tag("R46")
  void cut_thenAppend_goesToTheNewFile() throws IOException {
    try (LedgerStore store = open()) {
      Head first = store.append(Entries.ANY);
      store.append(Entries.ANY);
      store.cut(first, "{\"checkpoint\":\"of a test\"}");
      assertTrue(survives(store.append(Entries.ANY)));
      assertEquals(3, Files.readAllLines(lines()).size());
    }
  }
}
