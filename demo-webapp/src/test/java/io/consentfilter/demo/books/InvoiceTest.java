// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.consentfilter.demo.books.Invoice.Status;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceTest {

  private static final LocalDate DUE = LocalDate.of(2026, 12, 1);

  private static Invoice invoice(long netCents, boolean paid) {
    return new Invoice("id", "1", DUE.minusDays(30), DUE, "Kade", "Vaas", netCents, paid);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "100, 21", "1005, 211", "2, 0", "3, 1", "168000, 35280"})
  void vatCents_ofNetAmount_isRoundedHalfUp(long net, long vat) {
    assertEquals(vat, invoice(net, false).vatCents());
    assertEquals(net + vat, invoice(net, false).totalCents());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30, false, OPEN",
    "2026-12-01, false, OPEN",
    "2026-12-02, false, LATE",
    "2026-12-02, true, PAID"
  })
  void status_onADay_followsDueDateAndPayment(LocalDate today, boolean paid, Status expected) {
    assertEquals(expected, invoice(100, paid).status(today));
  }
}
