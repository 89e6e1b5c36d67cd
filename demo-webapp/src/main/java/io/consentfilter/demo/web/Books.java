// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The invoices of every firm, each to be read with the user of that firm only. Immutable. */
final class Books {

  private static final int TERM_IN_DAYS = 30;

  private final Map<String, List<Invoice>> byUser;

  /** Fills the books with invoices of the months before a day. */
  Books(LocalDate today) {
    byUser = Map.of("u-4107", pottery(today), "u-5288", bicycles(today));
  }

  /** Returns the invoices of this user's firm, the newest first. */
  List<Invoice> of(User user) {
    return byUser.getOrDefault(user.id(), List.of());
  }

  private static List<Invoice> pottery(LocalDate today) {
    return new Ledger(today, 118)
        .sent(96, "Museumwinkel Prinsenhof", "Serie vazen, 24 stuks", 168_000, true)
        .sent(83, "Restaurant De Kade", "Servies voor 60 personen", 412_500, true)
        .sent(71, "@Work Coaching", "Relatiegeschenken", 38_750, true)
        .sent(58, "Bakkerij Smit & Zn.", "Broodschalen", 27_600, false)
        .sent(44, "Hotel Zeezicht", "Wastafels, 8 stuks", 296_000, true)
        .sent(39, "=Gelijk Mediation", "Wandtegels op maat", 64_300, false)
        .sent(24, "Café 't Hoekje", "Koppen en schotels", 51_200, true)
        .sent(17, "Gemeente Delft", "Workshop personeelsdag", 122_500, false)
        .sent(9, "Restaurant De Kade", "Aanvulling servies", 44_900, false)
        .sent(2, "Galerie Noorderlicht", "Twee unica", 185_000, false)
        .newestFirst();
  }

  private static List<Invoice> bicycles(LocalDate today) {
    return new Ledger(today, 402)
        .sent(101, "Thuiszorg Fryslân", "Onderhoud wagenpark Q2", 248_000, true)
        .sent(77, "Camping It Wiid", "Huurfietsen, 12 stuks", 538_800, true)
        .sent(62, "-10% Outlet Leeuwarden", "Restpartij helmen", 31_400, true)
        .sent(51, "Pizzeria Vesuvio", "Bezorgfiets met koelbox", 219_900, false)
        .sent(33, "Thuiszorg Fryslân", "Onderhoud wagenpark Q3", 251_500, true)
        .sent(28, "+Punt Advies", "Leasefiets, zes maanden", 89_400, false)
        .sent(12, "Basisschool De Wyngert", "Verkeersexamen keuring", 18_600, true)
        .sent(5, "J. Postma", "Racefiets op maat", 327_500, false)
        .newestFirst();
  }

  /** Numbers the invoices of one firm in the order in which they were sent. */
  private static final class Ledger {

    private final LocalDate today;
    private final List<Invoice> invoices = new ArrayList<>();
    private int next;

    Ledger(LocalDate today, int first) {
      this.today = today;
      this.next = first;
    }

    Ledger sent(int daysAgo, String customer, String description, long netCents, boolean paid) {
      LocalDate date = today.minusDays(daysAgo);
      String number = "%d-%04d".formatted(date.getYear(), next);
      next++;
      invoices.add(
          new Invoice(
              number, date, date.plusDays(TERM_IN_DAYS), customer, description, netCents, paid));
      return this;
    }

    List<Invoice> newestFirst() {
      return invoices.stream().sorted(Comparator.comparing(Invoice::date).reversed()).toList();
    }
  }
}
