// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.LoginEvents;
import io.consentfilter.login.LoginRow;
import io.consentfilter.login.Logins;
import io.consentfilter.login.RememberMe;
import io.consentfilter.login.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The browsers of a user: each remembered one with the sessions born of it, and each session that
 * was not remembered. Thread-safe.
 */
final class Devices {

  private static final String REMEMBERED = "r-";
  private static final String SESSION = "s-";

  private final Logins logins;
  private final RememberMe rememberMe;
  private final LoginEvents events;

  Devices(Logins logins, RememberMe rememberMe, LoginEvents events) {
    this.logins = logins;
    this.rememberMe = rememberMe;
    this.events = events;
  }

  /** Returns the browsers of a user, the one last active first. */
  List<Device> of(String userId, Optional<LoginRow> current) {
    List<LoginRow> rows = logins.ofUser(userId);
    List<Device> devices = new ArrayList<>();
    for (Series series : rememberMe.ofUser(userId)) {
      devices.add(remembered(series, rows, current));
    }
    rows.stream()
        .filter(row -> row.series().isEmpty())
        .map(row -> session(row, current))
        .forEach(devices::add);
    devices.sort(Comparator.comparing(Device::lastActive).reversed());
    return List.copyOf(devices);
  }

  private static Device remembered(Series series, List<LoginRow> rows, Optional<LoginRow> current) {
    Optional<String> selector = Optional.of(series.selector());
    List<LoginRow> born = rows.stream().filter(row -> row.series().equals(selector)).toList();
    Instant lastActive =
        born.stream()
            .map(LoginRow::lastActive)
            .max(Comparator.naturalOrder())
            .filter(series.lastUsed()::isBefore)
            .orElse(series.lastUsed());
    boolean here = current.flatMap(LoginRow::series).equals(selector);
    return new Device(
        REMEMBERED + series.selector(),
        series.label(),
        series.created(),
        lastActive,
        true,
        !born.isEmpty(),
        here);
  }

  private static Device session(LoginRow row, Optional<LoginRow> current) {
    boolean here = current.map(LoginRow::id).filter(row.id()::equals).isPresent();
    return new Device(
        SESSION + row.id(), row.label(), row.begun(), row.lastActive(), false, true, here);
  }

  /** Ends one browser of this user; the id of somebody else's is as good as none. */
  void revoke(String userId, String deviceId) {
    of(userId, Optional.empty()).stream()
        .filter(device -> device.id().equals(deviceId))
        .forEach(device -> end(userId, device));
  }

  /** Ends all browsers of a user but the present one. */
  void endOthers(String userId, LoginRow current) {
    of(userId, Optional.of(current)).stream()
        .filter(device -> !device.current())
        .forEach(device -> end(userId, device));
  }

  private void end(String userId, Device device) {
    String name = device.id().substring(REMEMBERED.length());
    logins.ofUser(userId).stream()
        .filter(row -> row.id().equals(name) || row.series().filter(name::equals).isPresent())
        .forEach(events::revoked);
    if (device.remembered()) {
      logins.endSeries(name);
    } else {
      logins.end(name);
    }
  }
}
