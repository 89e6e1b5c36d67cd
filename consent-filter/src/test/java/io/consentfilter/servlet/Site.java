// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Keys;
import io.consentfilter.policy.Policy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** A small site behind the filter in a real server, registered in code as an embedder would. */
final class Site implements AutoCloseable {

  static final String PAGE =
      "<!doctype html><html lang=\"en\"><head><title>T</title></head><body><p>Hello</p></body></html>";

  /** What a servlet of the test does. */
  interface Action {
    void answer(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  private final Server server;
  private final MovableClock clock;

  private Site(Server server, MovableClock clock) {
    this.server = server;
    this.clock = clock;
  }

  static Policy policy(String... changes) {
    String json =
        """
        {"revision": 3,
         "controller": {"name": "Test Ltd", "contact": "privacy@test.example"},
         "languages": ["nl", "en"],
         "purposes": [
           {"id": "analytics", "name": {"nl": "Statistieken", "en": "Statistics"},
            "description": {"nl": "Tellen.", "en": "Counting."}},
           {"id": "marketing", "name": {"nl": "Reclame", "en": "Advertising"},
            "description": {"nl": "Delen.", "en": "Sharing."}, "sharing": true}],
         "services": [
           {"id": "preferences", "purpose": "necessary", "name": "Preferences",
            "description": {"nl": "Taal.", "en": "Language."}, "provider": "Test Ltd",
            "cookies": [{"name": "lang", "lifetime": "P30D"}]},
           {"id": "counter", "purpose": "analytics", "name": "Counter",
            "description": {"nl": "Teller.", "en": "Counter."}, "provider": "Count Ltd",
            "origins": ["https://tags.count.example"],
            "cookies": [{"name": "_ga", "lifetime": "P30D"}, {"name": "_ga_*", "lifetime": "P30D"},
                        {"name": "stats", "lifetime": "P30D", "httpOnly": true}]},
           {"id": "ads", "purpose": "marketing", "name": "Ads",
            "description": {"nl": "Advertenties.", "en": "Adverts."}, "provider": "Ads Ltd",
            "cookies": [{"name": "ad", "lifetime": "P30D"}]}],
         "protected": ["/app/*"], "loginPage": "/login",
         "transport": "proxied"}
        """;
    for (String change : changes) {
      String[] parts = change.split(" => ", 2);
      json = json.replace(parts[0], parts[1]);
    }
    return Policy.parse(json);
  }

  static Starter with(Policy policy) {
    return new Starter(policy);
  }

  RawClient client() {
    return client("127.0.0.1");
  }

  /** A client at another loopback address, as if it were another machine. */
  RawClient client(String from) {
    return new RawClient(server.getURI().getPort(), from);
  }

  MovableClock clock() {
    return clock;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Collects what the site answers. */
  static final class Starter {

    private final Policy policy;
    private final MovableClock clock = new MovableClock();
    private final Map<String, Action> actions = new HashMap<>();
    private final Map<Integer, String> errorPages = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private ConsentFilter.Builder filter;
    private String contextPath = "";
    private Optional<Path> files = Optional.empty();
    private Consumer<ServletContext> afterConfigured = context -> {};

    private Starter(Policy policy) {
      this.policy = policy;
      this.filter =
          ConsentFilter.builder().policy(policy).keys(Keys.parse(Keys.generate())).clock(clock);
      at("/", html(PAGE));
      at("/login", Starter::login);
      at("/logout", Starter::logout);
      at("/app/page", Starter::account);
    }

    static Action html(String page) {
      return (request, response) -> {
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(page);
      };
    }

    private static void login(HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      if (request.getMethod().equals("POST")) {
        if ("wrong".equals(request.getParameter("password"))) {
          Login.of(request).failed(request.getParameter("username"));
          response.setStatus(422);
          return;
        }
        boolean remember = request.getParameter("remember") != null;
        Login.of(request).begin(request.getParameter("username"), remember);
        response.sendRedirect(Login.of(request).returnPath("/app/page"));
      } else {
        html("<!doctype html><body>" + Login.of(request).rememberBox("en") + "</body>")
            .answer(request, response);
      }
    }

    private static void logout(HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      if (request.getMethod().equals("POST")) {
        Login.of(request).end();
      }
      response.sendRedirect("/");
    }

    private static void account(HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      Login login = Login.of(request);
      response.setContentType("text/plain");
      response
          .getWriter()
          .write(login.user().orElse("nobody") + (login.remembered() ? " remembered" : ""));
    }

    MovableClock clock() {
      return clock;
    }

    Starter at(String path, Action action) {
      actions.put(path, action);
      return this;
    }

    Starter contextPath(String path) {
      contextPath = path;
      return this;
    }

    /** The folder with the files of the application, as in an unpacked WAR. */
    Starter files(Path folder) {
      files = Optional.of(folder);
      return this;
    }

    /** What a deployment changes of the container's configuration, after ours. */
    Starter afterConfigured(Consumer<ServletContext> change) {
      afterConfigured = change;
      return this;
    }

    Starter errorPage(int status, String path) {
      errorPages.put(status, path);
      return this;
    }

    Starter filter(ConsentFilter.Builder with) {
      filter = with;
      return this;
    }

    Starter parameter(String name, String value) {
      parameters.put(name, value);
      return this;
    }

    Site start() throws Exception {
      Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
      context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
      files.ifPresent(context::setBaseResourceAsPath);
      context.setAttribute(Policy.class.getName(), policy);
      context.addServletContainerInitializer(new SessionCookieInitializer());
      context.addServletContainerInitializer((classes, own) -> afterConfigured.accept(own));
      FilterHolder holder = new FilterHolder(filter.build());
      holder.setInitParameters(parameters);
      holder.setAsyncSupported(true);
      context.addFilter(
          holder,
          "/*",
          EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC));
      actions.forEach((path, action) -> context.addServlet(servlet(action), path));
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      errorPages.forEach(errors::addErrorPage);
      context.setErrorHandler(errors);
      server.setHandler(context);
      server.start();
      return new Site(server, clock);
    }

    private static ServletHolder servlet(Action action) {
      ServletHolder holder = new ServletHolder(new ActionServlet(action));
      holder.setAsyncSupported(true);
      return holder;
    }
  }

  /** Runs the action for every method, HEAD included. */
  private static final class ActionServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Action action;

    ActionServlet(Action action) {
      this.action = action;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      try {
        action.answer(request, response);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
