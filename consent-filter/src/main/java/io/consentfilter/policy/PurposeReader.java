// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Optional;

/** Reads one purpose. */
final class PurposeReader implements Form<Purpose> {

  private final Texts texts;
  private final Names names;

  PurposeReader(Texts texts, Names names) {
    this.texts = texts;
    this.names = names;
  }

  @Override
  public Optional<Purpose> read(Located value, Mistakes mistakes) {
    return Fields.of(value, mistakes).map(this::purpose);
  }

  private Purpose purpose(Fields fields) {
    String id = names.id(fields);
    Localized name = fields.need("name", texts.localized(), Texts.NONE);
    Localized description = fields.need("description", texts.localized(), Texts.NONE);
    boolean sharing = fields.find("sharing", Form.TRUTH, false);
    fields.end();
    return new Purpose(id, name, description, sharing, fingerprint(fields, id, sharing));
  }

  private int fingerprint(Fields fields, String id, boolean sharing) {
    int fingerprint = Fingerprint.purpose(id, sharing);
    if (!id.isEmpty()) {
      names.fingerprint(fingerprint, id, fields.where("id"));
    }
    return fingerprint;
  }
}
