// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Keys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The program as it is called, inside this process. */
class CommandLineTest {

  private static final String SOUND =
      """
      {"revision":3,"controller":{"name":"Boekhuis","contact":"info@boekhuis.example"},
       "languages":["nl","en"],
       "purposes":[{"id":"video","name":{"nl":"Films","en":"Films"},
                    "description":{"nl":"Films.","en":"Films."}}],
       "services":[{"use":"youtube"}],
       "session":{"idle":"PT30M"}}
      """;

  @TempDir private Path folder;

  /** What a run left behind. */
  private record Run(int code, String out, String err) {}

  private static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    int code = command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    return new Run(code, out.toString(), err.toString());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  @Test
  void policyCheck_soundPolicy_printsASummary() throws IOException {
    Path file = file("policy.json", SOUND);
    String expected =
        lines(
            file + " is sound.",
            "revision: 3",
            "languages: nl, en",
            "1 purpose, 1 service, 5 cookies",
            "session: ends after 30 minutes without activity, after 1 day at the latest",
            "remembered login: 30 days",
            "choice: 184 days");
    assertEquals(new Run(0, expected, ""), run("policy", "check", file.toString()));
  }

  @Test
  void policyCheck_unsafeSettings_warns() throws IOException {
    String json =
        SOUND.strip().replaceFirst("\\}$", ",\"transport\":\"http\",\"undeclared\":\"report\"}");
    Run run = run("policy", "check", file("policy.json", json).toString());
    assertEquals(0, run.code());
    assertEquals(2, run.out().lines().filter(line -> line.startsWith("warning: ")).count());
  }

  @Test
  void policyCheck_mistakes_tellsEachOnALine() throws IOException {
    Path file = file("policy.json", SOUND.replace("PT30M", "PT0M").replace("youtube", "yootube"));
    Run run = run("policy", "check", file.toString());
    List<String> told = run.err().lines().toList();
    assertEquals(List.of(1, "", 2), List.of(run.code(), run.out(), told.size()));
    String service = ":5:21: $.services[0].use: unknown ready-made service; found \"yootube\";";
    assertTrue(told.get(0).startsWith(file + service), told.get(0));
    assertTrue(told.get(0).endsWith("(docs/troubleshooting.md#policy-ready-made)"), told.get(0));
    String duration =
        ":6:20: $.session.idle: not a duration, or out of range; found \"PT0M\"; allowed:"
            + " PT1M to P1D in ISO 8601, such as PT60M or P30D"
            + " (docs/troubleshooting.md#policy-duration)";
    assertEquals(file + duration, told.get(1));
  }

  @Test
  void policyCheck_noFile_saysSo() {
    String file = folder.resolve("none.json").toString();
    String expected = lines("Cannot read " + file + ": there is no such file or folder.");
    assertEquals(new Run(2, "", expected), run("policy", "check", file));
  }

