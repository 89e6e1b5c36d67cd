// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import io.consentfilter.policy.CspMode;
import io.consentfilter.policy.CspRules;
import io.consentfilter.policy.CspRules.Inline;
import io.consentfilter.policy.Kind;
import io.consentfilter.policy.OriginPattern;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Derives the Content-Security-Policy that makes browsers refuse every origin but the site itself
 * and those that an allowed service declares. It goes out as a header of its own beside the
 * application's, so that it can only tighten. Denied is what is neither necessary nor allowed; an
 * origin that a denied and an allowed service share is in, for the kinds that the allowed one
 * declares. Immutable and thread-safe.
 */
public final class Csp {

  /** Where browsers report, below the policy's prefix. */
  public static final String REPORTS = "/csp-report";

  /**
   * Containers refuse to send much more than 8 kB of headers; a longer value is written in its wide
   * form.
   */
  static final int LONGEST = 4096;

  private static final String SELF = "'self'";

  /** What a page makes itself has no origin: data and blob URLs carry nothing elsewhere. */
  private static final List<String> MADE_HERE = List.of("data:", "blob:");

  private final Policy policy;
  private final CspRules rules;
  private final String reports;

  private Csp(Policy policy, String contextPath) {
    this.policy = policy;
    this.rules = policy.cspRules();
    this.reports = contextPath + policy.prefix() + REPORTS;
  }

  /**
   * Prepares the headers of one site.
   *
   * @param contextPath what precedes the policy's prefix in a URL: empty, or as the container gives
   *     it, from a slash and percent-encoded
   * @throws IllegalArgumentException if a header could not carry that path
   */
  public static Csp of(Policy policy, String contextPath) {
    if (!contextPath.matches("(/[!-:<-~&&[^,]]*)?")) {
      throw new IllegalArgumentException("not a context path: \"" + contextPath + "\"");
    }
    return new Csp(policy, contextPath);
  }

  /**
   * Returns the header of all pages for a visitor, or nothing if the policy says {@code off}.
   * Depends on the allowed services alone, so callers keep it for each set of them.
   *
   * @param allowed whether the visitor allows a service; not asked about necessary ones, and about
   *     none where pages are the same for everybody
   */
  public Optional<CspHeader> header(Predicate<Service> allowed) {
    if (rules.mode() == CspMode.OFF) {
      return Optional.empty();
    }
    Sources sources = sources(allowed);
    CspHeader tight = header(sources, false);
    return Optional.of(tight.length() <= LONGEST ? tight : header(sources, true));
  }

  private Sources sources(Predicate<Service> allowed) {
    List<Service> in = new ArrayList<>();
    List<Service> out = new ArrayList<>();
    policy
        .services()
        .forEach(
            service -> {
              boolean runs = policy.staticPages() || service.necessary() || allowed.test(service);
              (runs ? in : out).add(service);
            });
    return Sources.of(in, out);
  }

  private CspHeader header(Sources sources, boolean wide) {
    String name =
        rules.mode() == CspMode.ENFORCE
            ? "Content-Security-Policy"
            : "Content-Security-Policy-Report-Only";
    CspHeader.Builder header = new CspHeader.Builder(name);
    Map<String, Set<String>> loaded = wide ? Map.of() : loaded(sources);
    Set<String> shared = wide ? sources.loaded() : mostShared(loaded.values());
    header.directive("default-src", SELF).add(MADE_HERE).add(shared);
    script(header, sources);
    style(header, sources);
    loaded.forEach(
        (directive, origins) -> {
          if (!origins.equals(shared)) {
            header.directive(directive, SELF).add(MADE_HERE).add(origins);
          }
        });
    header.directive("worker-src", SELF).add("blob:");
    header.directive("manifest-src", SELF);
    object(header, sources);
    header.directive("base-uri", SELF);
    header.directive("form-action", SELF).add(sources.of(Kind.FORM));
    if (policy.headers().frameAncestors()) {
      header.directive("frame-ancestors", SELF).add(rules.framedBy());
    }
    header.directive("report-uri", reports);
    return header.build();
  }

