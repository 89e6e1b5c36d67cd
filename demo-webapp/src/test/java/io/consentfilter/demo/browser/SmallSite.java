// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import io.consentfilter.consent.Keys;
import io.consentfilter.policy.Inventory;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.ConsentFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** One page behind the filter, and an internet of stubs around it that notes who is asked. */
final class SmallSite implements AutoCloseable {

  private static final Pattern ELSEWHERE = Pattern.compile("^https?://(?!localhost[:/]).*");

  /** Notes that it ran and stores what it can. */
  private static final String TAG =
      """
      (window.ran = window.ran || []).push(document.currentScript ? document.currentScript.src : 'module');
      localStorage.setItem('_hjTest', '1');
      document.cookie = '_ga=1; path=/';
      document.cookie = '_ga_TEST1=1; path=/';
      """;

  private final Server server;
  private final ServletContextHandler context;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private SmallSite(Server server, ServletContextHandler context) {
    this.server = server;
    this.context = context;
  }

  static SmallSite start(Policy policy, String page) throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.setContextPath("/");
    context.setAttribute(Policy.class.getName(), policy);
    ServiceLoader.load(ServletContainerInitializer.class).stream()
        .filter(found -> found.type().getPackage().equals(ConsentFilter.class.getPackage()))
        .forEach(own -> context.addServletContainerInitializer(own.get()));
    ConsentFilter filter =
        ConsentFilter.builder().policy(policy).keys(Keys.parse(Keys.generate())).build();
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new OnePage(page)), "/");
    server.setHandler(context);
    server.start();
    return new SmallSite(server, context);
  }

  URI url() {
    return URI.create("http://localhost:" + server.getURI().getPort() + "/");
  }

  /** What the filter has learnt, where the policy only reports. */
  Inventory inventory() {
    return (Inventory) context.getServletContext().getAttribute(Inventory.class.getName());
  }

  /** Answers for the rest of the internet. */
  void surround(BrowserContext context) {
    context.route(ELSEWHERE, this::answer);
  }

  private void answer(Route route) {
    asked.add(route.request().url());
    String type = route.request().resourceType();
    FulfillOptions answer =
        switch (type) {
          case "script" -> new FulfillOptions().setContentType("text/javascript").setBody(TAG);
          case "stylesheet" -> new FulfillOptions().setContentType("text/css").setBody("");
          case "document" ->
              new FulfillOptions()
                  .setContentType("text/html")
                  .setBody("<!DOCTYPE html><title>Stub</title><p id=stub>Stub");
          default -> new FulfillOptions().setStatus(204);
        };
    route.fulfill(answer);
  }

  /** The addresses elsewhere that were asked for since the last {@link #forget}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The site did not stop cleanly", e);
    }
  }

  private static final class OnePage extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final String page;

    OnePage(String page) {
      this.page = page;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html;charset=UTF-8");
      response.getWriter().write(page);
    }
  }
}
