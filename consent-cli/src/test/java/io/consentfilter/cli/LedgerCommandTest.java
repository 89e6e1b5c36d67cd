// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Decision;
import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.consent.Selection;
import io.consentfilter.ledger.ConsentRecord;
import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.ShownNotice;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.ledger.Terms;
import io.consentfilter.policy.Policy;
import io.consentfilter.store.FileLedgerStore;
import io.consentfilter.store.JdbcLedgerStore;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on ledgers as they are called, inside this process. */
class LedgerCommandTest {

  private static final Instant START = Instant.parse("2026-11-01T23:59:58Z");
  private static final Policy POLICY =
      Policy.parse(
          """
          {"revision":3,"controller":{"name":"Boekhuis","contact":"info@boekhuis.example"},
           "languages":["nl"],
           "purposes":[{"id":"video","name":{"nl":"Films"},"description":{"nl":"Films."}}],
           "services":[{"use":"youtube"}]}
          """);
  private static final ShownNotice NOTICE =
      ShownNotice.of(
          POLICY, new Terms("NL", "EU", Duration.ofDays(1825), "/consent"), "nl", "Mag dat?");

  @TempDir private Path folder;
  private Path ledger;
  private Path keys;

  /** What a run left behind. */
  private record Run(int code, String out, String err) {}

