// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Keys;
import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.login.ClientAddress;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.PolicyException;
import io.consentfilter.store.FileLedgerStore;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a filter come from when its builder was given none: an attribute of the
 * servlet context named after the type, an init-parameter, the environment, a {@link
 * ServiceLoader}. Thread-safe.
 */
final class Setup {

  static final String POLICY_PARAMETER = "policy";
  static final String KEYS_PARAMETER = "keys";
  static final String LEDGER_PARAMETER = "ledger";
  static final String PROXIES_PARAMETER = "trustedProxies";
  static final String INVENTORY_PARAMETER = "inventory";
  static final String KEYS_VARIABLE = "CONSENT_KEYS";

  private static final String HISTORY = "/WEB-INF/consent-policy-history/";
  private static final String DEFAULT_POLICY = "/WEB-INF/consent-policy.json";

  private Setup() {}

  /**
   * Returns the policy of a context, reading it the first time.
   *
   * @param path a resource of the application, or a file, or null for the default
   * @throws ServletException if there is none or it has mistakes, all of which the message names
   */
  static Policy policy(ServletContext context, @Nullable String path) throws ServletException {
    Optional<Policy> present = attribute(context, Policy.class);
    if (present.isPresent()) {
      return present.get();
    }
    Policy policy = read(context, path == null ? DEFAULT_POLICY : path);
    context.setAttribute(Policy.class.getName(), policy);
    return policy;
  }

  /**
   * Returns the earlier versions of the policy, which the statement compares with the present one:
   * the files in {@code /WEB-INF/consent-policy-history/}.
   *
   * @throws ServletException if one of them has mistakes
   */
  static List<Policy> earlier(ServletContext context) throws ServletException {
    Set<String> files = context.getResourcePaths(HISTORY);
    List<Policy> earlier = new ArrayList<>();
    for (String file : files == null ? Set.<String>of() : files) {
      if (file.endsWith(".json")) {
        earlier.add(read(context, file));
      }
    }
    return earlier;
  }

  private static Policy read(ServletContext context, String path) throws ServletException {
    try (InputStream resource = open(context, path)) {
      return Policy.read(resource, path);
    } catch (IOException e) {
      throw new ServletException(
          "cannot read the policy "
              + path
              + ": put one there, or name another resource or file in"
              + " the init-parameter \""
              + POLICY_PARAMETER
              + "\" of ConsentFilter;"
              + " see docs/troubleshooting.md#policy-not-found",
          e);
    } catch (PolicyException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  private static InputStream open(ServletContext context, String path) throws IOException {
    InputStream resource = path.startsWith("/") ? context.getResourceAsStream(path) : null;
    return resource != null ? resource : Files.newInputStream(Path.of(path));
  }

  /**
   * Returns the keys that sign choices.
   *
   * @throws ServletException if none are configured or they cannot be read; the message says how to
   *     make one
   */
  static Keys keys(ServletContext context, @Nullable String file) throws ServletException {
    Optional<Keys> present = attribute(context, Keys.class);
    if (present.isPresent()) {
      return present.get();
    }
    String variable = System.getenv(KEYS_VARIABLE);
    try {
      if (file != null) {
        return Keys.read(Path.of(file));
      }
      if (variable != null) {
        return Keys.parse(variable);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ServletException(
          "cannot use the keys of " + source(file) + ": " + e.getMessage(), e);
    }
    throw new ServletException(
        "no key to sign choices with. Make one with: java -jar consent.jar keys new --out FILE"
            + " and name the file in the init-parameter \""
            + KEYS_PARAMETER
            + "\" of ConsentFilter,"
            + " or put the key into the environment variable "
            + KEYS_VARIABLE
            + "; see docs/troubleshooting.md#no-key");
  }

  private static String source(@Nullable String file) {
    return file != null ? "the file " + file : "the environment variable " + KEYS_VARIABLE;
  }

  /**
   * Returns how clients are told apart.
   *
   * @throws ServletException if a trusted proxy is no address and no network
   */
  static ClientAddress addresses(FilterConfig config) throws ServletException {
    String declared = config.getInitParameter(PROXIES_PARAMETER);
    try {
      return new ClientAddress(
          declared == null ? List.of() : List.of(declared.strip().split("\\s*,\\s*")));
    } catch (IllegalArgumentException e) {
      throw new ServletException(
          "the init-parameter \"" + PROXIES_PARAMETER + "\" of ConsentFilter: " + e.getMessage(),
          e);
    }
  }

  /**
   * Returns where choices are recorded: a store with its keys among the context's attributes, or a
   * folder that the init-parameter {@code ledger} names; empty if neither is there.
   *
   * @throws ServletException if it cannot be opened; the message says what to do
   */
  static Optional<Records.Kept> ledger(FilterConfig config, Clock clock) throws ServletException {
    ServletContext context = config.getServletContext();
    String folder = config.getInitParameter(LEDGER_PARAMETER);
    try {
      Optional<LedgerStore> present = part(context, LedgerStore.class);
      if (present.isEmpty() && folder == null) {
        return Optional.empty();
      }
      SigningKeys keys = signingKeys(context, folder);
      LedgerStore store =
          present.isPresent() ? present.get() : FileLedgerStore.open(Path.of(folder));
      return Optional.of(new Records.Kept(new Ledger(store, keys, clock), keys));
    } catch (IOException | LedgerException | IllegalArgumentException e) {
      throw new ServletException("cannot open the ledger of choices: " + e.getMessage(), e);
    }
  }

  private static SigningKeys signingKeys(ServletContext context, @Nullable String folder)
      throws IOException, ServletException {
    Optional<SigningKeys> present = attribute(context, SigningKeys.class);
    if (present.isPresent()) {
      return present.get();
    }
    if (folder == null) {
      throw new ServletException(
          "a LedgerStore without keys that sign for it: put SigningKeys into the servlet context as"
              + " the attribute "
              + SigningKeys.class.getName()
              + "; make keys with: java -jar consent.jar keys new --signing");
    }
    Files.createDirectories(Path.of(folder));
    return SigningKeys.open(Path.of(folder, FileLedgerStore.KEYS));
  }

  /** Returns a part from the context's attributes, or from a service of that type. */
  static <T> Optional<T> part(ServletContext context, Class<T> type) {
    Optional<T> present = attribute(context, type);
    if (present.isPresent()) {
      return present;
    }
    Iterator<T> services = ServiceLoader.load(type, context.getClassLoader()).iterator();
    return services.hasNext() ? Optional.of(services.next()) : Optional.empty();
  }

  static <T> Optional<T> attribute(ServletContext context, Class<T> type) {
    Object value = context.getAttribute(type.getName());
    return Optional.ofNullable(value).map(type::cast);
  }
}
