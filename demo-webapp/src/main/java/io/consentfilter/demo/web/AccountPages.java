// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Role;
import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.accounts.Users;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.servlet.Device;
import io.consentfilter.servlet.Login;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The account: who the customer is, which browsers are logged in, and the password. Thread-safe.
 */
final class AccountPages {

  static final String PATH = "/app/account";

  /** What has just been done, by the word in the address that says so. */
  private static final Map<String, String> DONE =
      Map.of(
          "gewijzigd", "account.password.changed",
          "uitgelogd", "account.devices.ended",
          "overal", "account.devices.ended-others");

  private static final List<String> SOME =
      List.of(ActivityPage.PATH, NewsletterPages.MINE, "/agreement");

  /** Where else to go, for each role. */
  private static final Map<Role, List<String>> MORE =
      new EnumMap<>(
          Map.of(
              Role.OWNER,
              List.of(
                  TeamPages.PATH,
                  ActivityPage.PATH,
                  SupportPages.PATH,
                  TokenPages.PATH,
                  NewsletterPages.MINE,
                  OutboxPages.PATH,
                  LicencePages.PATH,
                  "/agreement",
                  LeavingPages.PATH),
              Role.BOOKKEEPER,
              SOME,
              Role.ACCOUNTANT,
              SOME,
              Role.STAFF,
              List.of(StaffPages.PATH, OutboxPages.PATH)));

  void show(Visit visit, User user) throws IOException {
    show(visit, user, "");
  }

  private static void show(Visit visit, User user, String problem) throws IOException {
    Texts texts = visit.texts();
    visit.page(
        "account",
        texts.get("account.title"),
        Map.of(
            "company", user.company(),
            "notice", Thefts.notice(visit, "") + done(visit),
            "details", details(visit, user),
            "more", more(visit, user),
            "way", texts.get(way(visit.login())),
            "idle",
                texts.format("account.idle", visit.site().policy().session().idle().toMinutes()),
            "devices", DeviceList.of(visit),
            "password", password(visit, user, problem)));
  }

  private static String done(Visit visit) {
    return DONE.entrySet().stream()
        .filter(done -> visit.parameter(done.getKey()).isPresent())
        .findFirst()
        .map(done -> visit.notice(visit.texts().get(done.getValue())))
        .orElse("");
  }

  private static String way(Login login) {
    return login.remembered() ? "account.remembered" : "account.typed";
  }

  private static String more(Visit visit, User user) {
    return Objects.requireNonNull(MORE.get(user.role())).stream()
        .map(path -> more(visit, path))
        .collect(Collectors.joining());
  }

  private static String more(Visit visit, String path) {
    String key = "account.to." + path.substring(path.lastIndexOf('/') + 1);
    return visit.part(
        "account-link",
        Map.of(
            "path", path,
            "text", visit.texts().get(key),
            "about", visit.texts().get(key + ".text")));
  }

  private static String details(Visit visit, User user) {
    return visit.part(
        "account-details",
        Map.of(
            "name", user.name(),
            "username", user.username(),
            "company", user.company(),
            "email", user.email(),
            "register", user.firm().register(),
            "city", user.firm().city()));
  }

  /** Returns the form, or the way to it where the password has to be typed first. */
  private static String password(Visit visit, User user, String problem) {
    return StepUp.fresh(visit)
        ? visit.part(
            "password-form",
            Map.of(
                "problem", problem,
                "username", user.username(),
                "shortest", Integer.toString(NewPassword.SHORTEST),
                "longest", Integer.toString(Users.LONGEST_PASSWORD),
                "rule", visit.texts().format("account.password.rule", NewPassword.SHORTEST)))
        : visit.part("password-first", Map.of("address", StepUp.address(visit, PATH)));
  }

  // Browsers

  void revoke(Visit visit, User user) {
    Login login = visit.login();
    String id = visit.parameter("id").orElse("");
    Optional<Device> device = login.devices().stream().filter(d -> d.id().equals(id)).findFirst();
    if (device.filter(Device::current).isPresent()) {
      login.end();
      visit.seeOther(visit.address("/?afgemeld"));
      return;
    }
    device.ifPresent(other -> login.revoke(other.id()));
    visit.seeOther(visit.address(device.isPresent() ? PATH + "?uitgelogd" : PATH));
  }

  void endOthers(Visit visit, User user) {
    visit.login().endOthers();
    visit.seeOther(visit.address(PATH + "?overal"));
  }

  // Password

  void changePassword(Visit visit, User user) throws IOException {
    NewPassword wish = NewPassword.in(visit);
    Optional<Problem> problem =
        wish.problem(visit)
            .or(() -> StepUp.wrong(visit, user, visit.parameter("current").orElse("")));
    if (problem.isPresent()) {
      show(visit, user, problem.get().report(visit));
      return;
    }
    visit.site().users().changePassword(user, wish.text());
    visit.note(user, Activity.Kind.PASSWORD, "");
    renew(visit.login(), user, visit.parameter("others").isPresent());
    // Up from the form to the notice: the browser would keep the fragment that it sent from.
    visit.seeOther(visit.address(PATH + "?gewijzigd#main"));
  }

  /**
   * Begins this browser's login anew, so that a copy of its cookies, which may be why the password
   * was changed, is worth nothing from now on.
   */
  private static void renew(Login login, User user, boolean endOthers) {
    List<Device> devices = login.devices();
    boolean remembered = devices.stream().anyMatch(d -> d.current() && d.remembered());
    login.begin(user.id(), remembered);
    if (endOthers) {
      login.endOthers();
    }
  }
}
