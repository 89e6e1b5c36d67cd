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
    rightsPages();
    staffPages();
  }

  private void publicPages() {
    PublicPages pages = new PublicPages();
    PrivacyPages privacy = new PrivacyPages();
    page("/", pages::home);
    page("/video", pages::video);
    page("/contact", pages::contact);
    sending.put("/contact", pages::send);
    page(PrivacyPages.PATH, privacy::show);
    page("/agreement", privacy::agreement);
    sending.put(PrivacyPages.TOLD, Guard.customers(privacy::told));
    page(PromisesPage.PATH, new PromisesPage()::show);
    GalleryPages gallery = new GalleryPages();
    reading.put(GalleryPages.PATH, gallery::show);
    reading.put(GalleryPages.FRAME, gallery::state);
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
    SignUpPages signUp = new SignUpPages();
    both(SignUpPages.PATH, signUp::form, Guard.own(signUp::send));
  }

  private void customerPages() {
    CustomerPages pages = new CustomerPages();
    StatisticsPage statistics = new StatisticsPage(counter);
    page("/app", Guard.customers(pages::invoices));
    page("/app/stats", Guard.customers(statistics::show));
    both(StepUp.PATH, Guard.customers(stepUp::form), Guard.customers(stepUp::confirm));
    export("/app/export.csv", pages::csv);
    export("/app/export.json", pages::json);
    ApiPages api = new ApiPages();
    both(ApiPages.PATH, api::list, api::add);
    bookPages();
  }

  private void export(String path, CustomerPage page) {
    reading.put(path, Guard.readers(stepUp.before(path, page)));
  }

  private void bookPages() {
    InvoicePages invoices = new InvoicePages();
    both(InvoicePages.NEW, Guard.writers(invoices::form), Guard.writers(invoices::send));
    reading.put("/app/invoice", Guard.readers(invoices::show));
    sending.put(InvoicePages.PAID, Guard.writers(invoices::paid));
    ClientPages clients = new ClientPages();
    both(ClientPages.LIST, Guard.readers(clients::list), Guard.writers(clients::add));
    both(ClientPages.ONE, Guard.writers(clients::show), Guard.writers(clients::save));
    sending.put(ClientPages.REMOVE, Guard.writers(clients::remove));
    LicencePages licence = new LicencePages();
    both(LicencePages.PATH, Guard.owners(licence::show), Guard.owners(licence::pay));
    reading.put(LicencePages.RETURN, Guard.owners(licence::back));
    both(LicencePages.BANK, licence::bank, licence::bankPays);
  }

  private void accountPages() {
    AccountPages pages = new AccountPages();
    page(AccountPages.PATH, Guard.customers(pages::show));
    sending.put("/app/account/revoke", Guard.customers(pages::revoke));
    sending.put("/app/account/end-others", Guard.customers(pages::endOthers));
    String password = "/app/account/password";
    sending.put(password, Guard.customers(stepUp.before(AccountPages.PATH, pages::changePassword)));
    // Where a form that was not accepted stands; whoever loads that again gets an empty one.
    reading.put(password, visit -> visit.seeOther(visit.address(AccountPages.PATH)));
    ProfilePages profile = new ProfilePages();
    String path = ProfilePages.PATH;
    both(path, sure(path, profile::show), sure(path, profile::savePerson));
    sending.put(ProfilePages.FIRM, Guard.owners(stepUp.before(path, profile::saveFirm)));
    reading.put(ProfilePages.FIRM, visit -> visit.seeOther(visit.address(path)));
    ownerPages();
  }

  /** Returns a page behind a password that was typed just now. */
  private Page sure(String path, CustomerPage page) {
    return Guard.customers(stepUp.before(path, page));
  }

  private void ownerPages() {
    TeamPages team = new TeamPages();
    both(TeamPages.PATH, Guard.owners(team::show), Guard.owners(team::invite));
    sending.put(TeamPages.ROLE, Guard.owners(team::changeRole));
    sending.put(TeamPages.REMOVE, Guard.owners(team::remove));
    both(TeamPages.INVITATION, team::invitation, Guard.own(team::accept));
    TokenPages tokens = new TokenPages();
    both(TokenPages.PATH, Guard.owners(tokens::show), owner(TokenPages.PATH, tokens::make));
    sending.put(TokenPages.REMOVE, Guard.owners(tokens::remove));
    LeavingPages leaving = new LeavingPages();
    both(
        LeavingPages.PATH,
        owner(LeavingPages.PATH, leaving::form),
        owner(LeavingPages.PATH, leaving::cancel));
    both(LeavingPages.BACK, leaving::back, Guard.own(leaving::comeBack));
  }

  private Page owner(String path, CustomerPage page) {
    return Guard.owners(stepUp.before(path, page));
  }

  private void rightsPages() {
    RightsPages rights = new RightsPages();
    both(RightsPages.PATH, rights::form, Guard.own(rights::file));
    reading.put(RightsPages.RECEIPT, rights::receipt);
    SupportPages support = new SupportPages();
    both(SupportPages.PATH, Guard.owners(support::show), Guard.owners(support::give));
    sending.put(SupportPages.END, Guard.owners(support::end));
    reading.put(ActivityPage.PATH, Guard.customers(new ActivityPage()::show));
    NewsletterPages letters = new NewsletterPages();
    both(NewsletterPages.PATH, letters::form, Guard.own(letters::subscribe));
    both(NewsletterPages.MINE, Guard.readers(letters::mine), Guard.readers(letters::save));
    both(NewsletterPages.LEAVE, letters::leaving, letters::leave);
    reading.put(OutboxPages.PATH, Guard.outbox(new OutboxPages()::show));
  }

  private void staffPages() {
    StaffPages staff = new StaffPages();
    reading.put(StaffPages.PATH, Guard.staff(staff::show));
    both(StaffPages.REQUEST, Guard.staff(staff::request), Guard.staff(staff::answer));
    sending.put(StaffPages.RETENTION, Guard.staff(staff::run));
    reading.put(StaffPages.FIRM, Guard.staff(staff::firm));
    both(StaffPages.NOTICE, Guard.staff(staff::notice), Guard.staff(staff::publish));
    both(StaffPages.LETTER, Guard.staff(staff::letter), Guard.staff(staff::send));
  }

  private void page(String path, Page page) {
    reading.put(path, page);
    counted.add(path);
  }

  private void both(String path, Page read, Page send) {
    reading.put(path, read);
    sending.put(path, send);
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
