// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.consent.Keys;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.ConsentFilter;
import io.consentfilter.servlet.SessionCookieInitializer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A Jetty with one servlet, in a process of its own: behind no filter, ours or Spring Security's.
 */
public final class MeasuredServer {

  private static final int SIZE = 2_000;

  private MeasuredServer() {}

  /**
   * Serves until its input ends, after having said its port.
   *
   * @param arguments {@code bare}, {@code ours} or {@code spring}, and the key of the choices
   */
  public static void main(String... arguments) throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    filter(context, arguments[0], arguments[1])
        .ifPresent(
            filter ->
                context.addFilter(
                    new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST)));
    context.addServlet(new ServletHolder(new Pages()), "/*");
    server.setHandler(context);
    server.start();
    System.out.println(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    while (System.in.read() >= 0) {
      // Whoever started this ends it by closing its input.
    }
    server.stop();
  }

  private static Optional<Filter> filter(ServletContextHandler context, String name, String key) {
    return switch (name) {
      case "bare" -> Optional.empty();
      case "ours" -> Optional.of(ours(context, key));
      case "spring" -> Optional.of(SpringChain.start());
      default -> throw new IllegalArgumentException("no such filter: " + name);
    };
  }

  private static Filter ours(ServletContextHandler context, String key) {
    Policy policy = Declared.siteBehindAProxy();
    context.setAttribute(Policy.class.getName(), policy);
    context.addServletContainerInitializer(new SessionCookieInitializer());
    return ConsentFilter.builder().policy(policy).keys(Keys.parse(key)).build();
  }

  /** Answers with a page or with data, two kilobytes each. */
  private static final class Pages extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final byte[] PAGE = HtmlPages.page("dense", SIZE, 0, 1);
    private static final byte[] DATA =
        ("{\"text\":\"" + "x".repeat(SIZE - 11) + "\"}").getBytes(StandardCharsets.UTF_8);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean page = request.getRequestURI().equals("/page");
      byte[] body = page ? PAGE : DATA;
      response.setContentType(page ? "text/html;charset=UTF-8" : "application/json");
      response.getOutputStream().write(body, 0, body.length);
    }
  }
}
