// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.store.DataException;
import io.consentfilter.login.LoginStoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pages of Boekhuis. {@code web.xml} lists the paths; which page answers each stands in {@link
 * Routes}. Thread-safe.
 */
public final class BoekhuisServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String RETRY_SECONDS = "60";

  private transient @Nullable Site site;
  private transient @Nullable Routes routes;

  /** Makes the servlet; {@link #init} makes it ready. */
  public BoekhuisServlet() {}

  @Override
  public void init() throws ServletException {
    try {
      Site opened = Site.of(getServletContext());
      site = opened;
      routes = new Routes(opened);
    } catch (IOException e) {
      throw new ServletException("Boekhuis cannot read its files", e);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Visit visit = new Visit(Objects.requireNonNull(site), request, response);
    try {
      Objects.requireNonNull(routes).serve(visit);
    } catch (LoginStoreException e) {
      unavailable(response, e);
    } catch (DataException e) {
      away(visit, e);
    }
  }

  /** A page that was being read when the database went away is nobody's page, as the next one. */
  private static void away(Visit visit, DataException e) throws IOException {
    HttpServletResponse response = visit.response();
    if (visit.read() && visit.path().startsWith("/app") && !response.isCommitted()) {
      response.resetBuffer();
      visit.seeOther(visit.address("/login?reason=login"));
    } else {
      unavailable(response, e);
    }
  }

  /**
   * Nobody can log in or out while the place of the logins or of the users does not answer; it
   * comes back.
   */
  private static void unavailable(HttpServletResponse response, RuntimeException e)
      throws IOException {
    if (response.isCommitted()) {
      throw e;
    }
    response.setHeader("Retry-After", RETRY_SECONDS);
    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  @Override
  public void destroy() {
    if (site == null) {
      return;
    }
    try {
      site.statistics().close();
    } catch (IOException e) {
      throw new UncheckedIOException("The page counts of the last seconds are lost", e);
    }
  }
}
