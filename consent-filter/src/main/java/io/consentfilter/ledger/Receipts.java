// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes receipts: what the ledger holds of one visitor's decision, signed, for the visitor to keep.
 * Thread-safe.
 *
 * <p>A receipt is a JSON object with the readable {@code receipt} and, as {@code jws}, the same in
 * JWS compact form (RFC 7515, EdDSA of RFC 8037), which any library for JWS verifies with the
 * public keys of the site.
 */
public final class Receipts {

  private final Ledger ledger;
  private final SigningKeys keys;
  private final Clock clock;

  /**
   * Makes the receipts of a ledger.
   *
   * @param keys sign them
   * @param clock tells when they are made
   */
  public Receipts(Ledger ledger, SigningKeys keys, Clock clock) {
    this.ledger = ledger;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Returns the receipt of a decision as JSON, or empty if the ledger has no such record any more.
   *
   * @param recordId the id from the visitor's cookie, which becomes the receipt's
   * @param decidedAt the time from the visitor's cookie
   * @throws LedgerException if the ledger cannot be read
   */
  public Optional<String> of(String recordId, Instant decidedAt) {
    return ledger.find(recordId, decidedAt).map(this::signed);
  }

  private String signed(JsonObject record) {
    JsonObject receipt =
        RecordJson.JSON
            .createObjectBuilder()
            .add("version", "KI-CR-v1.1.0")
            .add("receiptId", record.get("recordId"))
            .add("issuedAt", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .addAll(RecordJson.JSON.createObjectBuilder(record))
            .build();
    SigningKey key = keys.signing();
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + key.id() + "\",\"typ\":\"JWS\"}";
    String open = encoded(header) + "." + encoded(receipt.toString());
    return RecordJson.JSON
        .createObjectBuilder()
        .add("receipt", receipt)
        .add("jws", open + "." + key.sign(open))
        .build()
        .toString();
  }

  private static String encoded(String text) {
    return Hashes.encode(text.getBytes(UTF_8));
  }

  /**
   * Returns whether a receipt is as one of the keys signed it, readable part and signed part alike.
   * Never throws, whatever the text is.
   */
  public static boolean verify(String receipt, SigningKeys keys) {
    return RecordJson.object(receipt)
        .filter(json -> json.get("jws") instanceof jakarta.json.JsonString)
        .filter(json -> signedFor(json, json.getString("jws").split("\\.", -1), keys))
        .isPresent();
  }

  private static boolean signedFor(JsonObject json, String[] parts, SigningKeys keys) {
    if (parts.length != 3) {
      return false;
    }
    boolean signed =
        decoded(parts[0])
            .filter(header -> header.getString("alg", "").equals("EdDSA"))
            .flatMap(header -> keys.withId(header.getString("kid", "")))
            .filter(key -> key.verifies(parts[0] + "." + parts[1], parts[2]))
            .isPresent();
    return signed
        && decoded(parts[1]).filter(payload -> payload.equals(json.get("receipt"))).isPresent();
  }

  private static Optional<JsonObject> decoded(String part) {
    try {
      return RecordJson.object(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
