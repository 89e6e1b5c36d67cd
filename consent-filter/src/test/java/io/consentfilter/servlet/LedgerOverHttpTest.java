// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Entry;
import io.consentfilter.ledger.ForwardingLedgerStore;
import io.consentfilter.ledger.Head;
import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.Line;
import io.consentfilter.ledger.Receipts;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.servlet.RawClient.Answer;
import io.consentfilter.store.FileLedgerStore;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices over real sockets, and what the ledger has of them. */
class LedgerOverHttpTest {

  private static final String CONSENT = "__Host-consent";
  private static final String GPC = "Sec-GPC: 1";
  private static final String NAVIGATE = "Sec-Fetch-Mode: navigate";

  @TempDir private Path folder;
  private FailingStore store;
  private SigningKeys keys;
  private Site site;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    store = new FailingStore(FileLedgerStore.open(folder));
    keys = SigningKeys.parse(SigningKeys.generate());
    site =
        Site.with(Site.policy())
            .afterConfigured(
                context -> {
                  context.setAttribute(LedgerStore.class.getName(), store);
                  context.setAttribute(SigningKeys.class.getName(), keys);
                })
            .start();
    client = site.client();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /** A file on a disk that may be full. */
  private static final class FailingStore extends ForwardingLedgerStore {

    private volatile boolean full;

    FailingStore(LedgerStore disk) {
      super(disk);
    }

    @Override
    public Head append(Entry entry) {
      if (full) {
        throw new LedgerException("the disk is full", new IOException("no space left"));
      }
      return super.append(entry);
    }

    @Override
    public Optional<Line> find(String recordId, Instant at) {
      if (full) {
        throw new LedgerException("the disk is gone", new IOException("no such device"));
      }
      return super.find(recordId, at);
    }
  }

  private List<JsonObject> records() {
    List<JsonObject> records = new ArrayList<>();
    new Ledger(store, keys, site.clock()).export(records::add, progress -> {});
    return records;
  }

  private List<String> events() {
    return records().stream()
        .map(record -> record.getJsonObject("event"))
        .map(event -> event.getString("name") + " " + event.getString("source"))
        .toList();
  }

  private String choose(String form, String... headers) throws Exception {
    return "Cookie: " + CONSENT + "=" + post(form, headers).cookie(CONSENT).orElseThrow();
  }

  private Answer post(String form, String... headers) throws Exception {
    return client.post("/consent", form, headers);
  }

