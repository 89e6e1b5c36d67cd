// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCookiesTest {

  private static RequestCookies cookies(String... lines) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                RequestCookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> Collections.enumeration(List.of(lines)));
    return RequestCookies.of(request);
  }

  private static List<String> texts(RequestCookies cookies) {
    return cookies.values("n").stream().map(Slice::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "n=1                | 1",
        "`  n =  1  `       | 1",
        "`a=0; n=1; b=2`    | 1",
        "`n=1; n=2`         | 1,2",
        "a=0;n=1;           | 1",
        "n=\"1\"            | 1",
        "n=\"               | \"",
        "`n=a=b; c=d`       | a=b",
        "`n; n=1`           | 1",
        "`n ; n = 1`        | 1",
        "`n;=1`             | ``",
        "`a=n=1; nn=2; N=3` | ``",
        "`=n=1;; ;=;n`      | ``",
        "n                  | ``",
        "``                 | ``",
      })
  void values_ofOneName_areFoundInTheRawLine(String line, String expected) {
    List<String> values = expected.isEmpty() ? List.of() : List.of(expected.split(","));
    assertEquals(values, texts(cookies(line)), line);
  }

  @Test
  void values_emptyOne_countsAsOne() {
    assertEquals(List.of(""), texts(cookies("n=")));
    assertEquals(List.of("", "1"), texts(cookies("n= ;n=1")));
  }

  @Test
  void values_overSeveralLines_keepTheirOrder() {
    assertEquals(List.of("1", "2", "3"), texts(cookies("n=1", "a=0", "n=2; n=3")));
    assertEquals(List.of(), texts(cookies()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a=1; b=2; a=3`    | a,b,a",
        "`a; b=2`           | b",
        "`a=1; b`           | a",
        "`=1; b=2`          | b",
        "`a=b=c;d`          | a",
        "` a = 1 ;;b= `     | a,b",
        "`;;;;`             | ``",
        "`;;=;;;c=`         | c",
      })
  void names_ofALine_areThoseWithAValue(String line, String expected) {
    List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(","));
    assertEquals(names, cookies(line).names(), line);
  }
}
