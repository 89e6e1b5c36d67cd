// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.store.FileLedgerStore;
import io.consentfilter.store.JdbcLedgerStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which ledger a command is about, and with which keys. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LedgerPlace {

  @Parameters(
      index = "0",
      paramLabel = "LEDGER",
      description =
          "The folder of the ledger, or a URL such as jdbc:postgresql://HOST/DATABASE?user=NAME or"
              + " jdbc:h2:PATH. A password comes best from the environment variable"
              + " CONSENT_LEDGER_PASSWORD.")
  private String place;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The signing keys of the ledger; in a folder, signing.keys unless given.")
  private Optional<Path> keys;

  LedgerPlace() {}

  /** What a command needs of a ledger. */
  enum Use {
    /** Its lines. */
    READ(false, false),
    /** Its lines and its signatures. */
    VERIFY(true, false),
    /** Its end, and a key that signs. */
    WRITE(true, true);

    private final boolean signed;
    private final boolean writes;

    Use(boolean signed, boolean writes) {
      this.signed = signed;
      this.writes = writes;
    }
  }

  /** Returns what the command makes of the ledger, or the exit code of the failure. */
  int with(Use use, PrintWriter err, ToIntFunction<Ledger> command) {
    try {
      find();
      SigningKeys signing = use.signed ? keys() : SigningKeys.parse(SigningKeys.generate());
      try (Ledger ledger = new Ledger(store(use), signing, Clock.systemUTC())) {
        return command.applyAsInt(ledger);
      }
    } catch (LedgerException | UnusableException e) {
      err.println(e.getMessage());
      return ExitCode.NOT_USABLE;
    }
  }

  /** A ledger that is not there has no keys either, and is what must be told. */
  private void find() {
    if (isUrl()) {
      dataSource();
    } else {
      FileLedgerStore.reading(Path.of(place)).close();
    }
  }

  private LedgerStore store(Use use) {
    if (isUrl()) {
      return new JdbcLedgerStore(dataSource());
    }
    Path folder = Path.of(place);
    // Even to write: a folder that holds no ledger was mistyped.
    FileLedgerStore reading = FileLedgerStore.reading(folder);
    return use.writes ? FileLedgerStore.open(folder) : reading;
  }

  private boolean isUrl() {
    return place.startsWith("jdbc:");
  }

  private DataSource dataSource() {
    String password = System.getenv("CONSENT_LEDGER_PASSWORD");
    if (place.startsWith("jdbc:postgresql:")) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(place);
      if (password != null) {
        source.setPassword(password);
      }
      return source;
    } else if (place.startsWith("jdbc:h2:")) {
      JdbcDataSource source = new JdbcDataSource();
      // Unless told so, this database makes what is not there.
      source.setURL(place.startsWith("jdbc:h2:mem:") ? place : place + ";IFEXISTS=TRUE");
      if (password != null) {
        source.setPassword(password);
      }
      return source;
    }
    throw new UnusableException("LEDGER must be a folder, jdbc:postgresql:… or jdbc:h2:…");
  }

  private SigningKeys keys() {
    if (keys.isEmpty() && isUrl()) {
      throw new UnusableException("The ledger is in a database: name its signing keys with --keys");
    }
    Path file = keys.orElseGet(() -> Path.of(place).resolve(FileLedgerStore.KEYS));
    try {
      return SigningKeys.read(file);
    } catch (IOException e) {
      throw new UnusableException(
          "Cannot read " + file + ": " + Failure.reason(e) + " Name the signing keys with --keys");
    } catch (IllegalArgumentException e) {
      throw new UnusableException(file + ": " + e.getMessage());
    }
  }
}