  @Test
  void policyCheck_folder_isNotReadable() {
    Run run = run("policy", "check", folder.toString());
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("Cannot read " + folder + ": "), run.err());
  }

  @Test
  @Tag("R33")
  void policyDiff_newRecipient_namesOnlyThatService() throws IOException {
    Path older = file("old.json", SOUND);
    Path newer =
        file("new.json", SOUND.replace("\"youtube\"", "\"youtube\",\"recipients\":[\"B\"]"));
    assertEquals(
        new Run(
            0,
            lines(
                "asked: service youtube",
                "no longer counts: service youtube",
                "Asked of everybody who chose under revision 3, whether they allowed or refused;"
                    + " their other answers stand."),
            ""),
        run("policy", "diff", older.toString(), newer.toString()));
  }

  @Test
  @Tag("R33")
  void policyDiff_typo_asksNothing() throws IOException {
    Path older = file("old.json", SOUND);
    Path newer = file("new.json", SOUND.replace("Films.", "Filmpjes."));
    assertEquals(
        new Run(0, lines("Nothing is asked again."), ""),
        run("policy", "diff", older.toString(), newer.toString()));
  }

  @Test
  void policyDiff_unsoundNewPolicy_tellsItsMistakes() throws IOException {
    Path older = file("old.json", SOUND);
    Path newer = file("new.json", "[]");
    Run run = run("policy", "diff", older.toString(), newer.toString());
    assertEquals(1, run.code());
    assertTrue(run.err().startsWith(newer + ":1:1: $: wrong type"), run.err());
  }

  @Test
  void keysNew_noFile_printsOneKey() {
    Run run = run("keys", "new");
    assertEquals(0, run.code());
    assertEquals("", run.err());
    assertEquals(1, run.out().lines().count());
    assertEquals(32, Base64.getUrlDecoder().decode(run.out().strip()).length);
    assertFalse(run.out().contains("="));
    assertNotEquals(run.out(), run("keys", "new").out());
  }

  @Test
  void keysNew_file_isReadableByItsOwnerOnly() throws IOException {
    Path file = folder.resolve("consent.keys");
    assertEquals(new Run(0, "", ""), run("keys", "new", "--out", file.toString()));
    assertEquals("Keys[1 redacted]", Keys.read(file).toString());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void keysNew_fileExists_keepsIt() throws IOException {
    Path file = file("consent.keys", "precious");
    Run run = run("keys", "new", "--out", file.toString());
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("never overwritten"), run.err());
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void keysNew_noFolder_saysSo() {
    Run run = run("keys", "new", "--out", folder.resolve("none").resolve("k").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("there is no such file or folder"), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "policy",
        "policy check",
        "policy diff",
        "keys",
        "keys new",
        "keys rotate",
        "ledger",
        "ledger verify",
        "ledger export",
        "ledger stats",
        "ledger purge",
        "ledger notice"
      })
  void help_everyCommand_documentsExitCodes(String command) {
    Run run = run((command + " --help").strip().split(" "));
    assertEquals(0, run.code());
    assertTrue(run.out().contains("Usage: " + ("consent " + command).strip()), run.out());
    assertTrue(run.out().contains("Exit codes:"), run.out());
    assertTrue(run.out().contains("  2   "), run.out());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "policy",
        "policy check",
        "policy diff",
        "keys",
        "keys new",
        "keys rotate",
        "ledger",
        "ledger verify",
        "ledger export",
        "ledger stats",
        "ledger purge",
        "ledger notice"
      })
  void version_everyCommand_isTold(String command) {
    Run run = run((command + " --version").strip().split(" "));
    assertEquals(0, run.code());
    assertTrue(run.out().startsWith("consent "), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "keys", "policy check", "policy check a b", "keys new x"})
  void run_wrongUsage_isRefusedWithHelp(String args) {
    Run run = run(args.split(" "));
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("Usage: consent"), run.err());
  }

  @Test
  void run_misspeltCommand_namesTheNearest() {
    Run run = run("polic");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("Did you mean: consent policy"), run.err());
  }

  private static final String SEEN =
      """
      {"inventory": 1,
       "cookies": [
         {"name": "_ga", "setByServer": false, "places": ["/"]},
         {"name": "theme", "setByServer": true, "lifetime": "P30D", "places": ["/shop/*"]}],
       "origins": [
         {"origin": "https://www.youtube-nocookie.com", "kinds": ["frame"], "places": ["/"]}]}
      """;

  @Test
  @Tag("R5")
  void policyDraft_inventory_printsThePolicyAndTellsWhatItWasDrawnFrom() throws IOException {
    Path seen = file("seen.json", SEEN);
    Run run = run("policy", "draft", seen.toString(), "--name", "Boekhuis", "--contact", "a@b.nl");
    assertEquals(0, run.code());
    assertTrue(run.out().contains("{ \"use\": \"google-analytics\" },"), run.out());
    assertTrue(run.out().contains("{ \"use\": \"youtube\" },"), run.out());
    assertTrue(run.out().contains("{ \"name\": \"theme\", \"lifetime\": \"P30D\" }"), run.out());
    assertEquals(
        lines(
            "google-analytics: cookie _ga, only seen in requests, at /",
            "youtube: origin https://www.youtube-nocookie.com, frame, at /",
            "unknown cookie theme, set by the server for P30D, at /shop/*"),
        run.err());
    Run check = run("policy", "check", file("draft.json", run.out()).toString());
    assertEquals(1, check.code());
    assertEquals(5, check.err().lines().count(), check.err());
    String completed =
        run.out()
            .replace("\"purpose\": \"\"", "\"purpose\": \"necessary\"")
            .replace("\"\"", "\"text\"");
    assertEquals(0, run("policy", "check", file("policy.json", completed).toString()).code());
  }

  @Test
  void policyDraft_noInventory_tellsWhy() throws IOException {
    Run policy = run("policy", "draft", file("policy.json", SOUND).toString());
    assertEquals(1, policy.code());
    assertTrue(policy.err().contains("missing key \"inventory\""), policy.err());
    assertEquals("", policy.out());
    assertEquals(2, run("policy", "draft", folder.resolve("none").toString()).code());
    Run languages = run("policy", "draft", file("seen.json", SEEN).toString(), "--languages", "NL");
    assertEquals(2, languages.code());
    assertTrue(languages.err().startsWith("--languages: not languages in lower case: [NL]"));
  }
}
