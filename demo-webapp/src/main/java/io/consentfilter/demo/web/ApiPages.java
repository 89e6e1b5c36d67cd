// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.books.Books;
import io.consentfilter.demo.books.Exports;
import io.consentfilter.demo.books.Invoice;
import io.consentfilter.demo.books.Tokens;
import io.consentfilter.demo.rights.Activity;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The books for programs, which bring a token instead of a cookie (RFC 6750) and so have neither
 * session nor choice. Thread-safe.
 */
final class ApiPages {

  static final String PATH = "/api/invoices";

  private static final int LONGEST_BODY = 16_384;
  private static final String SCHEME = "Bearer ";
  private static final BigDecimal MOST = new BigDecimal("999999999.99");

  void list(Visit visit) throws IOException {
    Optional<User> user = user(visit);
    if (user.isEmpty()) {
      refuse(visit);
      return;
    }
    begin(visit, HttpServletResponse.SC_OK);
    Exports.list(
        visit.site().books(user.get()), visit.site().today(), visit.response().getWriter());
  }

  void add(Visit visit) throws IOException {
    Optional<User> user = user(visit);
    if (user.isEmpty()) {
      refuse(visit);
      return;
    }
    if (!user.get().role().writes()) {
      answer(visit, HttpServletResponse.SC_FORBIDDEN, error("this token may only read"));
      return;
    }
    try {
      JsonObject sent = body(visit);
      Invoice invoice = added(visit.site().books(user.get()), sent, visit.site().today());
      visit.note(user.get(), Activity.Kind.INVOICE, invoice.number());
      JsonObject shown = Exports.json(invoice, visit.site().today());
      answer(visit, HttpServletResponse.SC_CREATED, shown);
    } catch (JsonException
        | IllegalArgumentException
        | ArithmeticException
        | ClassCastException e) {
      answer(visit, HttpServletResponse.SC_BAD_REQUEST, error(EXPECTED));
    }
  }

  private static final String EXPECTED =
      "expected {\"customer\":\"text\",\"description\":\"text\",\"net\":12.34} of at most "
          + LONGEST_BODY
          + " bytes";

  private static JsonObject body(Visit visit) throws IOException {
    byte[] sent = visit.request().getInputStream().readNBytes(LONGEST_BODY + 1);
    if (sent.length > LONGEST_BODY) {
      throw new IllegalArgumentException("too long");
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(sent))) {
      return reader.readObject();
    }
  }

  private static Invoice added(Books books, JsonObject sent, LocalDate today) {
    String customer = text(sent, "customer", 120);
    String description = text(sent, "description", 200);
    BigDecimal net = ((JsonNumber) value(sent, "net")).bigDecimalValue();
    if (net.signum() <= 0 || net.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("net");
    }
    return books.add(today, customer, description, net.movePointRight(2).longValueExact());
  }

  private static String text(JsonObject sent, String name, int longest) {
    String text = ((JsonString) value(sent, name)).getString().strip();
    boolean clean = text.chars().noneMatch(Character::isISOControl);
    if (text.isEmpty() || text.length() > longest || !clean) {
      throw new IllegalArgumentException(name);
    }
    return text;
  }

  private static JsonValue value(JsonObject sent, String name) {
    return sent.getOrDefault(name, JsonValue.NULL);
  }

  /** Returns for whom the token of a request speaks; whoever left has none that does. */
  private static Optional<User> user(Visit visit) {
    return Optional.ofNullable(visit.request().getHeader("Authorization"))
        .filter(header -> header.startsWith(SCHEME))
        .flatMap(header -> Tokens.user(visit.site().database(), header.substring(SCHEME.length())))
        .flatMap(visit.site().users()::withId);
  }

  private static void refuse(Visit visit) throws IOException {
    visit.response().setHeader("WWW-Authenticate", "Bearer realm=\"boekhuis\"");
    answer(visit, HttpServletResponse.SC_UNAUTHORIZED, error("send Authorization: Bearer <token>"));
  }

  private static JsonObject error(String text) {
    return Json.createObjectBuilder().add("error", text).build();
  }

  private static void begin(Visit visit, int status) {
    visit.response().setStatus(status);
    visit.response().setContentType("application/json;charset=utf-8");
    visit.response().setHeader("Cache-Control", "no-store");
  }

  private static void answer(Visit visit, int status, JsonObject body) throws IOException {
    begin(visit, status);
    visit.response().getWriter().write(body.toString());
  }
}
