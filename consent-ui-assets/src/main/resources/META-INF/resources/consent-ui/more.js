// SPDX-License-Identifier: Apache-2.0
// What banner.js needs after a choice and for the settings. It trusts the server, never the page:
// what may be started is in the script's own element and in the server's answers.
dispatchEvent(new CustomEvent('consent:more', { detail: (me, base, state, tabs) => {
  const doc = document;
  const find = (selector, from) => (from || doc).querySelector(selector);
  const findAll = (selector, from) => Array.from((from || doc).querySelectorAll(selector));
  const has = (grants, id) => Object.prototype.hasOwnProperty.call(grants, id);
  const everybodys = 'consentStatic' in me.dataset;
  let dialog;

  // A document comes parsed, without any text that would have to become markup.
  const ask = (path, type, done) => {
    const request = new XMLHttpRequest();
    request.open('GET', base + path);
    request.responseType = type;
    request.setRequestHeader('Accept', type === 'json' ? 'application/json' : 'text/html');
    request.onloadend = () => done(request.status === 200 && request.response);
    request.send();
  };

  const here = () => '?return=' + encodeURIComponent(location.pathname + location.search)
    + '&lang=' + encodeURIComponent(doc.documentElement.lang);

  // Applies a style sheet of ours, then goes on.
  const style = (name, then) => {
    const href = base + '/' + name;
    if (find('link[href="' + href + '"]')) {
      then();
      return;
    }
    const link = doc.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = link.onerror = then;
    doc.head.append(link);
  };

  // Said politely, for a while.
  const live = doc.createElement('p');
  live.className = 'consent-live';
  live.setAttribute('role', 'status');
  let silence;
  const say = text => style('banner.css', () => {
    live.textContent = '';
    (dialog && dialog.open ? dialog : doc.body).append(live);
    // A region is read when it changes, not when it comes.
    setTimeout(() => { live.textContent = text; }, 99);
    clearTimeout(silence);
    silence = setTimeout(() => live.remove(), 9999);
  });

  // Telling vendors' scripts what is allowed; calls.js told them what was when the page came.

  const texts = calls => (calls || []).map(call => JSON.stringify(call));
  let told = everybodys ? [] : texts(state.calls);

  const call = (queue, words) => {
    // A name of an element is no queue.
    if (!window[queue] || typeof window[queue].push !== 'function') window[queue] = [];
    if (queue === '_paq') window[queue].push(words);
    else (function () { window[queue].push(arguments); })(...words);
  };

  const takeBack = calls => told = told.filter(text => {
    const [queue, , words] = JSON.parse(text);
    const stands = !words || texts(calls).includes(text);
    if (!stands) call(queue, words);
    return stands;
  });

  const tell = calls => texts(calls).filter(text => !told.includes(text)).forEach(text => {
    told.push(text);
    const [queue, words] = JSON.parse(text);
    call(queue, words);
  });

  // Starting what is granted

  const declared = (address, origins) => {
    try {
      const url = new URL(address, doc.baseURI);
      return /^https?:$/.test(url.protocol) && origins.some(pattern => {
        const [start, end] = pattern.split('*');
        return end
          ? url.origin.startsWith(start) && url.origin.endsWith(end) && url.origin.length >= pattern.length
          : url.origin === pattern;
      });
    } catch (malformed) {
      return false;
    }
  };

  // Of a list of images only what cannot be read in two ways.
  const listed = (list, origins) => list.split(/,\s+/).every(candidate => {
    const parts = /^\s*([^\s,]+)(\s+[\d.]+[wx])?\s*$/.exec(candidate);
    return parts && declared(parts[1], origins);
  });

  // What the server renamed.
  const renamed = new RegExp('^data-(src|srcset|srcdoc|imagesrcset|href|xlink:href|data|codebase|poster'
    + '|background|action|formaction|content|to|from|values)$');
  const names = element => Array.from(element.attributes, attribute => attribute.name)
    .filter(name => renamed.test(name));

  // The addresses that an element loads; nothing if one of them is not for us to put back.
  const loads = (element, origins) => {
    const known = element.localName === 'link' ? ['href', 'imagesrcset'] : ['src', 'srcset', 'poster'];
    const found = names(element).map(held => {
      const name = held.slice(5);
      const value = element.getAttribute(held);
      const allowed = /set$/.test(name) ? listed(value, origins) : declared(value, origins);
      return known.includes(name) && allowed && [name, value];
    });
    return element instanceof HTMLElement && found.every(Boolean) && found;
  };

  // Returns a function that starts an element, or nothing if only the server can.
  const starter = (element, origins) => {
    const found = loads(element, origins);
    if (!found) return;
    if (/^(script|embed)$/.test(element.localName)) return renewal(element, found, origins);
    return () => {
      found.forEach(([name, value]) => {
        element.setAttribute(name, value);
        element.removeAttribute('data-' + name);
      });
      element.removeAttribute('data-consent');
      element.hidden = false;
      // A player looks for its sources once.
      if (element.parentNode.load) element.parentNode.load();
      const stand = element.previousElementSibling;
      if (stand && stand.matches('.consent-placeholder')) stand.remove();
    };
  };

  // Scripts run only as new elements. Under trusted types nobody but the server can start them.
  const renewal = (element, found, origins) => {
    const script = element.localName === 'script';
    const fresh = doc.createElement(element.localName);
    const source = found.length ? found[0][1] : element.getAttribute('src');
    if (source ? !declared(source, origins) : !script || !element.nonce) return;
    try {
      if (source) fresh.src = source;
      else fresh.text = element.text;
    } catch (trustedTypesOnly) {
      return;
    }
    Array.from(element.attributes)
      .filter(({ name }) => !/^(on.*|src|type|nonce|data-(src|type|consent))$/.test(name))
      .forEach(({ name, value }) => fresh.setAttribute(name, value));
    const type = element.getAttribute(script ? 'data-type' : 'type');
    if (type) fresh.type = type;
    if (script) {
      fresh.async = element.hasAttribute('async');
      fresh.nonce = element.nonce;
    }
    const go = () => {
      element.replaceWith(fresh);
      return source && script && !fresh.async && !fresh.defer && !fresh.noModule && fresh;
    };
    go.inline = !source;
    return go;
  };

  // An inline script may need those before it.
  const run = starters => {
    const next = starters.shift();
    if (!next) return;
    const script = next();
    const on = () => run(starters);
    if (script && starters.some(other => other.inline)) script.onload = script.onerror = on;
    else on();
  };

  // A form could give its own properties other meanings, and nothing in it is ours to start.
  const waiting = grants => findAll('[data-consent]:not(form)').filter(element =>
    has(grants, element.dataset.consent)
    && (element.localName === 'script' ? element.type === 'text/plain' : names(element).length));
  const starters = (elements, grants) =>
    elements.map(element => starter(element, grants[element.dataset.consent]));

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

  // Where a form was answered without a redirect, loading again would ask for another page.
  const page = state.page || (find('#consent-banner [name=return]') || {}).value;
  const untouched = () =>
    (!page || page === location.pathname + location.search)
    && !findAll('input,select,textarea').some(field => !field.closest('#consent-form') && changed(field))
    && !find('[contenteditable]');

  // Following a choice, made here or in another tab

  const follow = (status, own) => {
    const now = status.activation;
    const withdrawn = Object.keys(state.grants).filter(id => !has(now.grants, id));
    const elements = waiting(now.grants);
    const later = withdrawn.length || now.fixed;
    const ready = later ? [] : starters(elements, now.grants);
    const form = Object.keys(now.grants).some(id => find('form[data-consent="' + id + '"][data-action]'));
    const banner = find('#consent-banner');
    const button = doc.activeElement && doc.activeElement.closest('#consent-banner,#consent-dialog');
    clear(now);
    takeBack(now.calls);
    // A page that is the same for everybody would come the same again.
    const next = withdrawn.length
      || (!everybodys && (form || (elements.length && (now.fixed || !ready.every(Boolean)))));
    const leave = next && untouched();
    // What is left behind anyway stays as it is until the page comes.
    if (!leave) {
      if (dialog) dialog.close();
      if (banner && status.decided) banner.remove();
      if (own && button) rest();
      tell(now.calls);
      run(ready.filter(Boolean));
    }
    Object.assign(state, now);
    doc.dispatchEvent(new CustomEvent('consent:change', { detail: Object.assign({ withdrawn: withdrawn }, status) }));
    if (leave) {
      // The page that comes says it; a note in the history entry is no storage on the device.
      if (own) history.replaceState(Object.assign({}, history.state, { consentSaved: 1 }), '');
      location.reload();
    } else if (own || next) say(next ? now.later : now.saved);
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

  const chosen = (status, target) => {
    if (!status.activation) {
      say(status.text || me.dataset.consentFailed);
      return;
    }
    tabs.postMessage(1);
    if (dialog || find('#consent-banner')) {
      follow(status, true);
      return;
    }
    // The settings page itself, or a withdrawal from a plain page.
    clear(status.activation);
    const next = new URL(target, location.href);
    location.assign(next.origin === location.origin ? next : base);
  };

  const refresh = () => ask('/status' + here(), 'json', status => {
    if (status) follow(status);
  });

  // The settings in a dialog

  const open = link => ask(here() + '&part=form', 'document', page => {
    const form = page && find('#consent-form', page);
    if (!form || !window.HTMLDialogElement) {
      location.assign(link.href || base);
      return;
    }
    if (!dialog) {
      dialog = doc.createElement('dialog');
      dialog.id = 'consent-dialog';
      doc.body.append(dialog);
    }
    dialog.replaceChildren(doc.adoptNode(form));
    name(form);
    style('banner.css', () => style('settings.css', () => {
      dialog.showModal();
      find('h1', dialog).focus();
    }));
  });

  // What a screen reader says of the dialog and of each purpose.
  const name = form => {
    const title = find('h1', form);
    title.tabIndex = -1;
    dialog.setAttribute('aria-label', title.textContent);
    findAll('[name=purpose]', form).forEach(box => {
      const about = find('p', box.closest('section'));
      about.id = 'consent-about-' + box.value;
      box.setAttribute('aria-describedby', about.id);
    });
  };

  doc.addEventListener('click', event => {
    if (dialog && event.target.closest('[data-consent-close]')) dialog.close();
  });

  // A purpose stands for its services.
  doc.addEventListener('change', event => {
    const box = event.target;
    const group = box.closest('#consent-form section');
    if (!group) return;
    const services = findAll('[name=service]', group);
    if (box.name === 'purpose') services.forEach(service => { service.checked = box.checked; });
    else find('[name=purpose]', group).checked = services.some(service => service.checked);
  });

  // Beginning

  const settle = known => {
    Object.assign(state, known);
    clear(state);
    tell(state.calls);
    run(starters(waiting(state.grants), state.grants).filter(Boolean));
    if (history.state && history.state.consentSaved) {
      history.replaceState(Object.assign({}, history.state, { consentSaved: 0 }), '');
      say(state.saved);
    }
  };

  // A page that is the same for everybody asks for what is this visitor's.
  const begin = () => {
    if (!everybodys) {
      settle(state);
      return;
    }
    ask('/banner' + here(), 'document', page => {
      if (page) {
        const script = find('script', page);
        me.dataset.consentFailed = script.dataset.consentFailed;
        doc.body.prepend(doc.adoptNode(find('link', page)), doc.adoptNode(find('#consent-banner', page)));
        settle(JSON.parse(script.dataset.consentState || '{"grants":{}}'));
      } else if (find('[data-consent]')) {
        ask('/status' + here(), 'json', status => {
          if (status) settle(status.activation);
        });
      }
    });
  };

  return { begin: begin, chosen: chosen, open: open, refresh: refresh };
} }));
