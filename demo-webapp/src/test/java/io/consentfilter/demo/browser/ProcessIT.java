// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as an operator runs it. */
class ProcessIT {

  private static final String READY = "Demo ready at (http://localhost:[1-9][0-9]*/)";

  @TempDir Path folder;

  @Test
  void jar_saysThatItIsReady_serves_andEndsOnATermSignal()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("demo.jar"),
                "--port=0",
                "--data=" + folder.resolve("data"))
            .redirectError(folder.resolve("log").toFile())
            .start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String ready = out.readLine();
      assertNotNull(ready);
      assertTrue(ready.matches(READY), ready);
      assertServes(URI.create(ready.replaceAll(READY, "$1")));
      // Of the handle, since that of the process closes its output as well.
      process.toHandle().destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running");
      assertEquals(143, process.exitValue());
      assertEquals(0, out.lines().count());
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertServes(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).header("Accept", "text/html").build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    assertTrue(response.body().contains("id=\"consent-banner\""));
    assertTrue(response.headers().allValues("Set-Cookie").isEmpty());
  }
}
