// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.LedgerStoreContract;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

class JdbcLedgerStoreInMemoryTest extends LedgerStoreContract {

  @SuppressWarnings("NullAway.Init") // the contract asks for the store before each test
  private JdbcConnectionPool pool;

  @Override
  protected LedgerStore newStore() {
    pool = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
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
