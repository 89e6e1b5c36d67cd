// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.Samples;
import io.consentfilter.ledger.SigningKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger larger than the memory of the process that verifies, exports and counts it. */
@Tag("R45")
class LedgerMillionTest {

  private static final boolean STRESS = System.getProperty("stress") != null;
  private static final int RECORDS = STRESS ? 1_000_000 : 60_000;

  /** In megabytes; less than the file has. */
  private static final int MEMORY = 20;

  @TempDir private Path folder;

  /** A disk that is not waited for, so that the ledger is there soon. */
  private record Unflushed(Disk real) implements Disk {
    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      real.write(bytes, position);
    }

    @Override
    public void force() {}

    @Override
    public void truncate(long size) throws IOException {
      real.truncate(size);
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }

  private static Disk unflushed(FileChannel channel) {
    return new Unflushed(Disk.of(channel));
  }

  @Test
  void verify_moreThanFitsIntoMemory_succeeds() throws Exception {
    SigningKeys keys = SigningKeys.open(folder.resolve(FileLedgerStore.KEYS));
    try (Ledger ledger =
        new Ledger(
            FileLedgerStore.open(folder, LedgerMillionTest::unflushed),
            keys,
            Samples.at(Samples.START))) {
      Samples.fill(ledger, RECORDS);
    }
    long size = Files.size(folder.resolve("ledger.jsonl"));
    assertTrue(size > MEMORY << 20, size + " bytes");
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEMORY + "m",
                "-cp",
                System.getProperty("java.class.path"),
                LedgerReader.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(reader.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, reader.waitFor(), said);
    assertTrue(said.contains("verified " + RECORDS), said);
    System.out.printf(
        Locale.ROOT,
        "%d records, %d bytes each, in %d MB of memory: %s%n",
        RECORDS,
        size / RECORDS,
        MEMORY,
        said.strip());
  }
}
