// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.store.FileLedgerStore;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out of the ledger: the receipt of one record, and the export of all. */
class ReceiptsTest {

  @TempDir private Path folder;
  private Ledger ledger;
  private Receipts receipts;
  private final ConsentRecord record = Samples.record(Samples.START);

  @BeforeEach
  void open() {
    ledger = new Ledger(FileLedgerStore.open(folder), Samples.KEYS, Samples.at(Samples.START));
    receipts = new Receipts(ledger, Samples.KEYS, Samples.at(Samples.START));
    ledger.keep(Samples.NOTICE);
    ledger.append(record);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private String receipt() {
    return receipts.of(record.recordId(), record.at()).orElseThrow();
  }

  private static JsonObject json(String text) {
    return RecordJson.object(text).orElseThrow();
  }

  @Test
  @Tag("R43")
  @Tag("E64")
  void of_record_hasItsIdAndWhatWasChosen() {
    JsonObject receipt = json(receipt()).getJsonObject("receipt");
    assertEquals(record.recordId(), receipt.getString("receiptId"));
    assertEquals(record.recordId(), receipt.getString("recordId"));
    assertEquals("2026-11-01T09:00:00Z", receipt.getJsonObject("event").getString("time"));
    List<String> answers = new ArrayList<>();
    for (JsonObject purpose : receipt.getJsonArray("purposes").getValuesAs(JsonObject.class)) {
      answers.add(purpose.getString("name") + " " + purpose.get("granted"));
    }
    assertEquals(List.of("Statistieken true", "Films false"), answers);
  }

  @Test
  @Tag("R43")
  void of_unknownRecord_isEmpty() {
    assertEquals(Optional.empty(), receipts.of("A".repeat(22), record.at()));
  }

  /** As anybody would who has the published key and no part of this library. */
  @Test
  @Tag("R43")
  void jws_withThePublishedKeyAlone_verifies() throws Exception {
    JsonObject key = json(Samples.KEYS.publicKeys()).getJsonArray("keys").getJsonObject(0);
    String[] parts = json(receipt()).getString("jws").split("\\.", -1);
    assertEquals(
        key.getString("kid"),
        json(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
            .getString("kid"));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(publicKey(Base64.getUrlDecoder().decode(key.getString("x"))));
    check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertTrue(check.verify(Base64.getUrlDecoder().decode(parts[2])));
  }

  /** RFC 8032 section 5.1.2: little-endian y, the sign of x in the highest bit. */
  private static PublicKey publicKey(byte[] bytes) throws Exception {
    byte[] y = new byte[bytes.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bytes[bytes.length - 1 - i];
    }
    boolean odd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  @Test
  @Tag("R43")
  void verify_changedAnywhere_fails() {
    String receipt = receipt();
    assertTrue(Receipts.verify(receipt, Samples.KEYS));
    assertFalse(
        Receipts.verify(receipt.replace("\"granted\":true", "\"granted\":false"), Samples.KEYS));
    assertFalse(Receipts.verify(receipt.replace("Statistieken", "Alles"), Samples.KEYS));
    assertFalse(Receipts.verify(receipt, SigningKeys.parse(SigningKeys.generate())));
    int signature = receipt.lastIndexOf('.') + 5;
    char other = receipt.charAt(signature) == 'A' ? 'B' : 'A';
    String changed = receipt.substring(0, signature) + other + receipt.substring(signature + 1);
    assertFalse(Receipts.verify(changed, Samples.KEYS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"jws\":1}",
        "{\"jws\":\"..\"}",
        "{\"jws\":\"a.b.c\"}",
        "{\"jws\":\"e30.e30.!\"}"
      })
  void verify_anythingElse_isFalse(String text) {
    assertFalse(Receipts.verify(text, Samples.KEYS));
  }

  @Test
  void verify_keyRetired_stillVerifies() {
    String old = SigningKeys.generate();
    Receipts before = new Receipts(ledger, SigningKeys.parse(old), Samples.at(Samples.START));
    String receipt = before.of(record.recordId(), record.at()).orElseThrow();
    String retired = SigningKeys.generate() + "\n" + old.substring(old.indexOf('.') + 1) + "\n";
    assertTrue(Receipts.verify(receipt, SigningKeys.parse(retired)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schemaVersion",
        "recordId",
        "principalId",
        "notice",
        "language",
        "purposes",
        "controllers",
        "storageLocation",
        "retention",
        "jurisdiction",
        "recipients",
        "withdrawalMethod",
        "event"
      })
  @Tag("R40")
  void export_anyRecord_hasEveryMandatoryField(String name) {
    JsonValue value = exported().get(name);
    assertTrue(value != null && value != JsonValue.NULL, name);
    assertFalse(value.toString().equals("\"\"") || value.toString().equals("[]"), name);
  }

  @Test
  @Tag("R40")
  void export_partiesAndEvent_areComplete() {
    JsonObject controller = exported().getJsonArray("controllers").getJsonObject(0);
    assertTrue(
        controller.keySet().containsAll(List.of("id", "name", "address", "contact", "type")),
        controller.keySet().toString());
    JsonObject event = exported().getJsonObject("event");
    assertEquals("2026-11-01T09:00:00Z", event.getString("time"));
    assertEquals("2027-05-04T09:00:00Z", event.getString("validUntil"));
    assertEquals(record.recordId(), event.getString("entity"));
    assertEquals("explicit", event.getString("type"));
    assertEquals("given", event.getString("state"));
  }

  @Test
  @Tag("R41")
  void export_everyPurposeAndService_isGrantedOrDenied() {
    for (JsonObject purpose : exported().getJsonArray("purposes").getValuesAs(JsonObject.class)) {
      assertTrue(
          purpose.get("granted") == JsonValue.TRUE || purpose.get("granted") == JsonValue.FALSE);
      assertFalse(purpose.getJsonArray("services").isEmpty());
      for (JsonObject service : purpose.getJsonArray("services").getValuesAs(JsonObject.class)) {
        assertEquals(purpose.get("granted"), service.get("granted"));
      }
    }
  }

  private JsonObject exported() {
    List<JsonObject> records = new ArrayList<>();
    ledger.export(records::add, progress -> {});
    assertEquals(1, records.size());
    return records.get(0);
  }

  @Test
  void keys_text_isNeverShown() {
    String text = SigningKeys.generate();
    assertFalse(SigningKeys.parse(text).toString().contains(text.substring(0, 10)));
    assertFalse(SigningKeys.parse(text).publicKeys().contains(text.substring(0, 43)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# none", "secret", "AAAA.BBBB"})
  void keys_malformed_areRefusedWithoutQuoting(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SigningKeys.parse(text));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("keys new --signing"), message);
    assertFalse(message.contains("secret"), message);
  }

  @Test
  void keys_halvesOfTwoPairs_areRefused() {
    String one = SigningKeys.generate();
    String other = SigningKeys.generate();
    String mixed = one.substring(0, 44) + other.substring(44);
    assertThrows(IllegalArgumentException.class, () -> SigningKeys.parse(mixed));
  }
}
