// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a site declares in {@code consent-policy.json}: who it is, which purposes and services it
 * has, and how long choices, sessions and remembered logins live. Everything that is enforced,
 * asked, proved and printed follows from this one object. Immutable and thread-safe.
 */
public final class Policy {

  private final Draft draft;
  private final Map<String, Purpose> purposesById = new HashMap<>();
  private final Map<String, Service> servicesById = new HashMap<>();
  private final List<Item> items;
  private final CookieNames cookieNames;

  Policy(Draft draft) {
    this.draft = draft;
    draft.purposes().forEach(purpose -> purposesById.put(purpose.id(), purpose));
    draft.services().forEach(service -> servicesById.put(service.id(), service));
    this.items = Stream.concat(purposeItems(), serviceItems()).toList();
    this.cookieNames = CookieNames.of(draft.transport(), draft.cookieSuffix());
  }

  /**
   * Reads a policy from JSON.
   *
   * @param json the text, at most a million characters
   * @throws PolicyException if it is not a sound policy; it names every mistake
   */
  public static Policy parse(String json) {
    return PolicyReader.parse(json, "policy");
  }

  /**
   * Reads a policy from a file in UTF-8.
   *
   * @throws PolicyException if it is not a sound policy; it names every mistake
   * @throws IOException if the file cannot be read
   */
  public static Policy read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a policy from a stream in UTF-8, which stays open.
   *
   * @param sourceName what messages call the source
   * @throws PolicyException if it is not a sound policy; it names every mistake
   * @throws IOException if the stream cannot be read
   */
  public static Policy read(InputStream in, String sourceName) throws IOException {
    return PolicyReader.read(in, sourceName);
  }

  private Stream<Item> purposeItems() {
    return draft.purposes().stream()
        .map(p -> new Item(p.id(), p.id(), p.sharing(), p.fingerprint()));
  }

  private Stream<Item> serviceItems() {
    return draft.services().stream().filter(Service::asked).map(this::item);
  }

  private Item item(Service service) {
    boolean sharing = purpose(service.purpose()).map(Purpose::sharing).orElse(true);
    return new Item(service.id(), service.purpose(), sharing, service.fingerprint());
  }

  /** Returns the number that the site gives this version; it informs people and decides nothing. */
  public int revision() {
    return draft.revision();
  }

  /** Returns when this version was made, if declared. */
  public Optional<LocalDate> updated() {
    return draft.updated();
  }

  /** Returns who is responsible. */
  public Controller controller() {
    return draft.controller();
  }

  /** Returns the languages as BCP 47 tags in lower case, the default first; never empty. */
  public List<String> languages() {
    return draft.languages();
  }

  /**
   * Returns the words of the filter's own pages by key: those that the site writes, else the
   * shipped ones.
   *
   * @throws IllegalArgumentException if the policy is not in this language
   */
  public Map<String, String> texts(String language) {
    Map<String, String> words = draft.texts().get(language);
    if (words == null) {
      throw new IllegalArgumentException("the policy is in " + languages());
    }
    return words;
  }

  /** Returns the optional purposes in the declared order; the necessary one is not among them. */
  public List<Purpose> purposes() {
    return draft.purposes();
  }

  /** Returns all services, the necessary ones too, in the declared order. */
  public List<Service> services() {
    return draft.services();
  }

  /** Returns the services of one purpose, which may be {@link Purpose#NECESSARY}. */
  public List<Service> services(String purposeId) {
    return services().stream().filter(s -> s.purpose().equals(purposeId)).toList();
  }

  /** Returns the optional purpose with this id. */
  public Optional<Purpose> purpose(String id) {
    return Optional.ofNullable(purposesById.get(id));
  }

  /** Returns the service with this id. */
  public Optional<Service> service(String id) {
    return Optional.ofNullable(servicesById.get(id));
  }

  /** Returns all that a visitor is asked about: the purposes, then the services asked for. */
  public List<Item> items() {
    return items;
  }

  /** Returns how long logins live. */
  public SessionRules session() {
    return draft.session();
  }

  /** Returns how long remembered logins live. */
  public RememberRules rememberMe() {
    return draft.rememberMe();
  }

  /** Returns when an address counts as breaking in. */
  public BreakInLimits breakIn() {
    return draft.breakIn();
  }

  /** Returns what every record of a choice says besides the choice. */
  public LedgerTerms ledger() {
    return draft.ledger();
  }

  /**
   * Returns how long a choice is remembered, a refusal as long as a grant: 184 days unless
   * declared.
   */
  public Duration choiceLifetime() {
    return draft.choiceLifetime();
  }

  /** Returns the paths that need a login. */
  public List<PathPattern> protectedPaths() {
    return draft.protectedPaths();
  }

  /** Returns the path of the login page; present where protected paths are declared. */
  public Optional<String> loginPage() {
    return draft.loginPage();
  }

  /** Returns paths whose unsafe requests skip the origin check, such as a payment webhook. */
  public List<PathPattern> originExempt() {
    return draft.originExempt();
  }

  /** Returns the path under which the toolkit's own routes live, such as {@code /consent}. */
  public String prefix() {
    return draft.prefix();
  }

  /** Returns which hardening headers the filter sends. */
  public HeaderRules headers() {
    return draft.headers();
  }

  /** Returns how visitors reach the application. */
  public Transport transport() {
    return draft.transport();
  }

  /** Returns what happens to undeclared cookies. */
  public Undeclared undeclared() {
    return draft.undeclared();
  }

  /** Returns what is done with the derived Content-Security-Policy. */
  public CspMode csp() {
    return draft.csp().mode();
  }

  /** Returns what the derived Content-Security-Policy is like. */
  public CspRules cspRules() {
    return draft.csp();
  }

  /** Returns whether pages are the same for everybody, so that shared caches may keep them. */
  public boolean staticPages() {
    return draft.staticPages();
  }

  /** Returns the names of the filter's own cookies. */
  public CookieNames cookieNames() {
    return cookieNames;
  }

  /** All declared values, checked by the reader; a record so that the reader can fill it in. */
  record Draft(
      int revision,
      Optional<LocalDate> updated,
      Controller controller,
      List<String> languages,
      Map<String, Map<String, String>> texts,
      List<Purpose> purposes,
      List<Service> services,
      SessionRules session,
      RememberRules rememberMe,
      BreakInLimits breakIn,
      LedgerTerms ledger,
      Duration choiceLifetime,
      List<PathPattern> protectedPaths,
      Optional<String> loginPage,
      List<PathPattern> originExempt,
      String prefix,
      HeaderRules headers,
      Transport transport,
      Undeclared undeclared,
      CspRules csp,
      boolean staticPages,
      String cookieSuffix) {

    Draft {
      languages = List.copyOf(languages);
      texts =
          texts.entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Map.Entry::getKey, words -> Map.copyOf(words.getValue())));
      purposes = List.copyOf(purposes);
      services = List.copyOf(services);
      protectedPaths = List.copyOf(protectedPaths);
      originExempt = List.copyOf(originExempt);
    }
  }
}
