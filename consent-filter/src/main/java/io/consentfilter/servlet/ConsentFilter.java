// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Keys;
import io.consentfilter.login.BreakInRegister;
import io.consentfilter.login.BreakInRules;
import io.consentfilter.login.Limits;
import io.consentfilter.login.LoginEvents;
import io.consentfilter.login.LoginListener;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.Logins;
import io.consentfilter.login.RememberLimits;
import io.consentfilter.login.RememberMe;
import io.consentfilter.login.RememberedUser;
import io.consentfilter.policy.BreakInLimits;
import io.consentfilter.policy.Inventory;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Transport;
import io.consentfilter.policy.Undeclared;
import io.consentfilter.store.CaffeineLoginStore;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Enforces what {@code consent-policy.json} declares: cookies of a denied purpose neither leave nor
 * reach the application, pages ask for consent, sessions end when they should and remembered logins
 * last as long as they may. Map it to {@code /*} for REQUEST, ERROR and ASYNC, before all other
 * filters, with async supported.
 *
 * <p>Declared in {@code web.xml} it takes the init-parameters {@code policy} (a resource or file,
 * {@code /WEB-INF/consent-policy.json} unless given), {@code keys} (a file; else the environment
 * variable {@code CONSENT_KEYS}), {@code ledger} (a folder in which choices are recorded; none are
 * unless given), {@code inventory} (a file for what the site uses and does not declare, read at the
 * start and written at most once a minute; none unless given) and {@code trustedProxies} (addresses
 * and networks whose word on who the client is counts, separated by commas; none unless given). In
 * code it is built with {@link #builder()}. Thread-safe once initialised.
 */
public final class ConsentFilter implements Filter {

  private static final long LOGINS_IN_MEMORY = 100_000;

  private final Builder parts;
  private @Nullable Pipeline pipeline;

  /** Creates a filter that finds its parts when it starts, as {@code web.xml} declares it. */
  public ConsentFilter() {
    this(new Builder());
  }

  private ConsentFilter(Builder parts) {
    this.parts = parts;
  }

  /** Returns a builder for programmatic registration. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Finds and checks everything that requests will need.
   *
   * @throws ServletException if the policy has mistakes, no key is configured or the session cookie
   *     is not as the policy wants it; the message says what to do, and the application must not
   *     start
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    ServletContext context = config.getServletContext();
    Policy policy =
        parts.policy != null
            ? parts.policy
            : Setup.policy(context, config.getInitParameter(Setup.POLICY_PARAMETER));
    Keys keys =
        parts.keys != null
            ? parts.keys
            : Setup.keys(context, config.getInitParameter(Setup.KEYS_PARAMETER));
    List<String> faults = SessionCookies.faults(context, policy);
    if (!faults.isEmpty()) {
      throw new ServletException(
          "the session cookie is not as the policy wants it: "
              + String.join(", ", faults)
              + ". Before the context starts, call SessionCookies.configure(servletContext, policy);"
              + " see docs/troubleshooting.md#session-cookie");
    }
    pipeline = new Pipeline(toolkit(config, policy, keys));
  }

  /** Writes what is new in the inventory and lets go of the ledger. */
  @Override
  public void destroy() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  private Toolkit toolkit(FilterConfig config, Policy policy, Keys keys) throws ServletException {
    ServletContext context = config.getServletContext();
    Clock clock = pick(parts.clock, Setup.attribute(context, Clock.class), Clock.systemUTC());
    Journal journal = new Journal(clock);
    if (!policy.transport().secure()) {
      journal.insecureTransport();
    }
    if (policy.transport() == Transport.PROXIED
        && config.getInitParameter(Setup.PROXIES_PARAMETER) == null) {
      journal.nobodyTrusted();
    }
    List<Policy> earlier = Setup.earlier(context);
    LoginFlow logins = flow(config, policy, clock, journal);
    Sightings sightings = sightings(config, policy, clock, journal);
    // Last, since nobody would let go of its file if the start failed after it.
    Optional<Records.Kept> ledger = Setup.ledger(config, clock);
    if (ledger.isEmpty()) {
      journal.nothingRecorded();
    }
    return new Toolkit(
        policy, context.getContextPath(), keys, clock, ledger, earlier, logins, sightings, journal);
  }

  private LoginFlow flow(FilterConfig config, Policy policy, Clock clock, Journal journal)
      throws ServletException {
    ServletContext context = config.getServletContext();
    LoginStore store =
        pick(
            parts.store,
            Setup.part(context, LoginStore.class),
            new CaffeineLoginStore(LOGINS_IN_MEMORY));
    RememberedUser users =
        pick(parts.users, Setup.part(context, RememberedUser.class), id -> Optional.of(Set.of()));
    Limits limits = new Limits(policy.session().idle(), policy.session().absolute());
    Logins logins = new Logins(store, limits, clock);
    RememberLimits rememberLimits =
        new RememberLimits(policy.rememberMe().maxAge(), policy.rememberMe().grace());
    List<LoginListener> listeners = new ArrayList<>(parts.listeners);
    Setup.part(context, LoginListener.class).ifPresent(listeners::add);
    LoginEvents events = new LoginEvents(clock, listeners);
    return new LoginFlow(
        new LoginFlow.Parts(
            logins,
            new RememberMe(logins, rememberLimits, new SecureRandom()),
            users,
            new SessionStamps(limits, clock),
            new LoginCookies(policy),
            new Intruders(register(context, policy, clock), Setup.addresses(config), events),
            events,
            journal,
            clock));
  }

  /** Where an operator's page finds it: in the context, under the name of its class. */
  private static BreakInRegister register(ServletContext context, Policy policy, Clock clock) {
    BreakInRegister register =
        Setup.attribute(context, BreakInRegister.class)
            .orElseGet(() -> new BreakInRegister(rules(policy.breakIn()), clock));
    context.setAttribute(BreakInRegister.class.getName(), register);
    return register;
  }

  /** An operator's page finds it in the same way; without a file only where all is reported. */
  private Sightings sightings(FilterConfig config, Policy policy, Clock clock, Journal journal)
      throws ServletException {
    ServletContext context = config.getServletContext();
    Optional<Path> path =
        Optional.ofNullable(config.getInitParameter(Setup.INVENTORY_PARAMETER)).map(Path::of);
    Optional<Inventory> inventory = Setup.attribute(context, Inventory.class);
    if (path.isPresent()) {
      inventory = Optional.of(InventoryFile.open(path.get()));
    } else if (inventory.isEmpty() && policy.undeclared() == Undeclared.REPORT) {
      inventory = Optional.of(new Inventory());
    }
    inventory.ifPresent(kept -> context.setAttribute(Inventory.class.getName(), kept));
    Optional<InventoryFile> file =
        inventory.flatMap(kept -> path.map(at -> new InventoryFile(at, kept, journal, clock)));
    return new Sightings(policy, context.getContextPath(), inventory, file, clock);
  }

  private static BreakInRules rules(BreakInLimits declared) {
    return new BreakInRules(
        declared.failures(),
        declared.window(),
        declared.firstWait(),
        declared.longestWait(),
        declared.retention(),
        BreakInRules.standard().most());
  }

  private static <T> T pick(@Nullable T built, Optional<T> found, T otherwise) {
    return built != null ? built : found.orElse(otherwise);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (pipeline == null) {
      throw new IllegalStateException("init was not called");
    }
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      pipeline.run(http, answer, chain);
    } else {
      throw new ServletException("only HTTP requests can be filtered");
    }
  }

  /**
   * Collects the parts of a filter. What is not given is found as {@link ConsentFilter} says. Not
   * thread-safe.
   */
  public static final class Builder {

    private @Nullable Policy policy;
    private @Nullable Keys keys;
    private @Nullable Clock clock;
    private @Nullable LoginStore store;
    private @Nullable RememberedUser users;
    private final List<LoginListener> listeners = new ArrayList<>();

    private Builder() {}

    /** Sets what the site declares. */
    public Builder policy(Policy declared) {
      policy = declared;
      return this;
    }

    /** Sets the keys that sign choices. */
    public Builder keys(Keys signing) {
      keys = signing;
      return this;
    }

    /** Sets the clock that every limit is measured by; the system's in UTC unless given. */
    public Builder clock(Clock measure) {
      clock = measure;
      return this;
    }

    /** Sets where logins are kept; in the memory of this node unless given. */
    public Builder loginStore(LoginStore kept) {
      store = kept;
      return this;
    }

    /** Sets who tells whether a remembered user still exists; everybody does unless given. */
    public Builder rememberedUser(RememberedUser asked) {
      users = asked;
      return this;
    }

    /** Adds one who is told what happens to logins. */
    public Builder listener(LoginListener told) {
      listeners.add(told);
      return this;
    }

    /** Returns the filter; what is missing is found, or refused, when it starts. */
    public ConsentFilter build() {
      return new ConsentFilter(copy());
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.policy = policy;
      copy.keys = keys;
      copy.clock = clock;
      copy.store = store;
      copy.users = users;
      copy.listeners.addAll(listeners);
      return copy;
    }
  }
}
