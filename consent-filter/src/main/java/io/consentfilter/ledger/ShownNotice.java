// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import io.consentfilter.policy.Controller;
import io.consentfilter.policy.CookieRule;
import io.consentfilter.policy.Localized;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a visitor was shown before deciding, and everything else that is the same for all who saw
 * it: kept once for each version and language, and named by its hash. Immutable and thread-safe.
 */
public final class ShownNotice {

  private final String text;
  private final String hash;

  private ShownNotice(JsonObjectBuilder json) {
    this.text = json.build().toString();
    this.hash = Hashes.of(text);
  }

  /**
   * Makes the notice of a policy.
   *
   * @param language the language it was shown in
   * @param shown exactly what was shown, without anything that differs from visitor to visitor
   */
  public static ShownNotice of(Policy policy, Terms terms, String language, String shown) {
    JsonArrayBuilder purposes = RecordJson.JSON.createArrayBuilder();
    for (Purpose purpose : policy.purposes()) {
      purposes.add(option(purpose.id(), purpose.name(), purpose.description(), language));
    }
    JsonArrayBuilder services = RecordJson.JSON.createArrayBuilder();
    policy.services().stream()
        .filter(Service::asked)
        .forEach(service -> services.add(service(service, language)));
    return new ShownNotice(
        frame(policy, terms, language, shown)
            .add("recipients", strings(recipients(policy)))
            .add("purposes", purposes)
            .add("services", services));
  }

  /**
   * Makes the notice of the box that asks whether a login is to be remembered.
   *
   * @param language the language it was shown in
   * @param name what the box is labelled
   * @param shown exactly what was shown
   */
  public static ShownNotice ofRememberMe(
      Policy policy, Terms terms, String language, String name, String shown) {
    JsonObjectBuilder purpose =
        RecordJson.JSON
            .createObjectBuilder()
            .add("id", ConsentRecord.REMEMBER_ME)
            .add("name", name)
            .add("description", shown);
    return new ShownNotice(
        frame(policy, terms, language, shown)
            .add("recipients", strings(List.of(policy.controller().name())))
            .add("purposes", RecordJson.JSON.createArrayBuilder().add(purpose))
            .add("services", RecordJson.JSON.createArrayBuilder()));
  }

  private static JsonObjectBuilder frame(
      Policy policy, Terms terms, String language, String shown) {
    return RecordJson.JSON
        .createObjectBuilder()
        .add("language", language)
        .add("revision", policy.revision())
        .add("shown", shown)
        .add("jurisdiction", terms.jurisdiction())
        .add("storageLocation", terms.storageLocation())
        .add("retention", terms.retention().toString())
        .add("withdrawalMethod", terms.withdrawalMethod())
        .add(
            "controllers",
            RecordJson.JSON.createArrayBuilder().add(controller(policy.controller())));
  }

  private static JsonObjectBuilder controller(Controller controller) {
    JsonObjectBuilder json =
        RecordJson.JSON
            .createObjectBuilder()
            .add("id", "controller")
            .add("name", controller.name())
            .add("address", controller.address().orElse("not declared"))
            .add("contact", controller.contact())
            .add("type", "controller");
    controller.privacyPage().ifPresent(page -> json.add("policyUrl", page));
    return json;
  }

  private static JsonObjectBuilder option(
      String id, Localized name, Localized description, String language) {
    return RecordJson.JSON
        .createObjectBuilder()
        .add("id", id)
        .add("name", name.in(language))
        .add("description", description.in(language));
  }

  private static JsonObjectBuilder service(Service service, String language) {
    return option(service.id(), service.name(), service.description(), language)
        .add("purpose", service.purpose())
        .add("provider", service.provider())
        .add("recipients", strings(service.recipients()))
        .add("data", strings(data(service)));
  }

  private static Set<String> data(Service service) {
    Set<String> names = new LinkedHashSet<>();
    service.cookies().stream().map(CookieRule::name).forEach(names::add);
    names.addAll(service.storageKeys());
    return names;
  }

  private static Set<String> recipients(Policy policy) {
    Set<String> names = new LinkedHashSet<>();
    names.add(policy.controller().name());
    policy.services().stream()
        .filter(Service::asked)
        .forEach(
            service -> {
              names.add(service.provider());
              names.addAll(service.recipients());
            });
    return names;
  }

  private static JsonArrayBuilder strings(Iterable<String> texts) {
    JsonArrayBuilder json = RecordJson.JSON.createArrayBuilder();
    texts.forEach(json::add);
    return json;
  }

  /** Returns the hash that records name it by: SHA-256 of its text in base64url. */
  public String hash() {
    return hash;
  }

  /** Returns the notice as one line of JSON. */
  public String text() {
    return text;
  }
}
