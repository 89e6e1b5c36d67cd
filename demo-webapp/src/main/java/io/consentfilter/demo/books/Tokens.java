// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Row;
import io.consentfilter.demo.store.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens with which programs of a firm reach its books. Of each only a hash is kept. */
public final class Tokens {

  private static final String TABLE = "bh_token";

  private final Tenant tenant;

  /** Opens the tokens of a firm. */
  public Tokens(Tenant tenant) {
    this.tenant = tenant;
  }

  /**
   * A token, without what would make it work.
   *
   * @param id the id of the row
   * @param label what its maker calls it
   * @param created when it was made
   */
  public record Token(String id, String label, Instant created) {
    static Token of(Row row) {
      return new Token(row.text("id"), row.text("label"), row.moment("created"));
    }
  }

  /** Returns the tokens of this firm. */
  public List<Token> all() {
    return tenant.list(TABLE, "", "created", Token::of);
  }

  /** Makes a token for a user and returns it, this once. */
  public String create(String userId, String label, Instant now) {
    String secret = "bh_" + Code.secret();
    tenant.insert(
        TABLE,
        Map.of(
            "id", Code.id(),
            "user_id", userId,
            "label", label,
            "hash", Code.hash(secret),
            "created", now));
    return secret;
  }

  /** Removes a token of this firm. */
  public boolean remove(String id) {
    return tenant.delete(TABLE, "id = ?", id) > 0;
  }

  /** Returns the id of the user for whom a token speaks. */
  public static Optional<String> user(Database database, String secret) {
    return database.first(
        "SELECT user_id FROM bh_token WHERE hash = ?",
        row -> row.text("user_id"),
        Code.hash(secret));
  }
}
