// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.store.FileLedgerStore;
import io.consentfilter.store.JdbcLedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Choices a second, each on the disk before it is acknowledged, save on H2, which acknowledges
 * before it flushes. The bytes of a record are said when a run ends.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class LedgerBenchmark {

  /** How the line begins that says how large a record is. */
  static final String BYTES = "BYTES ";

  private static final int MANY = 32;

  /** Where the ledger is. */
  @Param({"file", "h2", "postgresql"})
  public String store = "";

  private final Services services = new Services();
  private Path folder;
  private @Nullable HikariDataSource database;
  private Recording recording;

  /** Opens an empty ledger. */
  @Setup
  public void start() throws IOException {
    folder = services.folder();
    recording = new Recording(open());
  }

  private LedgerStore open() throws IOException {
    if (store.equals("file")) {
      return FileLedgerStore.open(folder);
    }
    HikariDataSource source = store.equals("h2") ? services.h2(folder) : services.postgres();
    database = source;
    JdbcLedgerStore.createSchema(source);
    return new JdbcLedgerStore(source);
  }

  /** Says how large it has become. */
  @TearDown
  public void end() throws IOException, SQLException {
    long records = recording.records();
    recording.close();
    System.out.printf("%s%s %d%n", BYTES, store, bytes() / Math.max(1, records));
    services.close();
  }

  private long bytes() throws IOException, SQLException {
    if (database == null || store.equals("h2")) {
      return bytesOfFolder();
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet size =
            statement.executeQuery(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                    + " WHERE relkind = 'r' AND relname LIKE 'consent%'")) {
      size.next();
      return size.getLong(1);
    }
  }

  private long bytesOfFolder() throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.filter(Files::isRegularFile).toList();
    }
    long bytes = 0;
    for (Path path : all) {
      bytes += Files.size(path);
    }
    return bytes;
  }

  /** One visitor after the other. */
  @Benchmark
  @Threads(1)
  public Object oneWriter() {
    return recording.record();
  }

  /** Many at once. */
  @Benchmark
  @Threads(MANY)
  public Object manyWriters() {
    return recording.record();
  }
}