  private static JsonObject json(Answer answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  @Test
  @Tag("R39")
  @Tag("R41")
  void choices_eachOnce_areRecordedAsWhatTheyAre() throws Exception {
    String refused = choose("choice=none");
    assertEquals(303, post("choice=none", refused).status());
    String granted = choose("choice=selected&purpose=analytics", refused);
    String changed = choose("choice=all", granted);
    choose("choice=none", changed);
    assertEquals(
        List.of("refusal visitor", "grant visitor", "change visitor", "withdrawal visitor"),
        events());
    JsonObject grant = records().get(1);
    assertEquals(
        Map.of("analytics", true, "marketing", false),
        grant.getJsonArray("purposes").getValuesAs(JsonObject.class).stream()
            .collect(Collectors.toMap(p -> p.getString("id"), p -> p.getBoolean("granted"))));
  }

  @Test
  @Tag("R43")
  void receipt_ofAChoice_isSignedAndHasItsId() throws Exception {
    String granted = choose("choice=all");
    Answer answer = client.get("/consent/receipt", granted);
    assertEquals(200, answer.status());
    assertTrue(answer.header("Content-Disposition").orElseThrow().startsWith("attachment"));
    String id = json(client.get("/consent/status", granted)).getString("recordId");
    assertEquals(id, json(answer).getJsonObject("receipt").getString("recordId"));
    assertTrue(Receipts.verify(answer.body(), keys));
    assertEquals(keys.publicKeys(), client.get("/consent/keys.json").body());
    assertEquals(404, client.get("/consent/receipt").status());
    assertTrue(client.get("/consent", granted).body().contains("href=\"/consent/receipt\""));
    assertFalse(client.get("/consent").body().contains("/consent/receipt"));
  }

  @Test
  @Tag("R43")
  @Tag("R34")
  void recordPage_ofAChoice_tellsWhatTheReceiptSays() throws Exception {
    String granted = choose("choice=selected&purpose=analytics");
    JsonObject receipt = json(client.get("/consent/receipt", granted)).getJsonObject("receipt");
    Document page = page(client.get("/consent/record", granted, "Accept-Language: nl"));
    assertEquals(
        List.of(
            "U gaf toestemming.",
            time(receipt.getJsonObject("event").getString("time")),
            time(receipt.getJsonObject("event").getString("validUntil")),
            "Versie 3",
            receipt.getString("recordId")),
        page.select("dd").eachText());
    assertEquals(
        List.of(
            "Statistieken: toegestaan Counter: toegestaan",
            "Counter: toegestaan",
            "Reclame: niet toegestaan Ads: niet toegestaan",
            "Ads: niet toegestaan"),
        page.select("li").eachText());
    assertTrue(page.text().contains("regel " + receipt.getInt("line") + "."));
    assertTrue(page.text().contains(receipt.getString("hash")));
    assertEquals(1, page.select("a[download][href=/consent/receipt]").size());
    assertEquals(1, page.select("a[href=/consent/keys.json]").size());
    assertEquals(1, page.select("form[method=post][action=/consent/erase] button").size());
    assertEquals(1, page(client.get("/consent", granted)).select("a[href=/consent/record]").size());
  }

  private static Document page(Answer answer) {
    assertEquals(200, answer.status());
    assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
    return Jsoup.parse(answer.body());
  }

  private static String time(String utc) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", Locale.forLanguageTag("nl"))
        .format(Instant.parse(utc).atZone(ZoneOffset.UTC));
  }

  @Test
  @Tag("R43")
  void recordPage_ofNobody_saysSo() throws Exception {
    Document page = page(client.get("/consent/record", "Accept-Language: en"));
    assertTrue(page.text().contains("You have not chosen yet."));
    assertTrue(page.select("form, a[download]").isEmpty());
  }

  @Test
  @Tag("R46")
  void recordPage_ofAPurgedRecord_saysSoAndLetsErase() throws Exception {
    String granted = choose("choice=all");
    new Ledger(store, keys, site.clock()).purge(site.clock().instant().plusSeconds(1));
    Document page = page(client.get("/consent/record", granted, "Accept-Language: en"));
    assertTrue(page.text().contains("There is no proof of your choice any more"));
    assertEquals(1, page.select("form[action=/consent/erase]").size());
    assertEquals(404, client.get("/consent/receipt", granted).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/consent/record", "/consent/receipt"})
  @Tag("R47")
  void record_onABrokenDisk_saysThatTheChoiceHolds(String path) throws Exception {
    String granted = choose("choice=all");
    store.full = true;
    Answer answer = client.get(path, granted, "Accept-Language: en");
    assertEquals(503, answer.status());
    assertTrue(answer.body().contains("your choice holds as you made it"), answer.body());
    assertEquals(List.of(), answer.cookieNames());
  }

  @Test
  @Tag("R44")
  void notice_ofARecord_isWhatWasShown() throws Exception {
    choose("choice=all", "Accept-Language: nl");
    String hash = records().get(0).getString("notice");
    String notice = store.notice(hash).orElseThrow();
    assertTrue(notice.contains("Alles weigeren") && notice.contains("Tellen."), notice);
  }

  @Test
  @Tag("R47")
  void choice_onAFullDisk_grantsNothingAndPagesGoOn() throws Exception {
    store.full = true;
    Answer answer = post("choice=all");
    assertEquals(503, answer.status());
    assertEquals(List.of(), answer.cookieNames());
    assertEquals(200, client.get("/").status());
    store.full = false;
    choose("choice=all");
    assertEquals(List.of("grant visitor"), events());
  }

  @Test
  @Tag("R47")
  @Tag("R81")
  void rememberedLogin_onAFullDisk_isALoginThatIsNotRemembered() throws Exception {
    store.full = true;
    Answer login = client.post("/login", "username=anna&password=x&remember=on");
    assertEquals(List.of("__Host-session"), login.cookieNames());
  }

  @Test
  @Tag("R81")
  void rememberedLogin_afterARefusal_hasARecordOfItsOwn() throws Exception {
    String refused = choose("choice=none");
    Answer login = client.post("/login", "username=anna&password=x&remember=on", refused);
    assertTrue(login.cookieNames().contains("__Host-remember"));
    client.post("/login", "username=anna&password=x", refused);
    assertEquals(List.of("refusal visitor", "remember-me visitor"), events());
  }

  @Test
  @Tag("R37")
  void globalPrivacyControl_ofOneClient_isRecordedOnceADay() throws Exception {
    for (int i = 0; i < 3; i++) {
      client.get("/", GPC, NAVIGATE);
    }
    site.client("127.0.0.7").get("/", GPC, NAVIGATE);
    client.get("/", NAVIGATE);
    assertEquals(List.of("refusal gpc", "refusal gpc"), events());
    site.clock().advance(Duration.ofHours(25));
    client.get("/", GPC, NAVIGATE);
    assertEquals(3, events().size());
  }

  @Test
  @Tag("R42")
  void files_ofTheLedger_nameNobody() throws Exception {
    String agent = "User-Agent: Secretly/1.0";
    choose("choice=all&return=/private/page", agent);
    client.get("/?name=anna", GPC, NAVIGATE, agent);
    client.post("/login", "username=anna&password=x&remember=on", agent);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        for (String secret : List.of("127.0.0.1", "Secretly", "anna", "/private/page")) {
          assertFalse(text.contains(secret), secret + " in " + file);
        }
      }
    }
  }