  private void script(CspHeader.Builder header, Sources sources) {
    header.directive("script-src", SELF);
    if (rules.inlineScripts() == Inline.NONCE) {
      header.nonce();
    } else {
      header.add("'unsafe-inline'").add("'unsafe-eval'");
    }
    header.add(sources.of(Kind.SCRIPT));
  }

  private void style(CspHeader.Builder header, Sources sources) {
    header.directive("style-src", SELF);
    if (rules.inlineStyles() == Inline.NONCE) {
      header.nonce();
    } else {
      header.add("'unsafe-inline'");
    }
    header.add(sources.of(Kind.STYLE));
  }

  private static Map<String, Set<String>> loaded(Sources sources) {
    Map<String, Set<String>> loaded = new LinkedHashMap<>();
    loaded.put("img-src", sources.of(Kind.IMG));
    loaded.put("font-src", sources.of(Kind.FONT));
    loaded.put("media-src", sources.of(Kind.MEDIA));
    loaded.put("frame-src", sources.of(Kind.FRAME));
    loaded.put("connect-src", sources.of(Kind.CONNECT, Kind.SOCKET));
    return loaded;
  }

  /** What directives would repeat is said once, as what holds where nothing else is said. */
  private static Set<String> mostShared(Collection<Set<String>> all) {
    return all.stream().max(Comparator.comparingInt(one -> saved(one, all))).orElseThrow();
  }

  private static int saved(Set<String> origins, Collection<Set<String>> all) {
    int length = "img-src 'self' data: blob: ; ".length() + String.join(" ", origins).length();
    return length * (Collections.frequency(all, origins) - 1);
  }

  // Where a site goes as far as nonces, plug-in content is refused too.
  private void object(CspHeader.Builder header, Sources sources) {
    Set<String> declared = sources.of(Kind.OBJECT);
    boolean strict = rules.inlineScripts() == Inline.NONCE;
    if (strict && declared.isEmpty()) {
      header.directive("object-src", "'none'");
    } else if (strict) {
      header.directive("object-src").add(declared);
    } else {
      header.directive("object-src", SELF).add(declared);
    }
  }

  /** What may be loaded, from services that may and beside services that may not. */
  private record Sources(List<Service> allowed, Set<String> denied) {

    static Sources of(List<Service> allowed, List<Service> denied) {
      Set<String> origins = origins(denied);
      origins.removeAll(origins(allowed));
      return new Sources(allowed, origins);
    }

    private static Set<String> origins(Collection<Service> services) {
      Set<String> origins = new LinkedHashSet<>();
      services.forEach(service -> origins.addAll(service.origins()));
      return origins;
    }

    Set<String> of(Kind... kinds) {
      Set<String> sources = new LinkedHashSet<>();
      Stream.of(kinds).forEach(kind -> add(kind, sources));
      return sources;
    }

    private void add(Kind kind, Set<String> sources) {
      allowed.stream()
          .flatMap(service -> origins(service, kind))
          .map(origin -> kind == Kind.SOCKET ? origin.replaceFirst("^http", "ws") : origin)
          .forEach(sources::add);
    }

    private Stream<String> origins(Service service, Kind kind) {
      return service.origins().stream()
          .filter(origin -> service.kinds(origin).contains(kind))
          .filter(origin -> !lettingInDenied(new OriginPattern(origin)));
    }

    // A pattern for a whole domain gives way to the refusal of one host below it.
    private boolean lettingInDenied(OriginPattern pattern) {
      return pattern.wildcard() && denied.stream().anyMatch(pattern::matches);
    }

    Set<String> loaded() {
      return of(Kind.IMG, Kind.FONT, Kind.MEDIA, Kind.FRAME, Kind.CONNECT, Kind.SOCKET);
    }
  }
}
