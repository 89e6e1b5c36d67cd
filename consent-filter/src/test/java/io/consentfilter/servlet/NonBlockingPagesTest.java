// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that an application writes without blocking, on a container that is often not ready. */
@Tag("R7")
@Tag("E33")
@Tag("E68")
class NonBlockingPagesTest {

  private static final String TAG = "<script src=\"https://tags.count.example/t.js\"></script>";

  /** More than the buffers of a connection take at once. */
  private static final String LONG = "<p>x</p>".repeat(1_500_000);

  private static final BlockingQueue<String> ERRORS = new LinkedBlockingQueue<>();

  private static Site site;
  private static RawClient client;

  @BeforeAll
  static void start() throws Exception {
    site =
        Site.with(Site.policy())
            .at("/ready", NonBlockingPagesTest::answer)
            .at("/refused", NonBlockingPagesTest::refused)
            .start();
    client = site.client();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String page(HttpServletRequest request) {
    String middle = request.getParameter("long") == null ? "" : LONG;
    String end = request.getParameter("open") == null ? "</body></html>" : "";
    return "<!doctype html><html><body>" + TAG + middle + TAG + end;
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(request.getParameter("type"));
    response.setHeader("ETag", "\"1\"");
    AsyncContext context = request.startAsync();
    byte[] page = page(request).getBytes(StandardCharsets.UTF_8);
    int step = Integer.parseInt(request.getParameter("step"));
    boolean close = request.getParameter("close") != null;
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(
        new WriteListener() {
          private int at;
          private boolean done;

          @Override
          public void onWritePossible() throws IOException {
            while (at < page.length && out.isReady()) {
              int length = Math.min(step, page.length - at);
              out.write(page, at, length);
              at += length;
            }
            if (at == page.length && !done) {
              done = true;
              if (close) {
                out.close();
              }
              context.complete();
            }
          }

          @Override
          public void onError(Throwable failure) {
            ERRORS.add("told");
            context.complete();
          }
        });
  }

  private static final class Idle implements WriteListener {
    @Override
    public void onWritePossible() {}

    @Override
    public void onError(Throwable failure) {}
  }

  /** Without an asynchronous request no container takes a listener. */
  private static void refused(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html");
    try {
      response.getOutputStream().setWriteListener(new Idle());
    } catch (IllegalStateException e) {
      response.getOutputStream().print("<!doctype html><body>" + e.getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, ''",
    "7, &close",
    "100000, ''",
    "99, &long",
    "65536, &long",
    "100000000, &long",
    "100000000, &long&close",
    "9, &open",
    "65536, &long&open",
    "100000000, &long&open",
    "100000000, &long&open&close"
  })
  void page_written_asReady_isGatedAndWhole(int step, String how) throws Exception {
    Answer answer = client.get("/ready?type=text/html&step=" + step + how);
    String body = answer.body();
    assertFalse(body.contains(TAG), "alive");
    assertEquals(2, body.split("data-consent=\"counter\" data-src", -1).length - 1);
    assertEquals(1, body.split("id=\"consent-banner\"", -1).length - 1);
    assertTrue(body.lastIndexOf("data-consent-open") > body.lastIndexOf("data-src"));
    assertEquals(how.contains("long"), body.contains(LONG));
    assertEquals(Optional.empty(), answer.header("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream", "text/plain"})
  @Tag("R55")
  void other_writtenAsReady_isByteIdentical(String type) throws Exception {
    for (String how : List.of("1", "100000000", "70000&long", "100000000&long&close")) {
      Answer answer = client.get("/ready?type=" + type + "&step=" + how);
      String expected =
          "<!doctype html><html><body>"
              + TAG
              + (how.contains("long") ? LONG : "")
              + TAG
              + "</body></html>";
      assertArrayEquals(expected.getBytes(StandardCharsets.UTF_8), answer.bytes());
      assertEquals(Optional.of("\"1\""), answer.header("ETag"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "100000000"})
  void client_thatGoesAway_endsTheRequest(String step) throws Exception {
    ERRORS.clear();
    client.leave("/ready?type=text/html&long&step=" + step);
    assertTrue(client.get("/ready?type=text/html&step=9").body().endsWith("</html>"));
    if (step.equals("65536")) {
      assertEquals("told", ERRORS.poll(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void listener_thatIsRefused_leavesOutputThatBlocks() throws Exception {
    String body = client.get("/refused").body();
    assertTrue(body.contains("IllegalStateException"), body);
    assertTrue(body.contains("consent-banner"), body);
  }
}
