// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What caches may keep. */
@ExtendWith(Running.class)
class CachingTest {

  private static final String PUBLIC = "header=Cache-Control:%20public,%20max-age%3D600";

  private final Site site;
  private final Client client;

  CachingTest(Site site) {
    this.site = site;
    this.client = site.client();
  }

  private static void assertPrivate(Answer answer) {
    List<String> members = answer.members("Cache-Control");
    assertTrue(members.contains("private") || members.contains("no-store"), members.toString());
    assertFalse(members.contains("public"), members.toString());
    assertFalse(members.contains("max-age=600"), members.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"choice=all", "choice=none", ""})
  @Tag("E73")
  @Tag("E74")
  @Tag("R57")
  void page_altered_isPrivateWhateverTheChoice(String form) throws Exception {
    String choice = form.isEmpty() ? "X-None: 1" : site.choice(form);
    Answer answer = client.visit("/do?" + PUBLIC + "&header=ETag:%22x%22&html", choice);
    assertPrivate(answer);
    assertTrue(answer.header("ETag").isEmpty());
  }

  @Test
  @Tag("E76")
  void page_keptByABrowser_isAskedForAgain() throws Exception {
    Answer answer = client.visit("/do?" + PUBLIC + "&html");
    assertTrue(answer.members("Cache-Control").contains("no-cache"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-store", "private,%20no-store,%20max-age%3D0"})
  @Tag("E77")
  void page_strictAlready_isNotLoosened(String value) throws Exception {
    Answer answer = client.visit("/do?header=Cache-Control:" + value + "&html");
    assertTrue(answer.members("Cache-Control").contains("no-store"));
  }

  @Test
  @Tag("E77")
  void vary_ofTheApplication_isKept() throws Exception {
    Answer answer = client.visit("/do?header=Vary:Accept-Language&html");
    assertTrue(answer.members("Vary").contains("accept-language"));
  }

  @Test
  @Tag("E75")
  void page_staticMode_isOneForAllAndCacheable() throws Exception {
    String path = "/do?" + PUBLIC + "&html";
    Answer fresh = site.same().visit(path);
    Answer decided = site.same().visit(path, site.choice("choice=all"));
    assertEquals(fresh.body(), decided.body());
    assertTrue(fresh.members("Cache-Control").contains("public"));
    assertFalse(fresh.members("Vary").contains("cookie"));
  }

  @Test
  @Tag("R57")
  void toolkit_routesOfOneVisitor_areNotKept() throws Exception {
    for (String path : List.of("/consent", "/consent/status", "/consent/banner")) {
      assertEquals(List.of("no-store"), client.get(path).members("Cache-Control"), path);
    }
    assertTrue(client.post("/consent", "choice=all").members("Cache-Control").contains("no-store"));
  }

  @Test
  @Tag("R71")
  @Tag("E73")
  void page_ofSomebodyLoggedIn_isNotStored() throws Exception {
    String session =
        "Cookie: __Host-session="
            + client.post("/login", "username=anna").cookie("__Host-session").orElseThrow();
    assertTrue(client.visit("/page", session).members("Cache-Control").contains("no-store"));
    assertTrue(client.get("/app/page", session).members("Cache-Control").contains("no-store"));
  }
}
