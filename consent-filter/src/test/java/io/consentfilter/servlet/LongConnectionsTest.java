// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams and WebSockets: how they begin is a request, what they send is none. */
@Tag("E46")
@Tag("E38")
class LongConnectionsTest {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final Duration IDLE = Duration.ofMinutes(60);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String SESSION = "__Host-session";
  private static final String POLLING = "\"session\": {\"polling\": {\"paths\": [\"/app/feed\"]}},";
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String[] UPGRADE = {
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
  };

  /** What RFC 6455 has as the answer to that key. */
  private static final Set<String> SWITCHED =
      Set.of(
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

  private final BlockingQueue<AsyncContext> streams = new LinkedBlockingQueue<>();
  private Site site;
  private int port;
  private String cookie;

  @BeforeEach
  void start() throws Exception {
    site =
        Site.with(Site.policy("\"transport\" => " + POLLING + " \"transport\""))
            .at("/app/events", this::stream)
            .at("/app/feed", this::stream)
            .at("/app/socket", LongConnectionsTest::upgrade)
            .at("/port", (request, response) -> response.getWriter().print(request.getLocalPort()))
            .start();
    port = Integer.parseInt(site.client().get("/port").body());
    RawClient.Answer login = site.client().post("/login", "username=anna&password=x");
    cookie = "Cookie: " + SESSION + "=" + login.cookie(SESSION).orElseThrow();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    send(context, "hello " + Login.of(request).user().orElse("nobody"));
    streams.add(context);
  }

  private static void send(AsyncContext stream, String event) throws IOException {
    stream.getResponse().getWriter().write("data: " + event + "\n\n");
    stream.getResponse().flushBuffer();
  }

  /** The answer to a handshake (RFC 6455 section 1.3), made of what the application got to see. */
  private static void upgrade(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    String text = request.getHeader("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    byte[] accept = sha1.digest(text.getBytes(StandardCharsets.US_ASCII));
    response.setStatus(101);
    response.setHeader("Upgrade", request.getHeader("Upgrade"));
    response.setHeader("Connection", request.getHeader("Connection"));
    response.setHeader("Sec-WebSocket-Accept", Base64.getEncoder().encodeToString(accept));
  }

  /** A connection that stays open while the test goes on. */
  private static final class Line implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    Line(int port, String path, List<String> headers) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    String next() throws IOException {
      return in.readLine();
    }

    /** Reads on to the line that is wanted; fails when there is none in time. */
    void await(String line) throws IOException {
      String read = next();
      while (!line.equals(read)) {
        assertTrue(read != null, "closed before: " + line);
        read = next();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Line open(String path, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(cookie);
    return new Line(port, path, all);
  }

  private AsyncContext opened() throws InterruptedException {
    AsyncContext stream = streams.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    return Objects.requireNonNull(stream, "no stream was opened");
  }

  /** Asked of the toolkit, which never counts as activity. */
  private void assertLogin(int status) throws IOException {
    assertEquals(status, site.client().get("/consent/session", cookie).status());
  }

  // Event streams

  @ParameterizedTest
  @Tag("R65")
  @ValueSource(strings = {"Sec-Fetch-Dest: empty", "X-Old-Browser: without Fetch Metadata"})
  void stream_thatStaysOpen_isOneActivityWhateverItSends(String header) throws Exception {
    site.clock().advance(HALF_AN_HOUR);
    try (Line line = open("/app/events", EVENTS, header)) {
      line.await("data: hello anna");
      AsyncContext stream = opened();
      for (int halfHour = 0; halfHour < 2; halfHour++) {
        assertLogin(200);
        send(stream, "event " + halfHour);
        line.await("data: event " + halfHour);
        site.clock().advance(HALF_AN_HOUR);
      }
      assertLogin(401);
      send(stream, "too late");
      line.await("data: too late");
    }
  }

  @Test
  void stream_atTheLastSecond_keepsTheLoginForAnotherHour() throws Exception {
    site.clock().advance(IDLE.minus(SECOND));
    try (Line line = open("/app/events", EVENTS)) {
      line.await("data: hello anna");
      site.clock().advance(IDLE.minus(SECOND));
      assertLogin(200);
      site.clock().advance(SECOND);
      assertLogin(401);
    }
  }

  @Test
  @Tag("E39")
  void stream_ofADeclaredPath_canBeReopenedForEverAndEndsWithTheLogin() throws Exception {
    for (int minute = 0; minute < 60; minute += 5) {
      try (Line line = open("/app/feed", EVENTS)) {
        line.await("data: hello anna");
        opened().complete();
      }
      site.clock().advance(Duration.ofMinutes(5));
    }
    try (Line line = open("/app/feed", EVENTS, "Sec-Fetch-Mode: cors")) {
      assertEquals("HTTP/1.1 401 Unauthorized", line.next(), "on which an EventSource gives up");
    }
  }

  @Test
  @Tag("R69")
  void stream_whoseLoginEnds_isNotClosedButNotReopenedEither() throws Exception {
    try (Line line = open("/app/events", EVENTS)) {
      line.await("data: hello anna");
      assertEquals(302, site.client().post("/logout", "", cookie).status());
      send(opened(), "still here");
      line.await("data: still here");
    }
    try (Line line = open("/app/events", EVENTS)) {
      assertEquals("HTTP/1.1 401 Unauthorized", line.next());
    }
  }

  // WebSockets

  @ParameterizedTest
  @ValueSource(strings = {"X-No: metadata", "Sec-Fetch-Dest: websocket"})
  @Tag("R65")
  void upgrade_passesUntouchedAndIsOneActivity(String metadata) throws Exception {
    site.clock().advance(HALF_AN_HOUR);
    String[] headers = Arrays.copyOf(UPGRADE, UPGRADE.length + 1);
    headers[UPGRADE.length] = metadata;
    try (Line line = open("/app/socket", headers)) {
      assertEquals("HTTP/1.1 101 Switching Protocols", line.next());
      Set<String> head = new HashSet<>();
      for (String header = line.next(); header != null && !header.isEmpty(); header = line.next()) {
        head.add(header);
      }
      assertTrue(head.containsAll(SWITCHED), head::toString);
      assertTrue(head.stream().noneMatch(header -> header.startsWith("Set-Cookie")));
      site.clock().advance(IDLE.minus(SECOND));
      assertLogin(200);
      site.clock().advance(SECOND);
      assertLogin(401);
    }
  }

  @Test
  @Tag("R65")
  void upgrade_withoutALogin_isRefused() throws Exception {
    site.clock().advance(IDLE);
    try (Line line = open("/app/socket", UPGRADE)) {
      assertEquals("HTTP/1.1 401 Unauthorized", line.next());
    }
  }
}
