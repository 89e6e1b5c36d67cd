// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;
import static jakarta.servlet.http.HttpServletResponse.SC_NO_CONTENT;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which page answers which path and method. Thread-safe. */
final class Routes {

  /** Parts of a page that a visitor unfolds; the script of the page reports them. */
  private static final Set<String> PARTS =
      Set.of("/#vraag-overstappen", "/#vraag-btw", "/#vraag-opzeggen");

  private final Counter counter;
  private final StepUp stepUp = new StepUp();
  private final ErrorPage errorPage = new ErrorPage();
  private final Map<String, Page> reading = new HashMap<>();
  private final Map<String, Page> sending = new HashMap<>();
  private final Set<String> counted = new HashSet<>(PARTS);

  Routes(Site site) {
    counter = new Counter(site);
    publicPages();
    loginPages();
    customerPages();
    accountPages();
  }

  private void publicPages() {
    PublicPages pages = new PublicPages();
    page("/", pages::home);
    page("/video", pages::video);
    page("/contact", pages::contact);
    sending.put("/contact", pages::send);
    page("/privacy", pages::privacy);
    sending.put("/stats/hit", this::hit);
    reading.put(
        "/fout",
        visit -> {
          throw new IllegalStateException("Asked for, to see the page for our own mistakes");
        });
  }

  private void loginPages() {
    LoginPages pages = new LoginPages();
    page("/login", pages::form);
    sending.put("/login", pages::login);
    sending.put("/logout", pages::logout);
  }

  private void customerPages() {
    CustomerPages pages = new CustomerPages();
    StatisticsPage statistics = new StatisticsPage(counter);
    page("/app", customers(pages::invoices));
    page("/app/stats", customers(statistics::show));
    reading.put(StepUp.PATH, customers(stepUp::form));
    sending.put(StepUp.PATH, customers(stepUp::confirm));
    export("/app/export.csv", pages::csv);
    export("/app/export.json", pages::json);
  }

  private void export(String path, CustomerPage page) {
    reading.put(path, customers(stepUp.before(path, page)));
  }

  private void accountPages() {
    AccountPages pages = new AccountPages();
    page(AccountPages.PATH, customers(pages::show));
    sending.put("/app/account/revoke", customers(pages::revoke));
    sending.put("/app/account/end-others", customers(pages::endOthers));
    String password = "/app/account/password";
    sending.put(password, customers(stepUp.before(AccountPages.PATH, pages::changePassword)));
    // Where a form that was not accepted stands; whoever loads that again gets an empty one.
    reading.put(password, visit -> visit.seeOther(visit.address(AccountPages.PATH)));
  }

  private void page(String path, Page page) {
    reading.put(path, page);
    counted.add(path);
  }

  /**
   * The filter guards these paths. Without a known user it did not, or the account is gone: then
   * the login page is the only answer.
   */
  private static Page customers(CustomerPage page) {
    return visit -> {
      var user = visit.user();
      if (user.isPresent()) {
        page.serve(visit, user.get());
      } else {
        visit.seeOther(visit.address("/login"));
      }
    };
  }

  void serve(Visit visit) throws IOException {
    if (visit.request().getDispatcherType() == DispatcherType.ERROR) {
      errorPage.show(visit);
      return;
    }
    switch (visit.request().getMethod()) {
      case "GET" -> read(visit);
      case "HEAD" -> serve(reading.get(visit.path()), visit);
      case "POST" -> serve(sending.get(visit.path()), visit);
      default -> refuse(visit);
    }
  }

  private void read(Visit visit) throws IOException {
    visit.rememberLanguage();
    if (counted.contains(visit.path())) {
      counter.view(visit, visit.path());
    }
    serve(reading.get(visit.path()), visit);
  }

  private void serve(@Nullable Page page, Visit visit) throws IOException {
    if (page == null) {
      refuse(visit);
    } else {
      page.serve(visit);
    }
  }

  private void refuse(Visit visit) throws IOException {
    List<String> allowed = new ArrayList<>();
    if (reading.containsKey(visit.path())) {
      allowed.addAll(List.of("GET", "HEAD"));
    }
    if (sending.containsKey(visit.path())) {
      allowed.add("POST");
    }
    if (allowed.isEmpty()) {
      visit.response().sendError(SC_NOT_FOUND);
      return;
    }
    visit.response().setHeader("Allow", String.join(", ", allowed));
    visit.response().sendError(SC_METHOD_NOT_ALLOWED);
  }

  /** Counts what the script reports, without saying whether it did. */
  private void hit(Visit visit) {
    visit.parameter("path").filter(counted::contains).ifPresent(path -> counter.view(visit, path));
    visit.response().setStatus(SC_NO_CONTENT);
  }
}
