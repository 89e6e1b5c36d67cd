// SPDX-License-Identifier: Apache-2.0
// Reports which question a visitor unfolds. The server decides whether that may be counted.
(function () {
  "use strict";
  var script = document.currentScript;
  var target = new URL("../stats/hit", script.src);

  function report(event) {
    if (event.target.open) {
      navigator.sendBeacon(target, new URLSearchParams({ path: event.target.dataset.hit }));
    }
  }

  document.querySelectorAll("details[data-hit]").forEach(function (details) {
    details.addEventListener("toggle", report);
  });
})();
