// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.servlet.Device;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The browsers in which a customer is logged in, each with a button that ends that. */
final class DeviceList {

  /** Between browser and system in a label; the rest are names, the same in every language. */
  private static final String ON = " on ";

  private DeviceList() {}

  /** Returns the list, the present browser first, with a button for all the others. */
  static String of(Visit visit) {
    List<Device> devices = visit.login().devices();
    String rows =
        devices.stream()
                .filter(Device::current)
                .map(d -> row(visit, d))
                .collect(Collectors.joining())
            + devices.stream()
                .filter(device -> !device.current())
                .map(device -> row(visit, device))
                .collect(Collectors.joining());
    boolean others = devices.stream().anyMatch(device -> !device.current());
    String end = others ? visit.part("devices-end", Map.of()) : "";
    return visit.part("devices", Map.of("rows", rows, "end", end));
  }

  private static String row(Visit visit, Device device) {
    Texts texts = visit.texts();
    return visit.part(
        "device",
        Map.of(
            "id", device.id(),
            "label", label(texts, device.label()),
            "here", device.current() ? visit.part("device-here", Map.of()) : "",
            "kind",
                texts.get(
                    device.remembered() ? "account.devices.remembered" : "account.devices.session"),
            "since", texts.moment(device.since()),
            "sinceUtc", device.since().toString(),
            "active", texts.moment(device.lastActive()),
            "activeUtc", device.lastActive().toString()));
  }

  private static String label(Texts texts, String label) {
    if (label.isEmpty()) {
      return texts.get("account.devices.unknown");
    }
    int on = label.indexOf(ON);
    return on < 0
        ? label
        : texts.format(
            "account.devices.label", label.substring(0, on), label.substring(on + ON.length()));
  }
}
