// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.Stored;
import io.consentfilter.demo.accounts.Firm;
import io.consentfilter.demo.accounts.Role;
import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.store.Database;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R106")
class ExportsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  private Database database;
  private Books books;

  @BeforeEach
  void open() {
    database = Stored.empty();
    Stored.firm(database, "t-1");
    books = new Books(database.tenant("t-1"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<CSVRecord> parsed() throws IOException {
    StringWriter out = new StringWriter();
    Exports.csv(books, TODAY, out);
    CSVFormat withHeader = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(out.toString()), withHeader)) {
      return parser.getRecords();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+31", "-10%", "@home", "\tx", "\r=1", "\n=1"})
  void cell_thatCouldBeAFormula_startsWithAnApostrophe(String value) {
    assertEquals("'" + value, Exports.cell(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "Smit & Zn.", "'t Hoekje"})
  void cell_thatIsNoFormula_staysAsItIs(String value) {
    assertEquals(value, Exports.cell(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bakkerij Smit & Zn.",
        "Smit, Jan",
        "de \"Kade\"",
        "two\r\nlines",
        "ends with \"",
        "\"",
        "café; thé",
        " spaces ",
        "日本語"
      })
  void csv_readByAParser_holdsWhatWasPutIn(String customer) throws IOException {
    books.add(TODAY, customer, "x", 100);
    assertEquals(customer, parsed().get(0).get("customer"));
  }

  @Test
  void csv_withFormulas_holdsNoCellThatStartsOne() throws IOException {
    books.add(TODAY, "=HYPERLINK(\"x\",1)", "+SUM(A1)", 100);
    books.add(TODAY, "@cmd", "-2+3", 100);
    for (CSVRecord line : parsed()) {
      for (String cell : line) {
        assertFalse(cell.matches("(?s)[=+@\t\r-].*"), cell);
      }
    }
  }

  @Test
  void csv_ofOneInvoice_isAHeaderAndALine() throws IOException {
    books.add(TODAY, "+Punt", "Advies, uur", 1005);
    StringWriter out = new StringWriter();
    Exports.csv(books, TODAY, out);
    assertEquals(
        """
        number,date,due,customer,description,net,vat,total,currency,status\r
        2026-0001,2026-11-21,2026-12-21,'+Punt,"Advies, uur",10.05,2.11,12.16,EUR,open\r
        """,
        out.toString());
  }

  @Test
  void csv_ofManyInvoices_hasEachOnce() throws IOException {
    for (int i = 0; i < 1000; i++) {
      books.add(TODAY, "Klant " + i, "x", i + 1);
    }
    List<CSVRecord> lines = parsed();
    assertEquals(1000, lines.size());
    assertEquals(1000, lines.stream().map(line -> line.get("number")).distinct().count());
  }

  @Test
  void json_ofAUser_holdsTheAccountTheCustomersAndEveryInvoice() throws IOException {
    books.addCustomer("Galerie", "g@galerie.example", "Delft");
    books.add(TODAY, "Galerie", "Twee unica", 185_000);
    Firm firm = new Firm("t-1", "De Wit", "72104415", "Straat 1", "Delft", Optional.empty());
    User anna =
        new User("u-1", "anna", Role.OWNER, "Anna", "a@b.nl", "06", firm, "", Instant.EPOCH, false);
    StringWriter out = new StringWriter();
    Exports.json(anna, books, TODAY, out);
    JsonObject json = Json.createReader(new StringReader(out.toString())).readObject();
    assertEquals("anna", json.getJsonObject("account").getString("username"));
    assertEquals("06", json.getJsonObject("account").getString("phone"));
    assertEquals(1, json.getJsonArray("customers").size());
    JsonObject newest = json.getJsonArray("invoices").getJsonObject(0);
    assertEquals("2238.50", newest.getJsonNumber("total").toString());
    assertEquals("open", newest.getString("status"));
  }

  @Test
  @Tag("R108")
  void books_ofTwoFirms_shareNothing() {
    Stored.firm(database, "t-2");
    Books other = new Books(database.tenant("t-2"));
    Invoice mine = books.add(TODAY, "Klant", "x", 100);
    Customer customer = books.addCustomer("Klant", "", "");
    assertEquals(List.of(), other.invoices());
    assertEquals(Optional.empty(), other.invoice(mine.id()));
    assertEquals(Optional.empty(), other.customer(customer.id()));
    assertFalse(other.paid(mine.id()));
    assertFalse(other.removeCustomer(customer.id()));
    other.save(new Customer(customer.id(), "Changed", "", ""));
    assertEquals("Klant", books.customer(customer.id()).orElseThrow().name());
    assertEquals("2026-0001", other.add(TODAY, "Ander", "x", 1).number());
    assertTrue(books.paid(mine.id()));
  }
}