  private static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    int code = command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    return new Run(code, out.toString(), err.toString());
  }

  @BeforeEach
  void fourRecordsInTwoDays() throws IOException {
    ledger = folder.resolve("ledger");
    keys = ledger.resolve("signing.keys");
    Files.createDirectories(ledger);
    SigningKeys.open(keys);
    fill(FileLedgerStore.open(ledger));
  }

  private void fill(LedgerStore store) throws IOException {
    Clock clock = Clock.fixed(START.plusSeconds(4), ZoneOffset.UTC);
    try (Ledger open = new Ledger(store, SigningKeys.read(keys), clock)) {
      open.keep(NOTICE);
      Decision nobody = Decision.of(POLICY, Optional.empty(), false, START);
      for (int i = 0; i < 4; i++) {
        Clock now = Clock.fixed(START.plusSeconds(i), ZoneOffset.UTC);
        Decision after =
            new Decisions(POLICY, Keys.parse(Keys.generate()), now)
                .choose(nobody, i == 1 ? Selection.NONE : Selection.ALL);
        open.append(ConsentRecord.ofChoice(nobody, after, NOTICE.hash(), "nl"));
      }
    }
  }

  private String place() {
    return ledger.toString();
  }

  private void edit(String before, String after) throws IOException {
    Path lines = ledger.resolve("ledger.jsonl");
    Files.writeString(lines, Files.readString(lines).replaceFirst(before, after));
  }

  @Test
  @Tag("R45")
  void verify_sound_printsTheHead() {
    Run run = run("ledger", "verify", place());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("The ledger is sound: 4 records."), run.out());
    assertTrue(run.out().contains("head: 4:"), run.out());
    assertEquals("", run.err());
  }

  @Test
  @Tag("R45")
  void verify_editedLine_namesItAndFails() throws IOException {
    edit("\"video\":false", "\"video\":true");
    Run run = run("ledger", "verify", place());
    assertEquals(1, run.code());
    assertEquals("line 2: record 2 was edited", run.err().strip());
    assertEquals("", run.out());
  }

  @Test
  void verify_knownHead_noticesWhatIsGone() throws IOException {
    String head = run("ledger", "verify", place()).out().lines().skip(1).findFirst().orElseThrow();
    String known = head.substring("head: ".length());
    assertEquals(0, run("ledger", "verify", place(), "--head", known).code());
    assertEquals(1, run("ledger", "verify", place(), "--head", "3" + known.substring(1)).code());
    assertEquals(2, run("ledger", "verify", place(), "--head", "none").code());
  }

  @Test
  @Tag("R40")
  void export_json_isAnArrayOfCompleteRecords() {
    Run run = run("ledger", "export", place());
    assertEquals(0, run.code(), run.err());
    try (JsonReader reader = Json.createReader(new StringReader(run.out()))) {
      JsonArray records = reader.readArray();
      assertEquals(4, records.size());
      assertEquals(22, records.getJsonObject(0).getString("recordId").length());
      assertEquals("EU", records.getJsonObject(0).getString("storageLocation"));
    }
  }

  @Test
  void export_csv_isATable() {
    Run run = run("ledger", "export", place(), "--format", "csv");
    assertEquals(0, run.code(), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(5, lines.size());
    assertTrue(lines.get(0).startsWith("line,recordId,time,"), lines.get(0));
    assertTrue(lines.get(1).contains(",grant,visitor,given,3,nl,video youtube,,NL,"), lines.get(1));
    assertTrue(lines.get(2).contains(",refusal,visitor,refused,3,nl,,video youtube,NL,"));
    assertEquals(2, run("ledger", "export", place(), "--format", "xml").code());
  }

  @Test
  void stats_days_areCountedWithoutIds() {
    Run run = run("ledger", "stats", place());
    assertEquals(0, run.code(), run.err());
    assertEquals(
        List.of(
            "day\trevision\twhat\tcount",
            "2026-11-01\t3\tpurpose video denied\t1",
            "2026-11-01\t3\tpurpose video granted\t1",
            "2026-11-01\t3\tservice youtube denied\t1",
            "2026-11-01\t3\tservice youtube granted\t1",
            "2026-11-01\t3\tvisitor grant\t1",
            "2026-11-01\t3\tvisitor refusal\t1",
            "2026-11-02\t3\tpurpose video granted\t2",
            "2026-11-02\t3\tservice youtube granted\t2",
            "2026-11-02\t3\tvisitor grant\t2"),
        run.out().lines().toList());
  }

  @Test
  @Tag("R46")
  void purge_beforeADay_keepsTheRestSound() {
    Run run = run("ledger", "purge", place(), "--before", "2026-11-02");
    assertEquals("Removed 2 records.", run.out().strip(), run.err());
    assertTrue(
        run("ledger", "verify", place()).out().startsWith("The ledger is sound: 2 records."));
    assertEquals(0, run("ledger", "purge", place(), "--keep-days", "100000").code());
    assertEquals(2, run("ledger", "purge", place(), "--keep-days", "-1").code());
    assertEquals(2, run("ledger", "purge", place()).code());
  }

  @Test
  @Tag("R45")
  @Tag("R46")
  void purge_editedLine_isNotRemovedUnasked() throws IOException {
    edit("\"video\":false", "\"video\":true");
    Run run = run("ledger", "purge", place(), "--keep-days", "0");
    assertEquals(1, run.code());
    assertTrue(run.err().startsWith("line 2: record 2 was edited"), run.err());
    assertTrue(run.err().contains("Nothing was removed"), run.err());
    assertEquals(1, run("ledger", "verify", place()).code());
    Run unsound = run("ledger", "purge", place(), "--keep-days", "0", "--unsound");
    assertEquals("Removed 4 records.", unsound.out().strip(), unsound.err());
  }

  @Test
  void purge_ledgerInUse_isRefused() {
    try (LedgerStore open = FileLedgerStore.open(ledger)) {
      Run run = run("ledger", "purge", place(), "--keep-days", "0");
      assertEquals(2, run.code());
      assertTrue(run.err().contains("in use by another process"), run.err());
      assertTrue(open.notice(NOTICE.hash()).isPresent());
    }
  }

  @Test
  @Tag("R44")
  void notice_ofARecord_isWhatWasShown() {
    Run run = run("ledger", "notice", place(), NOTICE.hash());
    assertEquals(NOTICE.text(), run.out().strip(), run.err());
    assertEquals(1, run("ledger", "notice", place(), "A".repeat(43)).code());
    assertEquals(2, run("ledger", "notice", place(), "../x").code());
  }

  @Test
  void purge_noDay_saysWhatADayIs() {
    Run run = run("ledger", "purge", "--before", "yesterday", place());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("found \"yesterday\"; allowed: a day as in 2026-11-01"));
    assertFalse(run.err().contains("java."), run.err());
  }

  @Test
  void everyCommand_noLedger_saysSo() {
    String nowhere = folder.resolve("none").toString();
    for (String command : List.of("export", "stats", "verify", "purge --keep-days=9")) {
      Run run = run(("ledger " + command + " " + nowhere).split(" ", -1));
      assertEquals(2, run.code());
      assertTrue(run.err().contains("there is no consent ledger"), run.err());
    }
    assertTrue(run("ledger", "verify", "jdbc:oracle:thin").err().contains("jdbc:postgresql:"));
    assertEquals(2, run("ledger", "stats", "jdbc:oracle:thin").code());
    assertEquals(2, run("ledger", "stats", "jdbc:h2:" + nowhere).code());
    assertEquals(2, run("ledger", "verify", "jdbc:h2:" + nowhere).code());
    assertFalse(Files.exists(Path.of(nowhere)));
  }

  @Test
  @Tag("R45")
  void database_everyCommand_works() throws IOException {
    String url = "jdbc:h2:" + folder.resolve("database");
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    JdbcLedgerStore.createSchema(source);
    fill(new JdbcLedgerStore(source));
    Run run = run("ledger", "verify", url, "--keys", keys.toString());
    assertEquals(0, run.code(), run.err());
    assertEquals(6, run("ledger", "export", url).out().lines().count());
    Run purged = run("ledger", "purge", url, "--before", "2026-11-02", "--keys", keys.toString());
    assertEquals("Removed 2 records.", purged.out().strip(), purged.err());
    assertEquals(0, run("ledger", "verify", url, "--keys", keys.toString()).code());
  }

  @Test
  @Tag("R45")
  void keysRotate_signing_stillVerifies() throws IOException {
    assertEquals(new Run(0, "", ""), run("keys", "rotate", keys.toString()));
    assertEquals(2, Files.readAllLines(keys).size());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
    assertEquals(0, run("ledger", "verify", place()).code());
  }

  @Test
  void keysRotate_choices_putsOneOnTop() throws IOException {
    Path file = folder.resolve("consent.keys");
    assertEquals(0, run("keys", "new", "--out", file.toString()).code());
    String before = Files.readString(file);
    assertEquals(0, run("keys", "rotate", file.toString()).code());
    assertEquals("Keys[2 redacted]", Keys.read(file).toString());
    assertTrue(Files.readString(file).endsWith("\n" + before));
    Files.writeString(file, "not a key");
    assertEquals(2, run("keys", "rotate", file.toString()).code());
    assertEquals("not a key", Files.readString(file));
    assertEquals(2, run("keys", "rotate", folder.resolve("none").toString()).code());
  }

  @Test
  void keysNew_signing_isAPair() {
    String key = run("keys", "new", "--signing").out().strip();
    assertEquals("SigningKeys[1 redacted]", SigningKeys.parse(key).toString());
  }

  @Test
  void progress_onATerminal_isABar() {
    StringWriter err = new StringWriter();
    Progress bar = new Progress(new PrintWriter(err), true);
    bar.accept(0.5);
    bar.accept(0.501);
    bar.accept(1);
    String half = "\r[" + "#".repeat(20) + " ".repeat(20) + "] 50%";
    String whole = "\r[" + "#".repeat(40) + "] 100%" + System.lineSeparator();
    assertEquals(half + whole, err.toString());
  }
}
