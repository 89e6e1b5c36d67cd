// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  private static IpAddress parsed(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255, 255.255.255.255",
    "::ffff:192.0.2.1, 192.0.2.1, 192.0.2.1",
    "::ffff:c000:201, 192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:FFFF:192.0.2.1, 192.0.2.1, 192.0.2.1",
    "64:ff9b::192.0.2.1, 192.0.2.1, 192.0.2.1",
    "64:ff9b:0:0:0:0:c000:201, 192.0.2.1, 192.0.2.1",
    "64:ff9b:1::192.0.2.1, 64:ff9b:1::c000:201, 64:ff9b:1::/64",
    "::, ::, ::/64",
    "::1, ::1, ::/64",
    "[::1], ::1, ::/64",
    "fe80::1%eth0, fe80::1, fe80::/64",
    "[fe80::1%25], fe80::1, fe80::/64",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1, 2001:db8::/64",
    "2001:0db8:0000:0001:0000:0000:0000:0001, 2001:db8:0:1::1, 2001:db8:0:1::/64",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1::/64",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1, 2001:0:0:1::/64",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1, 2001:db8::/64",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0, 1:2:3:4::/64",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8, 0:2:3:4::/64",
  })
  void parse_anySpelling_givesTheRecommendedTextAndItsSubscriber(
      String spelling, String text, String subscriber) {
    assertEquals(text, parsed(spelling).toString());
    assertEquals(subscriber, parsed(spelling).subscriber());
    assertEquals(parsed(text), parsed(spelling));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "1.2.3.256",
        "1.2.3.4 ",
        "0x1.2.3.4",
        "localhost",
        "dead.beef",
        "example.org",
        "a:b",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::1.2.3",
        "::1.2.3.4.5",
        "1.2.3.4::",
        "::01.2.3.4",
        "[::1",
        "::1]",
        "[]",
        "[[::1]]",
        "%eth0",
        "192.0.2.1%eth0",
        "192.0.2.1/32",
        "::g",
        "::1\r\nx",
        "unknown",
        "_hidden",
        "１.2.3.4",
      })
  void parse_anythingElse_isEmpty(String text) {
    assertEquals(Optional.empty(), IpAddress.parse(text));
  }

  @Test
  void parse_hugeTexts_isEmptyAtOnce() {
    assertEquals(Optional.empty(), IpAddress.parse(":".repeat(1_000_000)));
    assertEquals(Optional.empty(), IpAddress.parse("1.".repeat(1_000_000)));
  }

  @Test
  void toString_randomAddresses_isReadBackByThePlatform() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[16];
      for (int at = 0; at < 16; at++) {
        bytes[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      bytes[0] |= 0x20;
      ByteBuffer halves = ByteBuffer.wrap(bytes);
      IpAddress address = new IpAddress(halves.getLong(), halves.getLong());
      String where = "seed " + seed + ": " + address;
      assertEquals(
          InetAddress.getByAddress(bytes), InetAddress.getByName(address.toString()), where);
      assertEquals(address, parsed(address.toString()), where);
      assertEquals(address.network(64), parsed(address.subscriber().replace("/64", "")), where);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.0/24, 10.1.2.255, true",
    "10.1.2.0/24, ::ffff:10.1.2.9, true",
    "10.1.2.0/24, 10.1.3.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "10.1.2.3/32, 10.1.2.3, true",
    "128.0.0.0/1, 255.0.0.1, true",
    "128.0.0.0/1, 127.0.0.1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
    "2001:db8::/65, 2001:db8:0:0:8000::, false",
    "::1, ::1, true",
    "::1, ::2, false",
    "8000::/1, 192.0.2.1, false",
    "8000::/1, ffff::, true",
  })
  void contains_network_hasItsAddressesAlone(String network, String address, boolean inside) {
    assertEquals(inside, IpNetwork.parse(network).contains(parsed(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/0",
        "::/0",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "2001:db8::1/64",
        "2001:db8::/129",
        "::ffff:0:0/96",
        "proxy.example",
        "10.*",
        "10.0.0.0/8 ",
      })
  void parse_noNetwork_isRefusedAndNamed(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> IpNetwork.parse(text));
    assertTrue(String.valueOf(refusal.getMessage()).endsWith("; got " + text));
  }
}
