// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Keys;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.RawClient.Answer;
import io.consentfilter.store.CaffeineLoginStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application can ask of and do with logins, over real sockets. */
class LoginApiTest {

  private static final String FIREFOX = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";
  private static final String CHROME = "User-Agent: Mozilla/5.0 (Windows NT 10.0) Chrome/156.0";

  private final Map<String, Set<String>> users =
      new ConcurrentHashMap<>(Map.of("anna", Set.of("owner"), "bram", Set.of()));
  private final AtomicBoolean storeDown = new AtomicBoolean();

  private Site site;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    Policy policy = Site.policy();
    Site.Starter starter = Site.with(policy);
    site =
        starter
            .filter(
                ConsentFilter.builder()
                    .policy(policy)
                    .keys(Keys.parse(Keys.generate()))
                    .clock(starter.clock())
                    .loginStore(unreliable(new CaffeineLoginStore(1_000)))
                    .rememberedUser(user -> Optional.ofNullable(users.get(user))))
            .at("/app/who", LoginApiTest::who)
            .at("/app/devices", LoginApiTest::devices)
            .at("/app/revoke", (rq, rs) -> Login.of(rq).revoke(rq.getParameter("id")))
            .at("/app/end-others", (rq, rs) -> Login.of(rq).endOthers())
            .at("/end-all", (rq, rs) -> Login.of(rq).endAll(rq.getParameter("user")))
            .at("/app/fresh", LoginApiTest::fresh)
            .at("/app/password", (rq, rs) -> Login.of(rq).reauthenticated())
            .at("/app/theft", LoginApiTest::theft)
            .at("/container-logout", (rq, rs) -> rq.logout())
            .at("/user", LoginApiTest::user)
            .start();
    client = site.client();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /** A real store whose every method fails while it is down. */
  private LoginStore unreliable(LoginStore store) {
    return (LoginStore)
        Proxy.newProxyInstance(
            LoginStore.class.getClassLoader(),
            new Class<?>[] {LoginStore.class},
            (proxy, method, arguments) -> {
              if (storeDown.get()) {
                throw new LoginStoreException("down", new IOException("down"));
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void who(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    String principal =
        request.getUserPrincipal() == null ? "-" : request.getUserPrincipal().getName();
    response
        .getWriter()
        .write(
            "%s %s %s %s %s"
                .formatted(
                    request.getRemoteUser(),
                    principal,
                    request.getAuthType(),
                    request.isUserInRole("owner"),
                    request.authenticate(response)));
  }

  private static void user(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.getWriter().write(Login.of(request).user().orElse("nobody"));
  }

  private static void devices(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response
        .getWriter()
        .write(
            Login.of(request).devices().stream()
                .map(
                    d ->
                        "%s,%s,%s,%s,%s"
                            .formatted(
                                d.id(), d.label(), d.remembered(), d.loggedIn(), d.current()))
                .collect(Collectors.joining("\n")));
  }

  private static void fresh(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.getWriter().write("" + Login.of(request).fresh(Duration.ofMinutes(15)));
  }

  private static void theft(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.getWriter().write("" + Login.of(request).theft().isPresent());
  }

  private Answer login(String user, boolean remember, String browser) throws Exception {
    return client.post("/login", "username=" + user + (remember ? "&remember=on" : ""), browser);
  }

  private static String session(Answer answer) {
    return "Cookie: __Host-session=" + answer.cookie("__Host-session").orElseThrow();
  }

  private static String token(Answer answer) {
    return "Cookie: __Host-remember=" + answer.cookie("__Host-remember").orElseThrow();
  }

  private List<String[]> devices(String cookie) throws Exception {
    String body = client.get("/app/devices", cookie).body();
    return body.lines().map(line -> line.split(",", -1)).toList();
  }

  private String deviceId(String cookie, String label) throws Exception {
    return devices(cookie).stream()
        .filter(device -> device[1].equals(label))
        .map(device -> device[0])
        .findFirst()
        .orElseThrow();
  }

  private boolean loggedIn(String cookie) throws Exception {
    return client.get("/app/who", cookie).status() == 200;
  }

  @Test
  void container_methods_answerForTheVisitor() throws Exception {
    String anna = session(login("anna", false, FIREFOX));
    assertEquals("anna anna FORM true true", client.get("/app/who", anna).body());
    String bram = token(login("bram", true, FIREFOX));
    assertEquals("bram bram FORM false true", client.get("/app/who", bram).body());
  }

  @Test
  void container_logout_endsOurLoginToo() throws Exception {
    Answer login = login("anna", true, FIREFOX);
    String both = session(login) + "; " + token(login).substring(8);
    Answer logout = client.post("/container-logout", "", both);
    assertEquals(200, logout.status(), logout.body());
    assertFalse(loggedIn(session(login)));
    assertFalse(loggedIn(token(login)));
  }

  @Test
  @Tag("R77")
  void devices_listSessionsAndRememberedBrowsers() throws Exception {
    String firefox = session(login("anna", false, FIREFOX));
    login("anna", true, CHROME);
    login("bram", true, CHROME);
    List<String> lines =
        devices(firefox).stream()
            .map(d -> String.join(",", Arrays.copyOfRange(d, 1, 5)))
            .sorted()
            .toList();
    assertEquals(
        List.of("Chrome on Windows,true,true,false", "Firefox on Linux,false,true,true"), lines);
  }

  @Test
  @Tag("R77")
  @Tag("R74")
  void revoke_oneBrowser_endsItAlone() throws Exception {
    Answer firefox = login("anna", false, FIREFOX);
    Answer chrome = login("anna", true, CHROME);
    String id = deviceId(session(firefox), "Chrome on Windows");
    client.post("/app/revoke", "id=" + id, session(firefox));
    assertFalse(loggedIn(session(chrome)));
    assertFalse(loggedIn(token(chrome)));
    assertTrue(loggedIn(session(firefox)));
  }

  @Test
  void revoke_anotherUsersBrowser_changesNothing() throws Exception {
    String anna = session(login("anna", false, FIREFOX));
    String bram = session(login("bram", false, CHROME));
    client.post("/app/revoke", "id=" + deviceId(bram, "Chrome on Windows"), anna);
    assertTrue(loggedIn(bram));
  }

  @Test
  @Tag("R75")
  void endOthers_leavesThisBrowserAlone() throws Exception {
    Answer here = login("anna", true, FIREFOX);
    Answer there = login("anna", true, CHROME);
    String elsewhere = session(login("anna", false, CHROME));
    String bram = session(login("bram", false, CHROME));
    client.post("/app/end-others", "", session(here));
    assertTrue(loggedIn(session(here)));
    assertTrue(loggedIn(token(here)));
    assertFalse(loggedIn(session(there)));
    assertFalse(loggedIn(token(there)));
    assertFalse(loggedIn(elsewhere));
    assertTrue(loggedIn(bram));
  }

  @Test
  @Tag("R76")
  void endAll_endsEveryBrowserOfThatUser() throws Exception {
    Answer remembered = login("anna", true, FIREFOX);
    String session = session(login("anna", false, CHROME));
    Answer answer = client.post("/end-all", "user=anna", session);
    assertTrue(answer.setCookie("__Host-session").orElseThrow().contains("Max-Age=0"));
    assertFalse(loggedIn(session));
    assertFalse(loggedIn(session(remembered)));
    assertFalse(loggedIn(token(remembered)));
  }

  @Test
  @Tag("R76")
  void disabledAccount_isRefusedAtOnce() throws Exception {
    Answer login = login("anna", true, FIREFOX);
    Answer other = login("anna", true, CHROME);
    assertTrue(loggedIn(session(login)));
    users.remove("anna");
    assertFalse(loggedIn(session(login)));
    assertFalse(loggedIn(token(other)));
    users.put("anna", Set.of());
    assertFalse(loggedIn(session(login)));
    assertFalse(loggedIn(token(login)));
  }

  @Test
  @Tag("R89")
  void fresh_rememberedLogin_isNotUntilThePasswordWasTyped() throws Exception {
    Answer login = login("anna", true, FIREFOX);
    assertEquals("true", client.get("/app/fresh", session(login)).body());
    site.clock().advance(Duration.ofMinutes(15));
    assertEquals("false", client.get("/app/fresh", session(login)).body());
    String remembered = session(client.get("/app/who", token(login)));
    assertEquals("false", client.get("/app/fresh", remembered).body());
    site.clock().advance(Duration.ofSeconds(1));
    client.post("/app/password", "", remembered);
    assertEquals("true", client.get("/app/fresh", remembered).body());
    site.clock().advance(Duration.ofMinutes(15));
    assertEquals("false", client.get("/app/fresh", remembered).body());
  }

  @Test
  @Tag("R89")
  void fresh_browserRememberedAMomentAgo_isNotEither() throws Exception {
    String remembered = session(client.get("/app/who", token(login("anna", true, FIREFOX))));
    assertEquals("false", client.get("/app/fresh", remembered).body());
  }

  @Test
  @Tag("R85")
  void theft_isToldOnceAtTheNextLogin() throws Exception {
    String stolen = token(login("anna", true, FIREFOX));
    Answer thief = client.get("/app/who", stolen);
    client.get("/app/who", session(thief));
    site.clock().advance(Duration.ofSeconds(61));
    assertFalse(loggedIn(stolen));
    String anna = session(login("anna", false, FIREFOX));
    assertEquals("true", client.get("/app/theft", anna).body());
    assertEquals("false", client.get("/app/theft", anna).body());
  }

  @Test
  void store_down_makesVisitorsAnonymousAndRecovers() throws Exception {
    Answer login = login("anna", true, FIREFOX);
    String both = session(login) + "; " + token(login).substring(8);
    site.clock().advance(Duration.ofSeconds(6));
    storeDown.set(true);
    Answer page = client.get("/user", both);
    assertEquals(200, page.status());
    assertEquals("nobody", page.body());
    assertEquals(List.of(), page.cookieNames());
    storeDown.set(false);
    assertEquals("anna", client.get("/user", both).body());
  }

  @Test
  void logout_storeDown_stillEndsHere() throws Exception {
    Answer login = login("anna", true, FIREFOX);
    site.clock().advance(Duration.ofSeconds(6));
    storeDown.set(true);
    String token = "Cookie: __Host-remember=" + login.cookie("__Host-remember").orElseThrow();
    Answer logout = client.post("/logout", "", session(login) + "; " + token.substring(8));
    assertTrue(logout.setCookie("__Host-remember").orElseThrow().contains("Max-Age=0"));
    storeDown.set(false);
    assertEquals("nobody", client.get("/user", session(login)).body());
  }
}
