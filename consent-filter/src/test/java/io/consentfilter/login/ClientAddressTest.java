// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxies are 10.0.0.0/24 and 2001:db8:99::/48; the client is mostly 203.0.113.7. */
@Tag("R98")
@Tag("E12")
class ClientAddressTest {

  private final ClientAddress addresses =
      new ClientAddress(List.of("10.0.0.0/24", "2001:db8:99::/48"));

  /** Lines of a header, with a bar between them. */
  private static List<String> lines(@Nullable String lines) {
    return lines == null ? List.of() : List.of(lines.split("\\|", -1));
  }

  @ParameterizedTest
  @CsvSource({
    // Nobody but a declared proxy is believed.
    "203.0.113.7, 192.0.2.1, 203.0.113.7",
    "203.0.113.7, 10.0.0.1, 203.0.113.7",
    "10.0.1.1, 192.0.2.1, 10.0.1.1",
    "2001:db8:98::1, 192.0.2.1, 2001:db8:98::1",
    "10.0.0.1, , 10.0.0.1",
    // The last entry is the proxy's own; what stands before it anybody may have written.
    "10.0.0.1, 203.0.113.7, 203.0.113.7",
    "10.0.0.1, '192.0.2.1, 203.0.113.7', 203.0.113.7",
    "10.0.0.1, '10.0.0.9, 203.0.113.7', 203.0.113.7",
    "10.0.0.1, 'garbage, 203.0.113.7', 203.0.113.7",
    "10.0.0.1, '192.0.2.1|203.0.113.7', 203.0.113.7",
    "10.0.0.1, '203.0.113.7|10.0.0.2', 203.0.113.7",
    // Several declared hops.
    "10.0.0.1, '192.0.2.1, 203.0.113.7, 10.0.0.2', 203.0.113.7",
    "10.0.0.1, '192.0.2.1, 203.0.113.7, 10.0.0.3, 10.0.0.2', 203.0.113.7",
    "2001:db8:99::1, '203.0.113.7, ::ffff:10.0.0.2', 203.0.113.7",
    "10.0.0.1, '10.0.0.3, 10.0.0.2', 10.0.0.3",
    // Spellings.
    "::ffff:10.0.0.1, 203.0.113.7, 203.0.113.7",
    "[2001:db8:99::1], 203.0.113.7, 203.0.113.7",
    "10.0.0.1, 203.0.113.7:54321, 203.0.113.7",
    "10.0.0.1, '  203.0.113.7\t', 203.0.113.7",
    "10.0.0.1, '203.0.113.7,', 203.0.113.7",
    "10.0.0.1, ', ,203.0.113.7', 203.0.113.7",
    "10.0.0.1, 2001:DB8::0:7, 2001:db8::7",
    "10.0.0.1, [2001:db8::7], 2001:db8::7",
    "10.0.0.1, [2001:db8::7]:443, 2001:db8::7",
    "10.0.0.1, ::ffff:203.0.113.7, 203.0.113.7",
    // Malformed as far as it counts: the peer.
    "10.0.0.1, '', 10.0.0.1",
    "10.0.0.1, unknown, 10.0.0.1",
    "10.0.0.1, '203.0.113.7, unknown', 10.0.0.1",
    "10.0.0.1, '203.0.113.7, x, 10.0.0.2', 10.0.0.1",
    "10.0.0.1, 203.0.113.7:, 10.0.0.1",
    "10.0.0.1, 203.0.113.7:123456, 10.0.0.1",
    "10.0.0.1, client.example, 10.0.0.1",
    "10.0.0.1, 203.0.113.7 192.0.2.1, 10.0.0.1",
    "10.0.0.1, '\"203.0.113.7\"', 10.0.0.1",
    // A peer that is no address cannot be a proxy.
    "unix:, 203.0.113.7, unix:",
    "'', 203.0.113.7, ''",
  })
  void of_xForwardedFor_believesDeclaredHopsAlone(
      String peer, @Nullable String header, String client) {
    assertEquals(client, addresses.of(peer, List.of(), lines(header)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      // A tilde stands for the semicolon, a pilcrow for the end of a line.
      value = {
        "203.0.113.7; for=192.0.2.1; 203.0.113.7",
        "10.0.0.1; for=203.0.113.7; 203.0.113.7",
        "10.0.0.1; FOR=203.0.113.7; 203.0.113.7",
        "10.0.0.1; for=\"203.0.113.7\"; 203.0.113.7",
        "10.0.0.1; for=\"203.0.113.7:80\"; 203.0.113.7",
        "10.0.0.1; for=203.0.113.7:80; 203.0.113.7",
        "10.0.0.1; for=\"[2001:db8::7]\"; 2001:db8::7",
        "10.0.0.1; for=\"[2001:db8::7]:80\"; 2001:db8::7",
        "10.0.0.1; for=[2001:db8::7]; 2001:db8::7",
        "10.0.0.1; proto=https~for=203.0.113.7~by=10.0.0.1; 203.0.113.7",
        "10.0.0.1; proto=https ~ for=203.0.113.7 ~ host=\"a,b~for=1.1.1.1\"; 203.0.113.7",
        "10.0.0.1; for=192.0.2.1, for=203.0.113.7; 203.0.113.7",
        "10.0.0.1; for=unknown, for=203.0.113.7; 203.0.113.7",
        "10.0.0.1; for=192.0.2.1|for=203.0.113.7; 203.0.113.7",
        "10.0.0.1; for=192.0.2.1, for=203.0.113.7, for=10.0.0.2; 203.0.113.7",
        "10.0.0.1; for=10.0.0.3, for=10.0.0.2; 10.0.0.3",
        // Quotes left open, or closed too late, must not swallow what a proxy adds.
        "10.0.0.1; for=\", for=203.0.113.7; 10.0.0.1",
        "10.0.0.1; for=192.0.2.1~x=\", for=203.0.113.7; 10.0.0.1",
        "10.0.0.1; for=192.0.2.1~x=\", for=\"203.0.113.7\"; 10.0.0.1",
        "10.0.0.1; for=192.0.2.1~x=\"\\, for=\"203.0.113.7\"; 10.0.0.1",
        "10.0.0.1; for=192.0.2.1~x=\"|for=\"203.0.113.7\"; 10.0.0.1",
        // Malformed: the peer.
        "10.0.0.1; ``; 10.0.0.1",
        "10.0.0.1; 203.0.113.7; 10.0.0.1",
        "10.0.0.1; for=; 10.0.0.1",
        "10.0.0.1; for=\"\"; 10.0.0.1",
        "10.0.0.1; for =203.0.113.7; 10.0.0.1",
        "10.0.0.1; for= 203.0.113.7; 10.0.0.1",
        "10.0.0.1; for=203.0.113.7~; 10.0.0.1",
        "10.0.0.1; for=203.0.113.7,; 10.0.0.1",
        "10.0.0.1; for=203.0.113.7 x; 10.0.0.1",
        "10.0.0.1; for=\"203.0.113.7\"x; 10.0.0.1",
        "10.0.0.1; for=192.0.2.1~for=203.0.113.7; 10.0.0.1",
        "10.0.0.1; for=unknown; 10.0.0.1",
        "10.0.0.1; for=_hidden; 10.0.0.1",
        "10.0.0.1; proto=https; 10.0.0.1",
        "10.0.0.1; for=203.0.113.7, proto=https; 10.0.0.1",
        "10.0.0.1; for=203.0.113.7¶; 10.0.0.1",
      })
  void of_forwarded_believesDeclaredHopsAlone(String peer, String header, String client) {
    assertEquals(
        client, addresses.of(peer, lines(header.replace('~', ';').replace('¶', '\n')), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "for=203.0.113.7, 203.0.113.7, 203.0.113.7",
    "for=203.0.113.7, ::ffff:203.0.113.7, 203.0.113.7",
    "for=203.0.113.7, '192.0.2.1, 203.0.113.7', 203.0.113.7",
    "for=192.0.2.1, 203.0.113.7, 10.0.0.1",
    "for=203.0.113.7, 192.0.2.1, 10.0.0.1",
    "garbage, 203.0.113.7, 10.0.0.1",
    "for=203.0.113.7, garbage, 10.0.0.1",
    "garbage, garbage, 10.0.0.1",
    "for=203.0.113.7, '', 10.0.0.1",
  })
  void of_bothHeaders_countOnlyWhereTheyAgree(String forwarded, String common, String client) {
    assertEquals(client, addresses.of("10.0.0.1", List.of(forwarded), List.of(common)));
  }

  @Test
  void of_noProxiesDeclared_isThePeerWhateverIsSent() {
    ClientAddress direct = new ClientAddress(List.of());
    for (String peer : List.of("10.0.0.1", "127.0.0.1", "::1", "203.0.113.7")) {
      assertEquals(peer, direct.of(peer, List.of("for=192.0.2.1"), List.of("192.0.2.1")));
    }
  }

  @Test
  void clientAddress_nonsenseOrEverybodyDeclared_isRefused() {
    for (String mistake : List.of("proxy.example", "0.0.0.0/0", "10.0.0.1/24")) {
      assertThrows(
          IllegalArgumentException.class, () -> new ClientAddress(List.of("10.0.0.1", mistake)));
    }
  }

  @Test
  @Tag("R51")
  void of_randomHeaders_neverThrowsAndAlwaysGivesAnAddress() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {
      "for=",
      "\"",
      "[",
      "]",
      ":",
      ",",
      ";",
      " ",
      "10.0.0.2",
      "203.0.113.7",
      "2001:db8::7",
      "\\",
      "by",
      "=",
      "\r\n",
      "\u001b[31m",
      "unknown",
      "%",
      "é",
      "80"
    };
    for (int i = 0; i < (System.getProperty("stress") == null ? 5_000 : 1_000_000); i++) {
      StringBuilder header = new StringBuilder();
      for (int piece = random.nextInt(12); piece >= 0; piece--) {
        header.append(pieces[random.nextInt(pieces.length)]);
      }
      List<String> line = List.of(header.toString());
      for (String client :
          List.of(
              addresses.of("10.0.0.1", line, List.of()),
              addresses.of("10.0.0.1", List.of(), line),
              addresses.of("10.0.0.1", line, line))) {
        assertEquals(
            client, IpAddress.parse(client).orElseThrow().toString(), "seed " + seed + header);
      }
    }
  }

  @Test
  void of_hugeHeaders_endsAtOnce() {
    for (String piece : List.of("for=1.1.1.1,", "x=\"", "a", "\"", ",", ";", " ", "x=y;", "\\\"")) {
      String huge = piece.repeat(20_000);
      assertEquals("10.0.0.1", addresses.of("10.0.0.1", List.of(huge), List.of()), piece);
      assertEquals("10.0.0.1", addresses.of("10.0.0.1", List.of("x=\"" + huge), List.of()), piece);
      assertEquals("10.0.0.1", addresses.of("10.0.0.1", List.of(), List.of(huge)), piece);
    }
  }
}
