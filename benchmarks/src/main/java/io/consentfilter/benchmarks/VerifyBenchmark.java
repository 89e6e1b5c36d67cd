// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.store.FileLedgerStore;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to verify a whole ledger in a file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class VerifyBenchmark {

  private static final int WRITERS = 64;

  /** How long the ledger is. */
  @Param({"10000", "100000", "1000000"})
  public int records;

  private final Services services = new Services();
  private Recording recording;

  /** Fills the ledger. */
  @Setup
  public void start() throws IOException {
    recording = new Recording(FileLedgerStore.open(services.folder()));
    recording.fill(records, WRITERS);
  }

  /** Removes it. */
  @TearDown
  public void end() {
    recording.close();
    services.close();
  }

  /** Every line and signature. */
  @Benchmark
  public long verify() {
    return recording.verified();
  }
}
