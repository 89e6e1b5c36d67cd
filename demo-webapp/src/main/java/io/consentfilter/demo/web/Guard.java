// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;

import io.consentfilter.demo.accounts.Role;
import io.consentfilter.demo.accounts.User;
import java.io.IOException;
import java.util.function.Predicate;

/** Who may come to a page: whoever is not let in gets 403, and nothing has happened. */
final class Guard {

  private Guard() {}

  /**
   * Returns the page for whoever is logged in. The filter guards these paths; without a known user
   * it did not, or the account is gone: then the login page is the only answer.
   */
  static Page customers(CustomerPage page) {
    return visit -> {
      var user = visit.user();
      if (user.isPresent()) {
        page.serve(visit, user.get());
      } else {
        visit.seeOther(visit.address("/login?reason=login"));
      }
    };
  }

  /**
   * Returns a page that takes forms of our own pages only. The filter sees to that wherever
   * somebody is logged in; here nobody is yet, and another site must not sign anybody up.
   */
  static Page own(Page page) {
    return visit -> {
      if (elsewhere(visit)) {
        visit.response().sendError(SC_FORBIDDEN);
      } else {
        page.serve(visit);
      }
    };
  }

  private static boolean elsewhere(Visit visit) {
    String site = visit.request().getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = visit.request().getHeader("Origin");
    String host = visit.request().getHeader("Host");
    return origin != null && !origin.replaceFirst("^https?://", "").equals(host);
  }

  /** Returns the page for everybody who sees the books of a firm. */
  static Page readers(CustomerPage page) {
    return only(Role::reads, page);
  }

  /** Returns the page for everybody who changes the books of a firm. */
  static Page writers(CustomerPage page) {
    return only(Role::writes, page);
  }

  /** Returns the page for the owner of a firm. */
  static Page owners(CustomerPage page) {
    return only(role -> role == Role.OWNER, page);
  }

  /** Returns the page for whoever gets the messages: the owner, or Boekhuis for its own. */
  static Page outbox(CustomerPage page) {
    return only(role -> role == Role.OWNER || role == Role.STAFF, page);
  }

  /** Returns the page for the people of Boekhuis. */
  static Page staff(CustomerPage page) {
    return only(role -> role == Role.STAFF, page);
  }

  private static Page only(Predicate<Role> allowed, CustomerPage page) {
    return customers((visit, user) -> inside(allowed, page, visit, user));
  }

  private static void inside(Predicate<Role> allowed, CustomerPage page, Visit visit, User user)
      throws IOException {
    if (allowed.test(user.role())) {
      page.serve(visit, user);
    } else {
      visit.response().sendError(SC_FORBIDDEN);
    }
  }
}
