// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Runs an action for every method, HEAD included. Thread-safe. */
final class ActionServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Action action;

  ActionServlet(Action action) {
    this.action = action;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      action.answer(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
