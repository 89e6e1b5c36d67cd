// SPDX-License-Identifier: Apache-2.0
// Makes the banner smoother; everything works without it. What only a choice or the settings need is
// in more.js, which comes when it is needed.
(() => {
  const doc = document;
  // Markup can shadow document.currentScript with an element of that name, but not the getter.
  const me = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript').get.call(doc);
  const base = new URL('.', me.src).pathname.slice(0, -1);
  const state = JSON.parse(me.dataset.consentState || '{"grants":{}}');
  const tabs = new BroadcastChannel('consent:' + base);
  const banner = doc.querySelector('#consent-banner');
  let coming;
  let parts;

  addEventListener('consent:more', event => { parts = event.detail(me, base, state, tabs); }, { once: true });
  // What is sent says import(), which the compiler would take for a part of its own input.
  const more = () => coming ||= importLater('./more.js').then(() => parts);
  const refresh = () => more().then(then => then.refresh());

  // A second attempt after a failure is a plain form post.
  doc.addEventListener('submit', event => {
    const form = event.target;
    const button = event.submitter;
    if (!button || button.name !== 'choice' || form.getAttribute('action') !== base) return;
    if (event.defaultPrevented || form.dataset.plain) return;
    event.preventDefault();
    const fields = new FormData(form);
    const then = more();
    fetch(base, {
      method: 'POST',
      headers: {
        'Accept': 'application/json',
        'Accept-Language': (form.closest('[lang]') || form).lang,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        choice: button.value, purposes: fields.getAll('purpose'), services: fields.getAll('service'),
      }),
    })
      .then(answer => answer.json())
      .catch(() => ({}))
      .then(status => {
        form.dataset.plain = status.activation ? '' : '1';
        return then.then(parts => parts.chosen(status, fields.get('return')));
      })
      // A choice that is made stands, whatever else could not be loaded.
      .catch(() => form.dataset.plain || (banner || form).remove());
  });

  doc.addEventListener('click', event => {
    const link = event.target.closest('[data-consent-open],[data-consent-action=settings]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    more().then(then => then.open(link)).catch(() => location.assign(base));
  });

  // What the scripts of a site may use; docs/policy.md tells how a page gets it.
  window.consent = {
    allows: id => Array.isArray(state.grants[id]),
    open: () => more().then(then => then.open(doc.activeElement)),
    onChange: told => doc.addEventListener('consent:change', event => told(event.detail)),
  };

  tabs.onmessage = refresh;
  addEventListener('pageshow', event => {
    if (event.persisted) refresh();
  });

  // Ids hold nothing that means something in a selector.
  if ('consentStatic' in me.dataset || state.clear || doc.querySelector('#consent-form')
      || Object.keys(state.grants).some(id => doc.querySelector('[data-consent="' + id + '"]'))) {
    more().then(then => then.begin());
  }
  if (banner) {
    new ResizeObserver(() => doc.documentElement.style.setProperty(
      '--consent-height', banner.offsetHeight + 'px')).observe(banner);
  }
})();
