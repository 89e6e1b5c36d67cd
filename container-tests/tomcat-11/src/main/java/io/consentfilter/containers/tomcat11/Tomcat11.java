// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers.tomcat11;

import io.consentfilter.containers.Application;
import io.consentfilter.containers.Container;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** Embedded Tomcat. Not thread-safe. */
public final class Tomcat11 implements Container {

  private final Tomcat tomcat = new Tomcat();

  /** Creates the container; the service loader does. */
  public Tomcat11() {}

  @Override
  public String name() {
    return "Tomcat 11";
  }

  @Override
  public int start(Path files, List<Application> applications) throws Exception {
    tomcat.setBaseDir(files.resolveSibling("tomcat").toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    applications.forEach(application -> deploy(application, files));
    tomcat.start();
    return connector.getLocalPort();
  }

  private void deploy(Application application, Path files) {
    Context context = tomcat.addContext(application.contextPath(), files.toString());
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    context.addMimeMapping("html", "text/html");
    context.addMimeMapping("css", "text/css");
    application
        .initializers()
        .forEach(initializer -> context.addServletContainerInitializer(initializer, Set.of()));
    application.errorPages().forEach((status, page) -> context.addErrorPage(shown(status, page)));
  }

  private static ErrorPage shown(int status, String path) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(status);
    page.setLocation(path);
    return page;
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
