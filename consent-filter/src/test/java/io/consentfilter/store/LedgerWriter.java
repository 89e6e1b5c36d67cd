// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.ConsentRecord;
import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.Samples;
import io.consentfilter.ledger.SigningKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A process that appends until it is killed, and prints the id of each record that is safe. */
final class LedgerWriter {

  private static final int THREADS = 8;

  private LedgerWriter() {}

  /**
   * Appends without end.
   *
   * @param args the folder of the keys and of the ledger, unless the URL of a database follows
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    Path folder = Path.of(args[0]);
    SigningKeys keys = SigningKeys.open(folder.resolve(FileLedgerStore.KEYS));
    LedgerStore store =
        args.length < 2 ? FileLedgerStore.open(folder) : new JdbcLedgerStore(database(args[1]));
    Ledger ledger = new Ledger(store, keys, Clock.systemUTC());
    ledger.keep(Samples.NOTICE);
    for (int i = 0; i < THREADS; i++) {
      new Thread(
              () -> {
                while (true) {
                  ConsentRecord record = Samples.record(Samples.START);
                  ledger.append(record);
                  out.println(record.recordId() + ".");
                }
              })
          .start();
    }
  }

  /** Returns connections to a database with the tables of a ledger; H2 is open until disposed. */
  static JdbcConnectionPool database(String url) {
    JdbcConnectionPool pool =
        url.startsWith("jdbc:h2:") ? JdbcConnectionPool.create(url, "", "") : postgres(url);
    JdbcLedgerStore.createSchema(pool);
    return pool;
  }

  private static JdbcConnectionPool postgres(String url) {
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(url);
    return Postgres.pool(source);
  }
}
