// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R106")
class ExportsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private final Books books = new Books(TODAY);

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+31", "-10%", "@home", "\tx"})
  void cell_thatCouldBeAFormula_startsWithAnApostrophe(String value) {
    assertEquals("'" + value, Exports.cell(value));
  }

  @Test
  void cell_thatStartsWithACarriageReturn_isMadeSafeAndQuoted() {
    assertEquals("\"'\r=1\"", Exports.cell("\r=1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "Bakkerij Smit & Zn.; Bakkerij Smit & Zn.",
        "Smit, Jan; \"Smit, Jan\"",
        "de \"Kade\"; \"de \"\"Kade\"\"\"",
        "=HYPERLINK(\"x\",1); \"'=HYPERLINK(\"\"x\"\",1)\"",
        "a=b; a=b"
      })
  void cell_withOrWithoutSpecialCharacters_isQuotedAsRfc4180Says(String value, String expected) {
    assertEquals(expected, Exports.cell(value));
  }

  @Test
  void cell_empty_staysEmpty() {
    assertEquals("", Exports.cell(""));
  }

  @Test
  void csv_ofOneInvoice_isAHeaderAndALine() {
    Invoice invoice =
        new Invoice("2026-0001", TODAY, TODAY.plusDays(30), "+Punt", "Advies, uur", 1005, false);
    assertEquals(
        """
        number,date,due,customer,description,net,vat,total,currency,status\r
        2026-0001,2026-11-21,2026-12-21,'+Punt,"Advies, uur",10.05,2.11,12.16,EUR,open\r
        """,
        Exports.csv(List.of(invoice), TODAY));
  }

  @Test
  void csv_ofEveryUser_hasNoCellThatStartsAFormula() {
    for (User user : Users.all()) {
      String csv = Exports.csv(books.of(user), TODAY);
      assertFalse(csv.matches("(?s).*(^|,|\n)\"?[=+@\t-].*"), csv);
    }
  }

  @Test
  void json_ofAUser_holdsTheAccountAndEveryInvoice() {
    User anna = Users.all().get(0);
    JsonObject json = Exports.json(anna, books.of(anna), TODAY);
    assertEquals("anna", json.getJsonObject("account").getString("username"));
    assertEquals(books.of(anna).size(), json.getJsonArray("invoices").size());
    JsonObject newest = json.getJsonArray("invoices").getJsonObject(0);
    assertEquals("Galerie Noorderlicht", newest.getString("customer"));
    assertEquals("2238.50", newest.getJsonNumber("total").toString());
    assertEquals("open", newest.getString("status"));
  }

  @Test
  void books_ofTwoUsers_shareNoInvoice() {
    List<String> numbers =
        Users.all().stream().flatMap(u -> books.of(u).stream()).map(Invoice::number).toList();
    assertEquals(numbers.size(), numbers.stream().collect(Collectors.toSet()).size());
    assertTrue(numbers.size() > 10);
  }
}
