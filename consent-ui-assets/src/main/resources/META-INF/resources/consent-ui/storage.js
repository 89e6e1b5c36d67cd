// SPDX-License-Identifier: Apache-2.0
// Tells the inventory which keys scripts have stored here, never what they stored. It is sent only
// while an inventory is kept.
(() => {
  const me = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript').get.call(document);
  const address = me.dataset.consentStorage;
  let told = '';

  const keys = name => {
    try {
      return Object.keys(window[name]).slice(0, 100);
    } catch (storageForbidden) {
      return [];
    }
  };

  const databases = () => window.indexedDB && indexedDB.databases
    ? indexedDB.databases().then(all => all.map(each => each.name).slice(0, 100), () => [])
    : Promise.resolve([]);

  const tell = found => {
    const seen = JSON.stringify({
      page: location.pathname,
      local: keys('localStorage'),
      session: keys('sessionStorage'),
      indexeddb: found
    });
    if (seen === told) return;
    told = seen;
    fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: seen,
      keepalive: true
    }).catch(() => {});
  };

  const look = () => databases().then(tell);
  addEventListener('load', look);
  // What was stored meanwhile; nothing runs after a page is left for good.
  addEventListener('pagehide', () => tell([]));
  document.addEventListener('visibilitychange', look);
})();
