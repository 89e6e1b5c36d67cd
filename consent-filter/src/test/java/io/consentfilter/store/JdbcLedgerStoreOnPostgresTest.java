// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.LedgerStoreContract;
import org.h2.jdbcx.JdbcConnectionPool;

class JdbcLedgerStoreOnPostgresTest extends LedgerStoreContract {

  private JdbcConnectionPool pool;

  @Override
  protected LedgerStore newStore() {
    pool = Postgres.pool(Postgres.source(Postgres.port(), Postgres.newSchema()));
    JdbcLedgerStore.createSchema(pool);
    JdbcLedgerStore.createSchema(pool);
    return new JdbcLedgerStore(pool);
  }

  @Override
  protected LedgerStore again() {
    return new JdbcLedgerStore(pool);
  }

  @Override
  protected void dispose() {
    pool.dispose();
  }
}
