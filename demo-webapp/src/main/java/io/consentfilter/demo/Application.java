// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import io.consentfilter.consent.Keys;
import io.consentfilter.policy.Policy;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The web application inside the server: the WAR's files, given what it needs as attributes. */
final class Application {

  private Application() {}

  static WebAppContext on(
      Server server, Path data, Policy policy, Clock clock, Map<String, ?> attributes)
      throws IOException {
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    // Not of the context: that would close the jar before the context is done with it.
    context.setBaseResource(ResourceFactory.of(server).newResource(files()));
    // Everything is on one class path here, where a container would keep the WAR's classes apart.
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    context.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
    context.setAttribute(Policy.class.getName(), policy);
    context.setAttribute(Keys.class.getName(), Keys.read(PrivateFiles.keys(data)));
    context.setAttribute(Clock.class.getName(), clock);
    context.setAttribute("io.consentfilter.demo.data", data);
    attributes.forEach(context::setAttribute);
    return context;
  }

  private static URL files() {
    return Objects.requireNonNull(Application.class.getResource("/webapp/"), "/webapp/");
  }

  /** Answers, without a word about the server, what goes wrong before the application sees it. */
  static ErrorHandler plainErrors() {
    ErrorHandler handler = new ErrorHandler();
    handler.setShowStacks(false);
    handler.setShowCauses(false);
    handler.setShowMessageInTitle(false);
    return handler;
  }
}
