// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one service, declared in full or as a change to a ready-made one. */
final class ServiceReader implements Form<Service> {

  private static final int LONGEST_KEY = 256;

  private static final Form<String> STORAGE_KEY =
      Form.text(
          Rule.TEXT,
          "not a storage key",
          "at most 256 characters, * as wildcard beside at least two others",
          text -> Optional.of(text).filter(t -> t.length() <= LONGEST_KEY && Wildcard.telling(t)));

  /** What is shorter is found in scripts of others too. */
  private static final int SHORTEST_INLINE = 4;

  private static final Form<String> INLINE =
      Form.text(
          Rule.TEXT,
          "not a part of a script",
          "at most 256 characters, at least 4 of them neither * nor blank",
          text -> Optional.of(text).filter(ServiceReader::tellingInline));

  private static final Form<ConsentCall> CONSENT_CALL =
      Form.oneOf(
          Arrays.stream(ConsentCall.values())
              .collect(Collectors.toMap(ConsentCall::word, Function.identity())));

  private final Texts texts;
  private final Names names;
  private final Set<String> purposes;
  private final ReadyMade readyMade;
  private final CookieReader cookies;
  private final Form<String> origin;

  ServiceReader(
      Texts texts, Names names, List<Purpose> purposes, ReadyMade readyMade, SiteReader site) {
    this.texts = texts;
    this.names = names;
    this.purposes = ids(purposes);
    this.readyMade = readyMade;
    this.cookies = new CookieReader(texts, site.cookieSuffix());
    this.origin = Addresses.origin(site.transport());
  }

  private static Set<String> ids(List<Purpose> purposes) {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(Purpose.NECESSARY);
    purposes.stream().map(Purpose::id).filter(id -> !id.isEmpty()).forEach(ids::add);
    return ids;
  }

  private static boolean tellingInline(String text) {
    return text.length() <= LONGEST_KEY
        && text.chars().filter(c -> c != '*' && c != ' ').count() >= SHORTEST_INLINE;
  }

  @Override
  public Optional<Service> read(Located value, Mistakes mistakes) {
    return Fields.of(value, mistakes)
        .flatMap(declared -> readyMade.complete(declared, mistakes))
        .map(fields -> service(fields, mistakes));
  }

  private Service service(Fields fields, Mistakes mistakes) {
    Service read = fields(fields);
    fields.end();
    if (read.exempt()) {
      checkExempt(read, fields, mistakes);
    }
    if (!read.id().isEmpty()) {
      names.fingerprint(read.fingerprint(), read.id(), fields.where("id"));
    }
    return read;
  }

  private Service fields(Fields fields) {
    String id = names.id(fields);
    String purpose = fields.need("purpose", purpose(), "");
    Localized name = fields.need("name", texts.localizedOrPlain(), Texts.NONE);
    Localized description = fields.need("description", texts.localized(), Texts.NONE);
    String provider = fields.need("provider", Form.TEXT, "");
    List<String> recipients = fields.list("recipients", Form.TEXT);
    List<String> origins = fields.list("origins", origin);
    return new Service(
        id,
        purpose,
        name,
        description,
        provider,
        fields.find("privacyUrl", Addresses.LINK),
        recipients,
        fields.list("cookies", cookies),
        fields.list("storageKeys", STORAGE_KEY),
        origins,
        fields.list("addresses", Addresses.below(origins)),
        fields.find("kinds", new KindsReader(origins), Map.of()),
        fields.list("inline", INLINE),
        fields.list("consentCalls", CONSENT_CALL),
        fields.find("exempt", Form.TRUTH, false),
        Fingerprint.service(id, purpose, provider, recipients, origins));
  }

  private Form<String> purpose() {
    return Form.text(
        Rule.PURPOSE,
        "unknown purpose",
        "the id of a purpose: " + String.join(", ", purposes),
        text -> Optional.of(text).filter(purposes::contains));
  }

  private void checkExempt(Service service, Fields fields, Mistakes mistakes) {
    if (service.necessary()) {
      exempt(fields.where("exempt"), "a necessary service needs no exemption", mistakes);
    }
    if (!service.cookies().isEmpty()) {
      exempt(fields.where("cookies"), "an exempt service with cookies", mistakes);
    }
    if (!service.storageKeys().isEmpty()) {
      exempt(fields.where("storageKeys"), "an exempt service with storage keys", mistakes);
    }
    if (!service.origins().isEmpty()) {
      exempt(fields.where("origins"), "an exempt service with origins", mistakes);
    }
  }

  private static void exempt(Where where, String problem, Mistakes mistakes) {
    mistakes.add(
        Rule.EXEMPT, where, problem, "", "\"exempt\" only where nothing is stored, read or loaded");
  }
}
