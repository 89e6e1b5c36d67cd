// SPDX-License-Identifier: Apache-2.0
// Makes the banner smoother; everything works without it. It trusts the server, never the page:
// what may be started is in its own script element and in the server's answers.
(() => {
  'use strict';
  const doc = document;
  // Markup can shadow document.currentScript with an element of that name, but not the getter.
  const me = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript').get.call(doc);
  const base = new URL('.', me.src).pathname.slice(0, -1);
  const find = (selector, from) => (from || doc).querySelector(selector);
  const findAll = (selector, from) => Array.from((from || doc).querySelectorAll(selector));
  let state = {};
  let granted = {};
  let banner;
  let dialog;

  const ask = (method, url, type, done, body) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = type;
    request.setRequestHeader('Accept', type === 'json' ? 'application/json' : 'text/html');
    if (body) request.setRequestHeader('Content-Type', 'application/json');
    request.onloadend = () => done(request.status === 200 && request.response, request.status);
    request.send(body);
  };

  // Said politely, for a while.
  const live = doc.createElement('p');
  live.className = 'consent-live';
  live.setAttribute('role', 'status');
  let silence;
  const say = text => {
    live.textContent = '';
    (dialog && dialog.open ? dialog : doc.body).append(live);
    // A region is read when it changes, not when it comes.
    setTimeout(() => { live.textContent = text; }, 99);
    clearTimeout(silence);
    silence = setTimeout(() => live.remove(), 9999);
  };

  // Starting what is granted

  const permitted = (element, grants) => {
    const id = element.dataset.consent;
    if (!Object.prototype.hasOwnProperty.call(grants, id)) return;
    const from = element.dataset.src || (element.type === 'text/plain' && element.getAttribute('src'));
    if (!from) return element.nonce && { inline: true };
    try {
      const url = new URL(from, doc.baseURI);
      return /^https?:$/.test(url.protocol) && grants[id].includes(url.origin) && { url: url.href };
    } catch (malformed) {
      return;
    }
  };

  const start = (element, what) => {
    element.dataset.consentDone = '';
    if (element.localName !== 'script') {
      if (!what.url) return;
      element.src = what.url;
      element.hidden = false;
      const stand = element.previousElementSibling;
      if (stand && stand.matches('.consent-placeholder')) stand.remove();
      return;
    }
    const script = doc.createElement('script');
    try {
      if (what.url) script.src = what.url;
      else script.text = element.text;
    } catch (trustedTypesOnly) {
      return;
    }
    script.async = element.hasAttribute('async');
    ['crossorigin', 'integrity', 'referrerpolicy'].forEach(name => {
      if (element.hasAttribute(name)) script.setAttribute(name, element.getAttribute(name));
    });
    if (element.nonce) script.nonce = element.nonce;
    element.replaceWith(script);
  };

  const startable = grants =>
    findAll('script[type="text/plain"][data-consent],iframe[data-consent][data-src],img[data-consent][data-src]')
      .filter(element => !('consentDone' in element.dataset))
      .map(element => [element, permitted(element, grants)])
      .filter(pair => pair[1]);

  // Forgetting what is refused

  const matches = (patterns, key) => (patterns || []).some(pattern =>
    new RegExp('^' + pattern.replace(/[^*\w]/g, '\\$&').replace(/\*/g, '.*') + '$', 's').test(key));

  const clear = rules => ['localStorage', 'sessionStorage'].forEach(name => {
    try {
      const storage = window[name];
      Object.keys(storage)
        .filter(key => matches(rules.clear, key) && !matches(rules.keep, key))
        .forEach(key => storage.removeItem(key));
    } catch (storageForbidden) {
      // Where nothing can be read, nothing was stored.
    }
  });

  const changed = field => {
    if (field.options) {
      const options = Array.from(field.options);
      return field.multiple || options.some(option => option.defaultSelected)
        ? options.some(option => option.selected !== option.defaultSelected)
        : field.selectedIndex > 0;
    }
    return /^(checkbox|radio)$/.test(field.type)
      ? field.checked !== field.defaultChecked
      : field.type !== 'hidden' && field.value !== field.defaultValue;
  };

  const untouched = () =>
    (!state.page || state.page === location.pathname + location.search)
    && !findAll('input,select,textarea').some(field => !field.closest('#consent-form') && changed(field))
    && !find('[contenteditable]');

  // Following a choice, made here or in another tab

  const follow = (status, own) => {
    const now = status.activation;
    const withdrawn = Object.keys(granted).some(id => !(id in now.grants));
    const waiting = startable(now.grants);
    const held = doc.activeElement && doc.activeElement.closest('#consent-banner,#consent-dialog');
    if (dialog) dialog.close();
    if (banner && status.decided) {
      banner.remove();
      banner = 0;
    }
    if (own && held) rest();
    clear(now);
    const next = withdrawn || (now.fixed && waiting.length);
    if (!next) waiting.forEach(pair => start(pair[0], pair[1]));
    granted = now.grants;
    doc.dispatchEvent(new CustomEvent('consent:change', { detail: status }));
    if (next && untouched()) {
      // The page that comes says it; a note in the history entry is no storage on the device.
      if (own) history.replaceState(Object.assign({}, history.state, { consentSaved: 1 }), '');
      location.reload();
    } else if (own || next) say(next ? state.later : state.saved);
  };

  // The reading position of somebody who used the keyboard, now that the button is gone.
  const rest = () => {
    const active = doc.activeElement;
    if (active && active !== doc.body && active.getClientRects().length) return;
    const target = find('main,[role=main],h1') || doc.body;
    if (!target.hasAttribute('tabindex')) {
      target.tabIndex = -1;
      target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
    }
    target.focus({ preventScroll: true });
  };

  const tabs = window.BroadcastChannel && new BroadcastChannel('consent:' + base);
  const refresh = () => ask('GET', base + '/status', 'json', status => {
    if (status) follow(status);
  });
  if (tabs) tabs.onmessage = refresh;
  addEventListener('pageshow', event => {
    if (event.persisted) refresh();
  });

  // Choosing. A second attempt after a failure is a plain form post.

  doc.addEventListener('submit', event => {
    const form = event.target;
    const button = event.submitter;
    if (!button || button.name !== 'choice' || form.getAttribute('action') !== base) return;
    if (event.defaultPrevented || form.dataset.plain) return;
    event.preventDefault();
    const fields = new FormData(form);
    const choice = {
      choice: button.value, purposes: fields.getAll('purpose'), services: fields.getAll('service'),
    };
    ask('POST', base, 'json', status => {
      if (!status) {
        form.dataset.plain = '1';
        say(state.failed);
        return;
      }
      if (tabs) tabs.postMessage(1);
      if (dialog || banner) {
        follow(status, true);
        return;
      }
      // The settings page itself, or a withdrawal from a plain page.
      clear(status.activation);
      const next = new URL(fields.get('return'), location.href);
      location.assign(next.origin === location.origin ? next : base);
    }, JSON.stringify(choice));
  });

  // A purpose stands for its services.
  doc.addEventListener('change', event => {
    const box = event.target;
    const group = box.closest('.consent-purpose');
    if (!group) return;
    const services = findAll('[name=service]', group);
    if (box.name === 'purpose') services.forEach(service => { service.checked = box.checked; });
    else find('[name=purpose]', group).checked = services.some(service => service.checked);
  });

  // The settings in a dialog

  const here = () => '?return=' + encodeURIComponent(location.pathname + location.search)
    + '&lang=' + encodeURIComponent(doc.documentElement.lang);

  const open = link => ask('GET', base + here(), 'document', page => {
    const form = page && find('#consent-form', page);
    if (!form) {
      location.assign(link.href || base);
      return;
    }
    if (!state.saved) state = JSON.parse(find('script', page).dataset.consentState);
    if (!dialog) {
      dialog = doc.createElement('dialog');
      dialog.id = 'consent-dialog';
      dialog.setAttribute('aria-labelledby', 'consent-form-title');
      doc.body.append(dialog);
    }
    dialog.replaceChildren(doc.adoptNode(form));
    find('[data-consent-close]', dialog).hidden = false;
    const show = () => {
      dialog.showModal();
      find('h1', dialog).focus();
    };
    const style = doc.importNode(find('link', page));
    if (find('link[href="' + style.getAttribute('href') + '"]')) {
      show();
    } else {
      style.onload = style.onerror = show;
      doc.head.append(style);
    }
  });

  doc.addEventListener('click', event => {
    const target = event.target.closest('[data-consent-open],[data-consent-close]');
    if (!target || !window.HTMLDialogElement || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.matches('[data-consent-close]')) {
      if (dialog) dialog.close();
      return;
    }
    event.preventDefault();
    open(target);
  });

  // Beginning

  const begin = known => {
    state = known;
    granted = state.grants;
    clear(state);
    startable(granted).forEach(pair => start(pair[0], pair[1]));
    if (history.state && history.state.consentSaved) {
      history.replaceState(Object.assign({}, history.state, { consentSaved: 0 }), '');
      say(state.saved);
    }
    const shown = banner = find('#consent-banner');
    if (shown && window.ResizeObserver) {
      new ResizeObserver(() => doc.documentElement.style.setProperty(
        '--consent-height', shown.offsetHeight + 'px')).observe(shown);
    }
  };

  // A page that is the same for everybody asks for what is this visitor's.
  if ('consentStatic' in me.dataset) {
    ask('GET', base + '/banner' + here(), 'document', page => {
      if (page) {
        doc.body.prepend(doc.adoptNode(find('link', page)), doc.adoptNode(find('#consent-banner', page)));
        begin(JSON.parse(find('script', page).dataset.consentState));
      } else if (find('[data-consent]')) {
        ask('GET', base + '/status', 'json', status => {
          if (status) begin(status.activation);
        });
      }
    });
  } else {
    begin(JSON.parse(me.dataset.consentState));
  }
})();
