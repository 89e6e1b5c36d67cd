// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.gate.Csp;
import io.consentfilter.gate.SetCookie;
import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginState;
import io.consentfilter.page.Asset;
import io.consentfilter.page.Assets;
import io.consentfilter.page.Notice;
import io.consentfilter.page.PageContext;
import io.consentfilter.page.Pages;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.SameSite;
import io.consentfilter.policy.Service;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The toolkit's own routes below the prefix of the policy. GET and HEAD change nothing; POST has
 * passed the origin check before it comes here. Thread-safe.
 */
final class Routes {

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String PLACEHOLDER = "/placeholder/";
  private static final String ASK_EVERY_TIME = "public, no-cache";

  private final Toolkit toolkit;
  private final Policy policy;
  private final Proofs proofs;
  private final Signals signals;

  Routes(Toolkit toolkit) {
    this.toolkit = toolkit;
    this.policy = toolkit.policy();
    this.proofs = new Proofs(toolkit);
    this.signals = new Signals(toolkit);
  }

  /** Returns whether a path below the context path is the toolkit's. */
  boolean owns(String path) {
    String prefix = policy.prefix();
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }

  /** Returns whether a path is where browsers report to, which changes nothing for anybody. */
  boolean takesReports(String path) {
    return path.equals(policy.prefix() + Csp.REPORTS);
  }

  void answer(Exchange exchange, HttpServletResponse response) throws IOException {
    String route = exchange.path().substring(policy.prefix().length());
    if (isAsset(route)) {
      // Any cache may keep it: it must not tell what one visitor chose.
      exchange.forgoSecurityPolicy();
    } else {
      exchange.sendSecurityPolicy();
    }
    switch (exchange.request().getMethod()) {
      case "GET", "HEAD" -> get(route, exchange, response);
      case "POST" -> post(route, exchange, response);
      default -> refuseMethod(exchange, response);
    }
  }

  private void get(String route, Exchange exchange, HttpServletResponse response)
      throws IOException {
    switch (route) {
      case "", "/" -> settings(exchange, response);
      case "/status" -> json(exchange, response, status(exchange));
      case "/statement" ->
          html(
              exchange,
              response,
              200,
              toolkit
                  .versions()
                  .statement(context(exchange), parameter(exchange, "revision").orElse("")));
      case "/receipt" -> proofs.receipt(exchange, response);
      case "/record" -> proofs.record(exchange, response, cameFrom(exchange));
      case "/keys.json" -> proofs.publicKeys(exchange, response);
      case "/banner" -> banner(exchange, response);
      case "/session" -> session(exchange, response, toolkit.logins().timeLeft(exchange.visitor()));
      case "/session/key" -> formKey(exchange, response);
      default -> {
        if (route.startsWith(PLACEHOLDER)) {
          placeholder(route.substring(PLACEHOLDER.length()), exchange, response);
        } else {
          asset(route, exchange, response);
        }
      }
    }
  }

  private void post(String route, Exchange exchange, HttpServletResponse response)
      throws IOException {
    switch (route) {
      case "", "/" -> choose(exchange, response);
      case "/session" -> session(exchange, response, toolkit.logins().extend(exchange.visitor()));
      case "/erase" -> proofs.erase(exchange, response);
      case Csp.REPORTS -> signals.report(exchange, response);
      case Pages.STORAGE_REPORTS -> signals.storage(exchange, response);
      default -> refuseMethod(exchange, response);
    }
  }

  private void settings(Exchange exchange, HttpServletResponse response) throws IOException {
    boolean dialog = parameter(exchange, "part").filter("form"::equals).isPresent();
    PageContext context = cameFrom(exchange);
    String page =
        dialog
            ? toolkit.pages().settingsLayer(exchange.decision(), context)
            : toolkit.pages().settings(exchange.decision(), context, Optional.empty());
    html(exchange, response, 200, page);
  }

