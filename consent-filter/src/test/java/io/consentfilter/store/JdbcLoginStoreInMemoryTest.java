// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class JdbcLoginStoreInMemoryTest extends JdbcLoginStoreContract {

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:logins;DB_CLOSE_DELAY=-1", "sa", "");

  @BeforeAll
  void createTables() {
    JdbcLoginStore.createSchema(pool);
  }

  @AfterAll
  void close() throws Exception {
    execute("SHUTDOWN");
    pool.dispose();
  }

  @Override
  DataSource dataSource() {
    return pool;
  }

  @Override
  String resuming() {
    return "insert";
  }
}
