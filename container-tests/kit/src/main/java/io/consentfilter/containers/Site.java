// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import io.consentfilter.policy.Policy;
import io.consentfilter.policy.SameSite;
import io.consentfilter.servlet.SessionCookieInitializer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The specimen application six times in one running container: as it should be deployed, and in the
 * ways that a test compares it with. Thread-safe.
 */
final class Site implements AutoCloseable {

  private static final Map<Integer, String> ERROR_PAGES =
      Map.of(404, "/cookies-page", 500, "/cookies-page");
  private static final EnumSet<DispatcherType> AS_DOCUMENTED =
      EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC);

  private final Container container;
  private final MovableClock clock = new MovableClock();
  private final Journal journal = new Journal();
  private final byte[] data = new byte[200_000];
  private final int port;

  Site(Container container) throws Exception {
    this.container = container;
    new Random(4).nextBytes(data);
    Path files = files();
    Policy policy = policy(text());
    Policy https = policy(text().replace("\"proxied\"", "\"https\""));
    Policy same = policy(text().replace("\"proxied\"", "\"proxied\", \"static\": true"));
    this.port =
        container.start(
            files,
            List.of(
                application("", ERROR_PAGES, Optional.of(filtered(policy, AS_DOCUMENTED))),
                application("/bare", Map.of(), Optional.empty()),
                application(
                    "/sparse",
                    Map.of(),
                    Optional.of(filtered(policy, EnumSet.of(DispatcherType.REQUEST)))),
                application(
                    "/forwards",
                    Map.of(),
                    Optional.of(
                        filtered(
                            policy, EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD)))),
                application("/https", ERROR_PAGES, Optional.of(filtered(https, AS_DOCUMENTED))),
                application("/same", ERROR_PAGES, Optional.of(filtered(same, AS_DOCUMENTED)))));
  }

  private static String text() throws IOException {
    try (InputStream in = Site.class.getResourceAsStream("consent-policy.json")) {
      if (in == null) {
        throw new IllegalStateException("the kit has lost its policy");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Policy policy(String json) {
    return Policy.parse(json);
  }

  private Path files() throws IOException {
    Path folder = Files.createTempDirectory("container-tests");
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("file.html"), Script.PAGE);
    Files.writeString(files.resolve("style.css"), "p{margin:0}");
    Files.write(files.resolve("data.bin"), data);
    return files;
  }

  private Filtered filtered(Policy policy, EnumSet<DispatcherType> dispatchers) {
    return new Filtered(policy, clock, dispatchers);
  }

  private static Application application(
      String contextPath, Map<Integer, String> errorPages, Optional<Filtered> filter) {
    List<ServletContainerInitializer> initializers = new ArrayList<>();
    initializers.add(new Specimen());
    filter.ifPresent(initializers::add);
    initializers.add(new SessionCookieInitializer());
    return new Application(
        contextPath, initializers, errorPages, filter.map(present -> SameSite.LAX));
  }

  String container() {
    return container.name();
  }

  /** The application as it should be deployed. */
  Client client() {
    return new Client(port, "");
  }

  /** The application without a filter: what the container does by itself. */
  Client bare() {
    return new Client(port, "/bare");
  }

  /** The application with the filter mapped for REQUEST alone, and without error pages. */
  Client sparse() {
    return new Client(port, "/sparse");
  }

  /** The application with the filter mapped for REQUEST and FORWARD. */
  Client forwards() {
    return new Client(port, "/forwards");
  }

  /** The application with {@code "transport": "https"}. */
  Client https() {
    return new Client(port, "/https");
  }

  /** The application with {@code "static": true}. */
  Client same() {
    return new Client(port, "/same");
  }

  MovableClock clock() {
    return clock;
  }

  Journal journal() {
    return journal;
  }

  /** What {@code data.bin} holds. */
  byte[] data() {
    return data.clone();
  }

  /** A Cookie header with a choice that was really made. */
  String choice(String form) throws IOException {
    return "Cookie: __Host-consent=" + choiceValue(form);
  }

  String choiceValue(String form) throws IOException {
    return client().post("/consent", form).cookie("__Host-consent").orElseThrow();
  }

  @Override
  public void close() {
    try {
      container.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the container did not stop", e);
    }
  }
}
