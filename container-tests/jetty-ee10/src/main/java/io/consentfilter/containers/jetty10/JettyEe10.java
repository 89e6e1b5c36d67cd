// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers.jetty10;

import io.consentfilter.containers.Application;
import io.consentfilter.containers.Container;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** Embedded Jetty. Not thread-safe. */
public final class JettyEe10 implements Container {

  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  /** Creates the container; the service loader does. */
  public JettyEe10() {}

  @Override
  public String name() {
    return "Jetty 12.1 ee10";
  }

  @Override
  public int start(Path files, List<Application> applications) throws Exception {
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    applications.forEach(application -> contexts.addHandler(context(application, files)));
    server.setHandler(contexts);
    server.start();
    return server.getURI().getPort();
  }

  private static ServletContextHandler context(Application application, Path files) {
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    String path = application.contextPath();
    context.setContextPath(path.isEmpty() ? "/" : path);
    context.setBaseResourceAsPath(files);
    context.addServlet(DefaultServlet.class, "/");
    application.initializers().forEach(context::addServletContainerInitializer);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    application.errorPages().forEach(errors::addErrorPage);
    context.setErrorHandler(errors);
    return context;
  }

  @Override
  public void stop() throws Exception {
    server.stop();
  }
}
