// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Person;
import io.consentfilter.demo.accounts.Role;
import io.consentfilter.demo.accounts.SignUp;
import io.consentfilter.demo.accounts.Users;
import io.consentfilter.demo.books.Books;
import io.consentfilter.demo.rights.Statements;
import io.consentfilter.demo.store.Database;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** What a new database begins with: Boekhuis itself, and two firms to try it with. */
final class Samples {

  private static final String PASSWORD = "boekhouden";
  private static final int USERS = 3;

  private final Database database;
  private final Users users;
  private final Clock clock;
  private final Queue<String> hashes = new ArrayDeque<>();

  private Samples(Database database, Users users, Clock clock) {
    this.database = database;
    this.users = users;
    this.clock = clock;
  }

  /** Fills a database that is empty; of several nodes that start at once, one does. */
  static void fill(Database database, Users users, Clock clock) {
    Samples samples = new Samples(database, users, clock);
    boolean empty =
        database
            .list("SELECT id FROM bh_tenant WHERE id = ?", r -> r.text("id"), Site.HOUSE)
            .isEmpty();
    if (empty) {
      // Before the transaction, for which another node may be waiting.
      samples.hash();
      users.unlessTaken(() -> database.atomically(samples::all));
    }
  }

  private void hash() {
    for (int i = 0; i < USERS; i++) {
      hashes.add(users.encoded(PASSWORD));
    }
  }

  private boolean all() {
    firm(Site.HOUSE, "Boekhuis", "30104107", "Grachtstraat 12", "3511 AB Utrecht");
    Person mia = new Person("mia", "Mia Vermeer", "mia@boekhuis.example", "");
    put(Site.HOUSE, "u-1987", mia, Role.STAFF);
    firm("t-4107", "De Wit Keramiek", "72104415", "Oude Delft 88", "2611 CD Delft");
    Person anna = new Person("anna", "Anna de Wit", "anna@dewitkeramiek.example", "015 555 01 23");
    put("t-4107", "u-4107", anna, Role.OWNER);
    pottery(new Ledger(new Books(database.tenant("t-4107")), LocalDate.now(clock)));
    firm("t-5288", "Hoekstra Fietsen", "68330927", "Nieuwestad 41", "8911 CJ Leeuwarden");
    Person bram =
        new Person("bram", "Bram Hoekstra", "bram@hoekstrafietsen.example", "058 555 04 56");
    put("t-5288", "u-5288", bram, Role.OWNER);
    bicycles(new Ledger(new Books(database.tenant("t-5288")), LocalDate.now(clock)));
    return true;
  }

  private void firm(String id, String company, String register, String address, String city) {
    Person nobody = new Person("", "", "", "");
    users.found(new SignUp(company, register, address, city, nobody, ""), id);
  }

  private void put(String firm, String id, Person person, Role role) {
    users.put(database.tenant(firm), id, person, role, hashes.remove());
    users.withId(id).ifPresent(user -> users.told(user, Statements.CURRENT, clock.instant()));
  }

  private static void pottery(Ledger ledger) {
    ledger
        .from(118)
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
        .customers(List.of("Restaurant De Kade", "Galerie Noorderlicht", "Gemeente Delft"));
  }

  private static void bicycles(Ledger ledger) {
    ledger
        .from(402)
        .sent(101, "Thuiszorg Fryslân", "Onderhoud wagenpark Q2", 248_000, true)
        .sent(77, "Camping It Wiid", "Huurfietsen, 12 stuks", 538_800, true)
        .sent(62, "-10% Outlet Leeuwarden", "Restpartij helmen", 31_400, true)
        .sent(51, "Pizzeria Vesuvio", "Bezorgfiets met koelbox", 219_900, false)
        .sent(33, "Thuiszorg Fryslân", "Onderhoud wagenpark Q3", 251_500, true)
        .sent(28, "+Punt Advies", "Leasefiets, zes maanden", 89_400, false)
        .sent(12, "Basisschool De Wyngert", "Verkeersexamen keuring", 18_600, true)
        .sent(5, "J. Postma", "Racefiets op maat", 327_500, false)
        .customers(List.of("Thuiszorg Fryslân", "Pizzeria Vesuvio", "J. Postma"));
  }

  /** Puts the invoices of one firm in its books in the order in which they were sent. */
  private record Ledger(Books books, LocalDate today) {

    Ledger from(long first) {
      books.numberFrom(first);
      return this;
    }

    Ledger sent(int daysAgo, String customer, String description, long netCents, boolean paid) {
      books.add(today.minusDays(daysAgo), customer, description, netCents, paid);
      return this;
    }

    void customers(List<String> names) {
      names.forEach(name -> books.addCustomer(name, "", ""));
    }
  }
}
