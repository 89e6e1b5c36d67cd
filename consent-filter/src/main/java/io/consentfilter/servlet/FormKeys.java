// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Keys;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key of each user for what the browser keeps of a form when a login ends. It follows from the
 * user's id and the keys of the site, so that the next login finds the same one on any node, and
 * nobody else ever gets it. Thread-safe.
 */
final class FormKeys {

  private static final int TAG_LENGTH = 16;

  private final Keys keys;

  FormKeys(Keys keys) {
    this.keys = keys;
  }

  /** Returns what tells this user apart from others and says nothing else. */
  String tag(String userId) {
    return base64Url(Arrays.copyOf(keys.derive("user tag", userId), TAG_LENGTH));
  }

  /** Returns the key for AES-256-GCM as a JSON Web Key (RFC 7517, RFC 7518 section 6.4). */
  JsonObject key(String userId) {
    return Json.createObjectBuilder()
        .add("kty", "oct")
        .add("alg", "A256GCM")
        .add("key_ops", Json.createArrayBuilder().add("encrypt").add("decrypt"))
        .add("k", base64Url(keys.derive("form input", userId)))
        .build();
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
