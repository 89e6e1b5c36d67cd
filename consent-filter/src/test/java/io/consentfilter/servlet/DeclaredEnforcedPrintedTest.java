// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import io.consentfilter.servlet.RawClient.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the policy declares, what the statement prints and what a server lets through are the same:
 * for twelve services in five purposes, with cookies, origins and storage of all kinds.
 */
@Tag("R23")
class DeclaredEnforcedPrintedTest {

  private static final String LIMITS =
      "\"csp\": \"enforce\", \"protected\": [\"/app/*\"], \"loginPage\": \"/login\","
          + " \"choice\": {\"lifetime\": \"P200D\"},"
          + " \"session\": {\"idle\": \"PT25M\", \"absolute\": \"PT9H\"},"
          + " \"rememberMe\": {\"maxAge\": \"P12D\"}, \"transport\": \"proxied\"";
  private static final String NONE = "Cookie: nothing=1";
  private static final String TOO_LONG = "; Path=/; Max-Age=99999999";
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d+) (jaar|dag|dagen|uur|minuut|minuten|seconde|seconden)\\b");
  private static final Pattern ORIGIN = Pattern.compile("(https?|wss?)://[^ ;]+");

  private final Policy policy = policy();
  private Site site;
  private RawClient client;
  private Document statement;

  private static Policy policy() {
    try (InputStream in =
        DeclaredEnforcedPrintedTest.class.getResourceAsStream("../page/twelve-services.json")) {
      String text = new String(in.readAllBytes(), UTF_8);
      return Policy.parse(text.replace("\"transport\": \"http\"", LIMITS));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws Exception {
    site = Site.with(policy).at("/all", this::setEverything).start();
    client = site.client();
    statement = Jsoup.parse(client.get("/consent/statement?lang=nl").body());
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /** What is told of a service, or done for it. */
  private record Facts(Set<String> origins, Set<String> storage, Map<String, Cookie> cookies) {}

  /**
   * A cookie of a service.
   *
   * @param lifetime empty for one that lives until the browser is closed
   * @param others whether other sites set it, which no answer of this one does
   */
  private record Cookie(Optional<Duration> lifetime, boolean others) {}

  /** An application that tries all that is declared, for longer, and something that is not. */
  private void setEverything(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    policy.services().stream()
        .flatMap(service -> service.cookies().stream())
        .filter(rule -> !rule.thirdParty())
        .forEach(rule -> response.addHeader("Set-Cookie", sample(rule.name()) + "=x" + TOO_LONG));
    response.addHeader("Set-Cookie", "undeclared=x" + TOO_LONG);
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(Site.PAGE);
  }

  private static String sample(String name) {
    return name.replace("*", "x1");
  }

  // Declared

  private Map<String, Facts> declared() {
    Map<String, Facts> all = new LinkedHashMap<>();
    policy.services().forEach(service -> all.put(service.name().in("nl"), declared(service)));
    return all;
  }

  private static Facts declared(Service service) {
    Map<String, Cookie> cookies = new TreeMap<>();
    service
        .cookies()
        .forEach(rule -> cookies.put(rule.name(), new Cookie(rule.lifetime(), rule.thirdParty())));
    return new Facts(
        new TreeSet<>(service.origins()), new TreeSet<>(service.storageKeys()), cookies);
  }

  // Printed

  private Map<String, Facts> printed() {
    Map<String, Facts> all = new LinkedHashMap<>();
    for (Element name : statement.select("h3")) {
      Map<String, Element> parts = partsBelow(name);
      if (parts.containsKey("dl")) {
        all.put(name.text(), facts(parts));
      }
    }
    return all;
  }

  /** The elements between one heading and the next, by their names. */
  private static Map<String, Element> partsBelow(Element heading) {
    Map<String, Element> parts = new TreeMap<>();
    heading.nextElementSiblings().stream()
        .takeWhile(element -> !element.normalName().equals("h3"))
        .forEach(element -> parts.put(element.normalName(), element));
    return parts;
  }

  private static Facts facts(Map<String, Element> parts) {
    Map<String, Set<String>> told = new TreeMap<>();
    for (Element fact : parts.getOrDefault("dl", new Element("dl")).select("div")) {
      told.put(fact.select("dt").text(), new TreeSet<>(fact.select("dd code").eachText()));
    }
    return new Facts(
        told.getOrDefault("Verbindt met", Set.of()),
        told.getOrDefault("Opslag in de browser", Set.of()),
        rows(parts.getOrDefault("table", new Element("table"))));
  }

  private static Map<String, Cookie> rows(Element table) {
    Map<String, Cookie> rows = new TreeMap<>();
    for (Element row : table.select("tbody tr")) {
      List<String> cells = row.select("td").eachText();
      Optional<Duration> lifetime = amounts(cells.get(2)).stream().findFirst();
      assertTrue(lifetime.isPresent() || cells.get(2).equals("tot u de browser sluit"));
      rows.put(cells.get(0), new Cookie(lifetime, cells.get(3).startsWith("ja: ")));
    }
    return rows;
  }

  private static List<Duration> amounts(String text) {
    return AMOUNT
        .matcher(text)
        .results()
        .map(found -> amount(Long.parseLong(found.group(1)), found.group(2)))
        .toList();
  }

  private static Duration amount(long number, String unit) {
    return switch (unit) {
      case "jaar" -> Duration.ofDays(365 * number);
      case "dag", "dagen" -> Duration.ofDays(number);
      case "uur" -> Duration.ofHours(number);
      case "minuut", "minuten" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private List<Duration> printedLimits() {
    return statement.select("section").stream()
        .filter(section -> section.select("h2").text().equals("Ingelogd zijn en blijven"))
        .flatMap(section -> amounts(section.text()).stream())
        .toList();
  }

  // Enforced

  private String granting(String form) throws IOException {
    Answer answer = client.post("/consent", form);
    return "Cookie: __Host-consent=" + answer.cookie("__Host-consent").orElseThrow();
  }

  private Map<String, Cookie> cookiesLetThrough(String visitor) throws IOException {
    Map<String, Cookie> cookies = new TreeMap<>();
    for (String line : client.get("/all", visitor).headers("Set-Cookie")) {
      cookies.put(line.split("=", 2)[0], sent(line));
    }
    return cookies;
  }

  private Set<String> originsLetThrough(String visitor) throws IOException {
    String header = client.get("/all", visitor).header("Content-Security-Policy").orElseThrow();
    return ORIGIN
        .matcher(header)
        .results()
        .map(found -> found.group().replaceFirst("^ws", "http"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> storageCleared(String visitor) throws IOException {
    String status = client.get("/consent/status", visitor).body();
    try (JsonReader reader = Json.createReader(new StringReader(status))) {
      JsonObject activation = reader.readObject().getJsonObject("activation");
      return activation.getJsonArray("clear").getValuesAs(JsonString.class).stream()
          .map(JsonString::getString)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** What may be set here of the cookies of these services. */
  private static Map<String, Cookie> own(Stream<Facts> services) {
    Map<String, Cookie> cookies = new TreeMap<>();
    services.forEach(facts -> facts.cookies.forEach((name, c) -> cookies.put(sample(name), c)));
    cookies.values().removeIf(Cookie::others);
    return cookies;
  }

  private static Set<String> all(Map<String, Facts> services, Function<Facts, Set<String>> part) {
    return services.values().stream()
        .flatMap(facts -> part.apply(facts).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  // The same

  @Test
  void services_declared_arePrinted() {
    assertEquals(12, policy.services().size());
    assertEquals(declared(), printed());
    statement.select("td:containsOwn(ja: )").forEach(this::assertItsProvider);
  }

  /** Who sets a cookie of a third party is told in its row and above its table. */
  private void assertItsProvider(Element cell) {
    String service =
        requireNonNull(cell.closest("table")).previousElementSiblings().select("dd").get(0).text();
    assertTrue(service.startsWith(cell.text().substring(4)), cell.text());
  }

  @Test
  void services_printed_areWhatIsLetThrough() throws IOException {
    Map<String, Facts> printed = printed();
    for (Service service : policy.services()) {
      Facts told = requireNonNull(printed.get(service.name().in("nl")));
      String visitor = granting("choice=selected&service=" + service.id());
      assertEquals(own(Stream.of(told)), cookiesLetThrough(visitor), service.id());
      Set<String> origins = originsLetThrough(visitor);
      assertTrue(told.origins.containsAll(origins), service.id());
      told.origins.stream()
          .filter(origin -> !origin.contains("*"))
          .forEach(origin -> assertTrue(origins.contains(origin), origin));
      site.clock().advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void everything_grantedOrRefused_isWhatIsPrinted() throws IOException {
    Map<String, Facts> printed = printed();
    String refusal = granting("choice=none");
    for (String visitor : List.of(NONE, refusal)) {
      assertEquals(Map.of(), cookiesLetThrough(visitor));
      assertEquals(Set.of(), originsLetThrough(visitor));
    }
    assertEquals(all(printed, Facts::storage), storageCleared(refusal));
    String visitor = granting("choice=all");
    assertEquals(own(printed.values().stream()), cookiesLetThrough(visitor));
    assertEquals(all(printed, Facts::origins), originsLetThrough(visitor));
    assertEquals(Set.of(), storageCleared(visitor));
  }

  @Test
  @Tag("R61")
  void limits_declaredAndPrinted_areKept() throws IOException {
    Duration idle = Duration.ofMinutes(25);
    Duration absolute = Duration.ofHours(9);
    assertEquals(List.of(idle, absolute, Duration.ofDays(12)), printedLimits());
    Map<String, Cookie> own = rows(requireNonNull(statement.select("table").first()));
    Answer chosen = client.post("/consent", "choice=none");
    Answer login = client.post("/login", "username=anna&password=x&remember=on");
    assertEquals(own.get("__Host-consent"), sent(chosen, "__Host-consent"));
    assertEquals(own.get("__Host-remember"), sent(login, "__Host-remember"));
    assertEquals(own.get("__Host-session"), sent(login, "__Host-session"));
    assertEquals(3, own.size());
    String session = "Cookie: __Host-session=" + login.cookie("__Host-session").orElseThrow();
    assertLoggedInFor(absolute, idle.minusSeconds(1), session);
    assertLoggedInFor(Duration.ZERO, idle, loggedIn());
  }

  private String loggedIn() throws IOException {
    Answer login = client.post("/login", "username=anna&password=x");
    return "Cookie: __Host-session=" + login.cookie("__Host-session").orElseThrow();
  }

  /** Asks for a page again and again; the first that is refused tells when it ended. */
  private void assertLoggedInFor(Duration least, Duration pause, String session)
      throws IOException {
    Duration since = Duration.ZERO;
    int status = client.get("/app/page", session).status();
    while (status == 200) {
      site.clock().advance(pause);
      since = since.plus(pause);
      status = client.get("/app/page", session).status();
    }
    assertTrue(since.compareTo(least) >= 0, "only for " + since);
    assertTrue(since.minus(pause).compareTo(least) <= 0, "for " + since.minus(pause));
  }

  private static Cookie sent(Answer answer, String cookie) {
    return sent(answer.setCookie(cookie).orElseThrow());
  }

  private static Cookie sent(String line) {
    Matcher life = Pattern.compile("; Max-Age=(\\d+)").matcher(line);
    return life.find()
        ? new Cookie(Optional.of(Duration.ofSeconds(Long.parseLong(life.group(1)))), false)
        : new Cookie(Optional.empty(), false);
  }
}
