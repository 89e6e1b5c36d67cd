// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A policy to start from, drawn from what a site was seen to use. Known services are used as they
 * come declared; everything else stands in services whose blanks a person must fill in: a policy
 * with blanks is refused, each blank at its line. It only reports, and enforces nothing yet.
 * Immutable and thread-safe.
 *
 * @param json the policy
 * @param notes what it was drawn from and what it leaves out, a line each
 */
public record PolicyDraft(String json, List<String> notes) {

  /** Copies the notes. */
  public PolicyDraft {
    notes = List.copyOf(notes);
  }

  /**
   * What nobody can see from outside. Immutable and thread-safe.
   *
   * @param languages as BCP 47 tags in lower case, the default first
   * @param name of who is responsible; may be empty, which leaves a blank
   * @param contact an e-mail address or https URL; may be empty, which leaves a blank
   */
  public record Site(List<String> languages, String name, String contact) {

    /**
     * Checks the languages.
     *
     * @throws IllegalArgumentException if there is none, or one is no tag or named twice
     */
    public Site {
      languages = List.copyOf(languages);
      if (languages.isEmpty() || !languages.stream().allMatch(Texts::language)) {
        throw new IllegalArgumentException("not languages in lower case: " + languages);
      }
      if (Set.copyOf(languages).size() < languages.size()) {
        throw new IllegalArgumentException("a language twice: " + languages);
      }
    }
  }

  /** Draws a draft from an inventory. */
  public static PolicyDraft of(Inventory inventory, Site site) {
    Recognition recognition = new Recognition(inventory);
    DraftServices services = new DraftServices(recognition, site);
    Set<String> purposes = new LinkedHashSet<>();
    recognition
        .services()
        .keySet()
        .forEach(id -> purposes.add(Catalogue.service(id).orElseThrow().purpose()));
    return new PolicyDraft(
        Layout.of(policy(site, purposes, services.json())),
        DraftNotes.of(inventory, recognition, services.left()));
  }

  private static JsonObject policy(Site site, Set<String> purposes, JsonArrayBuilder services) {
    return Json.createObjectBuilder()
        .add("revision", 1)
        .add(
            "controller",
            Json.createObjectBuilder().add("name", site.name()).add("contact", site.contact()))
        .add("languages", Layout.strings(site.languages()))
        .add("purposes", DraftPurposes.json(purposes, site.languages()))
        .add("services", services)
        .add("undeclared", "report")
        .add("csp", "report-only")
        .build();
  }
}