  @Test
  @Tag("R56")
  void choices_tooMany_areRefusedAndNotRecorded() throws Exception {
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      refused += post(i % 2 == 0 ? "choice=all" : "choice=none").status() == 429 ? 1 : 0;
    }
    assertEquals(10, refused);
    assertEquals(30, records().size());
    assertEquals(303, site.client("127.0.0.6").post("/consent", "choice=all").status());
    site.clock().advance(Duration.ofMinutes(1));
    assertEquals(303, post("choice=all").status());
  }

  @Test
  @Tag("R46")
  void records_afterTheirRetention_areGoneAndTheChainHolds() throws Exception {
    choose("choice=all");
    site.clock().advance(Duration.ofDays(5 * 365 + 1));
    choose("choice=none");
    assertEquals(List.of("refusal visitor"), events());
    Ledger ledger = new Ledger(store, keys, site.clock());
    assertTrue(ledger.verify(List.of(), progress -> {}).sound());
  }

  @Test
  void erase_cutsTheLink_andLeavesTheRecord() throws Exception {
    String granted = choose("choice=all");
    Answer erased = client.post("/consent/erase", "return=/app", granted);
    assertEquals(Optional.of("/app"), erased.header("Location"));
    assertTrue(erased.setCookie(CONSENT).orElseThrow().contains("Max-Age=0"));
    assertEquals(List.of("grant visitor"), events());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Site: cross-site", "Origin: https://evil.example"})
  @Tag("R48")
  void erase_fromAnotherSite_isRefused(String header) throws Exception {
    String granted = choose("choice=all");
    Answer refused = client.post("/consent/erase", "", granted, header);
    assertEquals(403, refused.status());
    assertEquals(List.of(), refused.cookieNames());
  }

  @Test
  void start_thatFails_letsGoOfTheLedger(@TempDir Path own) throws Exception {
    Path history = own.resolve("app/WEB-INF/consent-policy-history/1.json");
    Files.createDirectories(history.getParent());
    Files.writeString(history, "{}");
    Site.Starter starter =
        Site.with(Site.policy())
            .files(own.resolve("app"))
            .parameter("ledger", own.resolve("ledger").toString());
    assertThrows(ServletException.class, starter::start);
    Files.delete(history);
    starter.start().close();
  }
}
