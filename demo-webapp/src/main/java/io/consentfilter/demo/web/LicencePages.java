// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.books.Licence;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Map;

/** Paying for a year by iDeal, with a bank that does not exist. Thread-safe. */
final class LicencePages {

  static final String PATH = "/app/licence";
  static final String RETURN = "/app/licence/return";
  static final String BANK = "/bank";

  void show(Visit visit, User user) throws IOException {
    Texts texts = visit.texts();
    String until =
        user.firm()
            .paidUntil()
            .map(day -> texts.format("licence.until", texts.date(day)))
            .orElse(texts.get("licence.trial"));
    String pay =
        Parts.paragraph(until)
            + Parts.paragraph(texts.format("licence.price", texts.euros(Licence.CENTS)))
            + Parts.button(visit, PATH, "licence.pay", "", "");
    Parts.desk(visit, "licence.title", user.company(), Parts.card(visit, "licence.card", pay));
  }

  /** Begins a payment and sends the owner to the bank. */
  void pay(Visit visit, User user) {
    String id = new Licence(visit.site().users().tenant(user)).begin(visit.now());
    visit.seeOther(visit.address(BANK + "?payment=" + id));
  }

  /** The bank: a page that knows nothing but the number of the payment. */
  void bank(Visit visit) throws IOException {
    visit.page(
        "bank",
        visit.texts().get("bank.title"),
        Map.of(
            "amount",
            visit.texts().euros(Licence.CENTS),
            "payment",
            visit.parameter("payment").orElse("")));
  }

  /** The bank pays, tells Boekhuis behind the browser's back, and sends the browser back. */
  void bankPays(Visit visit) {
    String payment = visit.parameter("payment").orElse("");
    Licence.settle(visit.site().database(), payment, visit.site().today());
    String id = URLEncoder.encode(payment, UTF_8);
    visit.seeOther(visit.address(RETURN + "?payment=" + id));
  }

  /** Where the bank sends the browser back to, from another site; this changes nothing. */
  void back(Visit visit, User user) throws IOException {
    String id = visit.parameter("payment").orElse("");
    boolean paid = new Licence(visit.site().users().tenant(user)).paid(id).orElse(false);
    String notice =
        paid
            ? visit.notice(visit.texts().get("licence.paid"))
            : Problem.unprocessable(visit, "licence.unknown").report(visit);
    String links =
        Parts.actions(
            Parts.link(visit, PATH, "licence.title"), Parts.link(visit, "/app", "nav.app"));
    Parts.desk(visit, "licence.title", user.company(), notice + links);
  }
}
