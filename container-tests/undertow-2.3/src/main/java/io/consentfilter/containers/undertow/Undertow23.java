// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers.undertow;

import io.consentfilter.containers.Application;
import io.consentfilter.containers.Container;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.SameSiteCookieHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Embedded Undertow. Not thread-safe. */
public final class Undertow23 implements Container {

  private Optional<Undertow> server = Optional.empty();

  /** Creates the container; the service loader does. */
  public Undertow23() {}

  @Override
  public String name() {
    return "Undertow 2.3";
  }

  @Override
  public int start(Path files, List<Application> applications) throws Exception {
    PathHandler paths = Handlers.path();
    for (Application application : applications) {
      String path = application.contextPath();
      paths.addPrefixPath(path.isEmpty() ? "/" : path, handler(application, files));
    }
    Undertow undertow =
        Undertow.builder().addHttpListener(0, "localhost").setHandler(paths).build();
    undertow.start();
    server = Optional.of(undertow);
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  private static HttpHandler handler(Application application, Path files) throws ServletException {
    String path = application.contextPath();
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(Undertow23.class.getClassLoader())
            .setDeploymentName("deployment" + path.replace('/', '-'))
            .setContextPath(path.isEmpty() ? "/" : path)
            .setResourceManager(new PathResourceManager(files));
    application.initializers().forEach(own -> info.addServletContainerInitializer(info(own)));
    application
        .errorPages()
        .forEach((status, page) -> info.addErrorPage(Servlets.errorPage(page, status)));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(info);
    manager.deploy();
    HttpHandler handler = manager.start();
    // What WEB-INF/undertow-handlers.conf does in a WAR with: samesite-cookie(mode=Lax)
    return application
        .sameSite()
        .<HttpHandler>map(mode -> new SameSiteCookieHandler(handler, mode.attribute()))
        .orElse(handler);
  }

  private static ServletContainerInitializerInfo info(ServletContainerInitializer initializer) {
    return new ServletContainerInitializerInfo(
        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of());
  }

  @Override
  public void stop() {
    server.ifPresent(Undertow::stop);
  }
}
