// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private CommandLine commandLine() {
    return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }

  private static Options parsed(String... arguments) {
    CommandLine line = Main.commandLine();
    line.parseArgs(arguments);
    return line.<Main>getCommand().options();
  }

  @Test
  void options_withoutArguments_arePlainHttpOnLoopback() {
    assertEquals(
        new Options(
            "127.0.0.1",
            8080,
            OptionalInt.empty(),
            Optional.empty(),
            Path.of("demo-data"),
            new LoginPlace.Folder()),
        parsed());
  }

  @Test
  void options_withArguments_sayWhatTheyDo() {
    assertEquals(
        new Options(
            "::1",
            0,
            OptionalInt.of(8443),
            Optional.of(Path.of("p")),
            Path.of("d"),
            new LoginPlace.Folder()),
        parsed("--host=::1", "--port=0", "--https-port=8443", "--policy=p", "--data=d"));
  }

  @ParameterizedTest
  @CsvSource({
    "--jdbc=jdbc:x:geheim, '--jdbc takes jdbc:postgresql://host:port/database?user=…&password=…"
        + " or jdbc:h2:…'",
    "--redis=geheim, '--redis takes redis://[user:password@]host:port[/database], or rediss: for"
        + " TLS'",
    "--port=x, 'Invalid value for option ''--port'': ''x'' is not an int'",
    "--port=65536, Port 65536 is not between 0 and 65535",
    "--https-port=-1, Port -1 is not between 0 and 65535",
    "--nonsense, 'Unknown option: ''--nonsense'''"
  })
  void execute_withAWrongOption_saysSoAndReturnsTwo(String argument, String message) {
    assertEquals(2, commandLine().execute(argument));
    assertEquals(message, err.toString().lines().findFirst().orElse(""));
    assertEquals("", out.toString());
  }

  @Test
  void execute_help_namesEveryOptionAndReturnsZero() {
    assertEquals(0, commandLine().execute("--help"));
    for (String option : "host port https-port policy data jdbc redis".split(" ", -1)) {
      assertTrue(out.toString().contains("--" + option), option);
    }
  }

  @Test
  void execute_withABrokenPolicy_tellsTheMistakesAndReturnsOne() throws IOException {
    Path policy = folder.resolve("policy.json");
    Files.writeString(policy, "{\"revision\": 1, \"purposes\": 3}");
    assertEquals(1, commandLine().execute("--port=0", "--policy=" + policy, "--data=" + folder));
    assertTrue(err.toString().contains("policy.json has "), err.toString());
    assertTrue(err.toString().contains("$.purposes"), err.toString());
    assertFalse(err.toString().contains("\tat "));
  }

  @Test
  void execute_withAPolicyThatIsNotThere_namesItAndReturnsOne() {
    assertEquals(1, commandLine().execute("--policy=" + folder.resolve("none.json")));
    assertTrue(err.toString().contains("none.json"), err.toString());
  }

  @Test
  void options_withADatabaseOrARedis_keepLoginsThere() {
    assertEquals(new LoginPlace.Database("jdbc:h2:mem:x"), parsed("--jdbc=jdbc:h2:mem:x").logins());
    assertEquals(
        LoginPlace.Redis.at("redis://localhost:1"), parsed("--redis=redis://localhost:1").logins());
  }

  @Test
  void execute_withADatabaseAndARedis_refusesAndReturnsTwo() {
    assertEquals(2, commandLine().execute("--jdbc=jdbc:h2:mem:x", "--redis=redis://localhost:1"));
    assertTrue(err.toString().contains("either --jdbc or --redis"), err.toString());
  }

  @Test
  void execute_withADatabaseThatDoesNotAnswer_saysWhatToDoAndReturnsOne() {
    String url = "jdbc:postgresql://127.0.0.1:1/boekhuis?user=u&password=geheim";
    assertEquals(1, commandLine().execute("--port=0", "--data=" + folder, "--jdbc=" + url));
    assertTrue(err.toString().contains("Check that it runs"), err.toString());
    assertFalse(err.toString().contains("geheim"), err.toString());
    assertEquals("", out.toString());
  }
}