  private void banner(Exchange exchange, HttpServletResponse response) throws IOException {
    if (exchange.decision().decided()) {
      Answers.empty(response, HttpServletResponse.SC_NO_CONTENT);
    } else {
      html(
          exchange, response, 200, toolkit.pages().banner(exchange.decision(), cameFrom(exchange)));
    }
  }

  /** What a frame shows while its service is not allowed. */
  private void placeholder(String serviceId, Exchange exchange, HttpServletResponse response)
      throws IOException {
    if (policy.service(serviceId).filter(Service::asked).isEmpty()) {
      refuse(exchange, response, Notice.NOT_FOUND);
    } else {
      String page =
          toolkit.pages().placeholderPage(exchange.decision(), cameFrom(exchange), serviceId);
      html(exchange, response, 200, page);
    }
  }

  private void session(
      Exchange exchange, HttpServletResponse response, Optional<LoginState.Live> live)
      throws IOException {
    if (live.isEmpty()) {
      refuseAnonymous(exchange, response);
      return;
    }
    JsonObject left =
        Json.createObjectBuilder()
            .add("idleExpiresIn", seconds(live.get().idleLeft()))
            .add("absoluteExpiresIn", seconds(live.get().absoluteLeft()))
            .add("user", toolkit.formKeys().tag(live.get().row().userId()))
            .build();
    json(exchange, response, left);
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  /** A page that says whose it is gets no key of somebody who has logged in since. */
  private void formKey(Exchange exchange, HttpServletResponse response) throws IOException {
    Optional<String> user = exchange.visitor().login().map(LoginRow::userId);
    Optional<String> asked = parameter(exchange, "user");
    if (user.isEmpty() || (asked.isPresent() && !asked.equals(user.map(toolkit.formKeys()::tag)))) {
      refuseAnonymous(exchange, response);
    } else {
      json(exchange, response, toolkit.formKeys().key(user.get()));
    }
  }

  /** Tells a client that it must log in, and why, in a form that a script can read. */
  static void refuseAnonymous(Exchange exchange, HttpServletResponse response) throws IOException {
    JsonObject reason =
        Json.createObjectBuilder()
            .add("error", "login-required")
            .add("reason", reason(exchange.visitor()))
            .build();
    Answers.text(exchange.request(), response, 401, Answers.JSON, reason.toString());
  }

  static String reason(Visitor visitor) {
    return visitor.expired() ? "expired" : "login";
  }

  private static boolean isAsset(String route) {
    return route.startsWith("/") && Assets.find(route.substring(1)).isPresent();
  }

  private void asset(String route, Exchange exchange, HttpServletResponse response)
      throws IOException {
    Optional<Asset> found = Assets.find(route.substring(1));
    if (found.isEmpty()) {
      refuse(exchange, response, Notice.NOT_FOUND);
      return;
    }
    Asset asset = found.get();
    boolean immutable = route.endsWith(asset.hashedName());
    response.setHeader("Cache-Control", immutable ? FOR_EVER : ASK_EVERY_TIME);
    response.setHeader("ETag", asset.etag());
    if (asset.etag().equals(exchange.request().getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      Answers.asset(exchange.request(), response, asset);
    }
  }

  // The choice

  private void choose(Exchange exchange, HttpServletResponse response) throws IOException {
    HttpServletRequest request = exchange.request();
    ChoiceForm.Result result = ChoiceForm.read(request, policy);
    if (result instanceof ChoiceForm.Result.Failed failed) {
      refuse(exchange, response, failed.why());
      return;
    }
    ChoiceForm form = ((ChoiceForm.Result.Read) result).form();
    Optional<Notice> refusal = record(exchange, form);
    if (refusal.isPresent()) {
      refuse(exchange, response, refusal.get());
    } else if (wantsJson(request)) {
      json(exchange, response, status(exchange));
    } else {
      Answers.seeOther(response, form.returnTo().flatMap(LocalPath::of).orElse(home(exchange)));
    }
  }

  private static boolean wantsJson(HttpServletRequest request) {
    return ChoiceForm.isJson(request) || RequestKind.accepts(request, Answers.JSON);
  }

  /**
   * Lets the choice take effect in this very response, once it is recorded, and takes away what is
   * no longer allowed. Returns why nothing changed, if so.
   */
  private Optional<Notice> record(Exchange exchange, ChoiceForm form) {
    Decision before = exchange.decision();
    Decision decision = toolkit.decisions().choose(before, form.selection());
    if (decision != before
        && !toolkit.limiter().admits(toolkit.logins().intruders().client(exchange.request()))) {
      return Optional.of(Notice.TOO_MANY);
    }
    if (!toolkit.records().choice(before, decision, context(exchange).language())) {
      return Optional.of(Notice.NOT_RECORDED);
    }
    exchange.decision(decision);
    decision.choice().ifPresent(choice -> exchange.send(cookie(decision, choice)));
    toolkit.expireDenied(exchange);
    return Optional.empty();
  }

  private SetCookie cookie(Decision decision, Choice choice) {
    Instant now = toolkit.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Duration left = Duration.between(now, decision.expiresAt().orElse(now));
    String value = toolkit.decisions().cookieValue(choice);
    // Lax even where sessions are Strict: a visitor who follows a link has chosen already.
    return OwnCookies.of(policy, policy.cookieNames().consent(), value, SameSite.LAX)
        .maxAge(left.toSeconds());
  }

  private void refuseMethod(Exchange exchange, HttpServletResponse response) throws IOException {
    response.setHeader("Allow", "GET, HEAD, POST");
    refuse(exchange, response, Notice.METHOD);
  }

  private void refuse(Exchange exchange, HttpServletResponse response, Notice why)
      throws IOException {
    if (why == Notice.TOO_MANY) {
      response.setHeader("Retry-After", "60");
    }
    if (wantsJson(exchange.request())) {
      String json = toolkit.pages().refusal(context(exchange), why);
      Answers.text(exchange.request(), response, why.status(), Answers.JSON, json);
    } else {
      html(exchange, response, why.status(), toolkit.pages().notice(context(exchange), why));
    }
  }

  // Writing

  private PageContext context(Exchange exchange) {
    return toolkit.context(exchange, parameter(exchange, "lang"));
  }

  /** A form on a toolkit page goes back to where the visitor came from, not to itself. */
  private PageContext cameFrom(Exchange exchange) {
    PageContext context = context(exchange);
    String from =
        parameter(exchange, "return")
            .flatMap(LocalPath::of)
            .or(() -> toolkit.originCheck().localReferrer(exchange.request()))
            .filter(path -> !path.matches(Pattern.quote(context.base()) + "([/?].*)?"))
            .orElse(home(exchange));
    return new PageContext(
        context.contextPath(), context.base(), context.language(), from, context.gpc());
  }

  /** Returns a parameter of the address; asking for one in a POST would read its body. */
  private static Optional<String> parameter(Exchange exchange, String name) {
    HttpServletRequest request = exchange.request();
    return RequestKind.unsafe(request)
        ? Optional.empty()
        : Optional.ofNullable(request.getParameter(name));
  }

  private static String home(Exchange exchange) {
    return exchange.request().getContextPath() + "/";
  }

  private static void html(Exchange exchange, HttpServletResponse response, int status, String page)
      throws IOException {
    Answers.text(exchange.request(), response, status, Answers.HTML, page);
  }

  private JsonObject status(Exchange exchange) {
    String activation = toolkit.pages().activation(exchange.decision(), context(exchange));
    return StatusJson.of(exchange.decision(), activation);
  }

  private static void json(Exchange exchange, HttpServletResponse response, JsonObject json)
      throws IOException {
    Answers.text(exchange.request(), response, 200, Answers.JSON, json.toString());
  }
}
