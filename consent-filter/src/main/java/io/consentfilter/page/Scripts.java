// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Script elements of services, for code that renders pages. Stateless and thread-safe. */
public final class Scripts {

  private Scripts() {}

  /**
   * Returns a script element for a service: one that runs if the service is allowed, else an inert
   * one that the banner's script starts after consent.
   *
   * @param url an absolute address on one of the service's declared origins
   * @throws IllegalArgumentException if the policy declares no such service, or not that origin
   */
  public static String element(Decision decision, String serviceId, String url) {
    Service service =
        decision
            .policy()
            .service(serviceId)
            .orElseThrow(() -> new IllegalArgumentException("no service \"" + serviceId + "\""));
    String origin = origin(url);
    if (!service.origins().contains(origin)) {
      throw new IllegalArgumentException(
          "service \""
              + serviceId
              + "\" does not declare the origin \""
              + origin
              + "\"; declared are "
              + service.origins());
    }
    Html element =
        decision.allows(serviceId)
            ? Html.of("<script src=\"{}\" async></script>", url)
            : Html.of(
                "<script type=\"text/plain\" data-consent=\"{}\" src=\"{}\" async></script>",
                serviceId,
                url);
    return element.markup();
  }

  /** The origin of an address as RFC 6454 section 6.2 writes it. */
  private static String origin(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
      int usual = scheme.equals("https") ? 443 : 80;
      boolean port = uri.getPort() >= 0 && uri.getPort() != usual;
      return scheme + "://" + host + (port ? ":" + uri.getPort() : "");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: \"" + url + "\"", e);
    }
  }
}
