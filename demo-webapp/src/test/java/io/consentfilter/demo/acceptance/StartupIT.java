// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the packaged demo starts, and ends. */
class StartupIT {

  @TempDir private Path folder;

  @Test
  void start_printsOneReadyLineAndLogsElsewhere() throws IOException, InterruptedException {
    try (Demo demo = Demo.serving(folder)) {
      Wire wire = Wire.plain(demo.port());
      assertEquals(200, wire.get("/").status());
      assertEquals(500, wire.get("/fout").status());
      assertTrue(demo.stderr().contains("WARN"), "what it has to say about http");
      assertEquals("Demo ready at http://localhost:" + demo.port() + "/\n", demo.stdout());
    }
  }

  @Test
  void stop_bySignal_endsWithinSecondsAndKeepsTheCounts() throws IOException, InterruptedException {
    try (Demo demo = Demo.serving(folder)) {
      Session visitor = new Session(Wire.plain(demo.port()));
      visitor.post("/consent", "choice=all");
      assertEquals(200, visitor.get("/privacy").status());
      assertTrue(demo.endsWithin(10), "the demo is still running");
      assertTrue(List.of(0, 143).contains(demo.exitValue()), "exit code " + demo.exitValue());
      assertFalse(demo.stderr().contains("Exception"), demo.stderr());
      assertEquals(1, demo.stdout().lines().count());
    }
    try (Demo again = Demo.serving(folder)) {
      Session anna = Session.loggedIn(Wire.plain(again.port()), "anna", false);
      assertTrue(anna.get("/app/stats").body().contains("/privacy</"), "counts of the last run");
    }
  }

  @Test
  void keys_areReadableByTheirOwnerAloneAndStayTheSame() throws IOException, InterruptedException {
    Path keys = folder.resolve("data").resolve("consent.keys");
    String first;
    try (Demo demo = Demo.serving(folder)) {
      assertTrue(demo.port() > 0);
      first = Files.readString(keys, UTF_8);
    }
    assertPermissions("rw-------", keys);
    assertPermissions("rwx------", folder.resolve("data"));
    try (Demo again = Demo.serving(folder)) {
      assertTrue(again.port() > 0);
      assertEquals(first, Files.readString(keys, UTF_8));
    }
  }

  private static void assertPermissions(String expected, Path file) throws IOException {
    assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void help_namesEveryOptionAndStartsNothing() throws IOException, InterruptedException {
    try (Demo demo = Demo.launch(folder, "--help")) {
      assertEquals(0, demo.exitCode());
      String help = demo.stdout();
      for (String option :
          List.of(
              "--port", "--https-port", "--policy", "--data", "--jdbc", "--redis", "boekhouden")) {
        assertTrue(help.contains(option), option);
      }
      assertFalse(help.contains("Demo ready"));
      assertEquals("", demo.stderr());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prot 1", "--port x", "--port 70000", "stray", "--data"})
  void wrongOption_endsWithTwoAndSaysWhich(String arguments)
      throws IOException, InterruptedException {
    String[] words = arguments.split(" ");
    try (Demo demo = Demo.launch(folder, words)) {
      assertEquals(2, demo.exitCode());
      assertEquals("", demo.stdout());
      assertTrue(demo.stderr().contains(words[words.length - 1]), demo.stderr());
      assertFalse(demo.stderr().contains("\tat "), demo.stderr());
      assertFalse(Files.exists(folder.resolve("demo-data")));
    }
  }

  @Test
  void policy_withMistakes_isRefusedWithAllOfThem() throws IOException, InterruptedException {
    Path policy = folder.resolve("broken.json");
    Files.writeString(
        policy,
        """
        {
          "revision": -1,
          "controler": {"name": "X"},
          "languages": ["nl"],
          "session": {"idle": "PT99H"},
          "loginPage": "login"
        }
        """);
    try (Demo demo = Demo.launch(folder, "--port", "0", "--policy", policy.toString())) {
      assertEquals(1, demo.exitCode());
      assertEquals("", demo.stdout());
      String said = demo.stderr();
      for (String mistake :
          List.of("broken.json", "revision", "controler", "controller", "idle", "loginPage")) {
        assertTrue(said.contains(mistake), mistake + " in " + said);
      }
      assertFalse(said.contains("\tat "), said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "\u0000", "{\"revision\":1}{}"})
  void policy_thatIsNone_isRefusedWithoutATrace(String text)
      throws IOException, InterruptedException {
    Path policy = folder.resolve("none.json");
    Files.writeString(policy, text);
    try (Demo demo = Demo.launch(folder, "--port", "0", "--policy", policy.toString())) {
      assertEquals(1, demo.exitCode());
      assertEquals("", demo.stdout());
      assertTrue(demo.stderr().contains("none.json"), demo.stderr());
      assertFalse(demo.stderr().contains("\tat "), demo.stderr());
    }
  }

  @Test
  void policy_thatIsMissing_isRefusedByItsName() throws IOException, InterruptedException {
    try (Demo demo = Demo.launch(folder, "--port", "0", "--policy", "nowhere.json")) {
      assertEquals(1, demo.exitCode());
      assertEquals("", demo.stdout());
      assertTrue(demo.stderr().contains("nowhere.json"), demo.stderr());
      assertFalse(demo.stderr().contains("\tat "), demo.stderr());
    }
  }

  @Test
  void port_thatIsTaken_isToldWithoutATrace() throws IOException, InterruptedException {
    try (Demo first = Demo.serving(folder);
        Demo second =
            Demo.launch(folder, "--port", Integer.toString(first.port()), "--data", "other")) {
      assertEquals(1, second.exitCode());
      assertEquals("", second.stdout());
      assertFalse(second.stderr().contains("\tat "), second.stderr());
    }
  }
}
