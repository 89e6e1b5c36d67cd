// SPDX-License-Identifier: Apache-2.0
// Warns before a login ends. Afterwards nothing of it is left to see, and what was typed comes back
// at the next login. The server decides; the clock here only says when to ask it.
// Names that start with $ are sent as one letter: every page of a login carries this script.
(() => {
  const $doc = document;
  const $me = $doc.querySelector('script[data-consent-session]');
  // Markup can shadow document.body and its like with an element of that name, but not this.
  const $html = $me.closest('html');
  const $body = $html.lastElementChild;
  const [$style, $dialog, $farewell] = $me.nextElementSibling.content.children;
  const [$clock, $spoken] = $dialog.querySelectorAll('b');
  const $known = JSON.parse($me.dataset.consentSession);
  const $user = $known.user;
  const $base = $known.base;
  const $tabs = new BroadcastChannel($base);
  const $tell = () => $tabs.postMessage(1);
  const $here = () => location.pathname + location.search;
  const $get = ($path, $options) => fetch($base + $path, $options)
    .then($answer => $answer.status < 402 && $answer.json());
  let $idle, $absolute, $last, $read, $over, $key;

  // Time

  const $take = $answer => {
    if (!$answer) return;
    // Nobody is logged in any more, or somebody else.
    if ($answer.user !== $user) return $end();
    $idle = Date.now() + $answer.idleExpiresIn * 1e3;
    $absolute = Date.now() + $answer.absoluteExpiresIn * 1e3;
    $html.hidden = 0;
  };

  // Whatever was hidden first needs a yes to be seen again.
  const $ask = $method => $get('', { method: $method }).then($take).catch(() => {}).then(() => {
    if ($html.hidden) $end();
    $tick(1);
  });

  // A timer may sleep with the machine, so each tick reads the clock.
  const $tick = $sure => {
    const $left = Math.min($idle, $absolute) - Date.now();
    $last = $absolute <= $idle;
    // The warning comes some seconds early, so each number is heard a little early too.
    const $about = Math.ceil($left / 3e4 - .2) * 30;
    if ($over) return;
    if ($left < 0) $html.hidden = 1;
    if ($left > ($last && $read ? 0 : $known.warn)) $dialog.close();
    else if ($sure || ($dialog.open && $left > 0)) {
      $clock.textContent = new Date($left).toISOString().slice(14, 19);
      // Screen readers hear of every half minute.
      if ($spoken.textContent != $about) $spoken.textContent = $about;
      $dialog.classList.toggle('consent-last', $last);
      if (!$dialog.open) {
        $body.append($dialog);
        $dialog.showModal();
      }
    } else $ask();
  };

  const $end = () => {
    if ($over) return;
    $over = 1;
    if ($key) $keep();
    const [$title, , $link] = $farewell.children;
    $body.replaceChildren($farewell);
    $doc.title = $title.textContent;
    $link.href = $known.login ? $known.login + encodeURIComponent($here()) : $here();
    $html.hidden = 0;
    $title.focus();
    $tell();
  };

  // What was typed, under a key that only this user gets

  const $typed = new Set();
  const $content = $field => /checkbox|radio/.test($field.type) ? 'checked' : 'value';
  const $may = $field => !$field.closest('[data-consent-nokeep]')
    && !/password|file|hidden|multiple|cc-|one-time/i.test($field.type + $field.getAttribute('autocomplete'));
  const $getKey = () => $key = $key || $get('/key?user=' + $user).then($data =>
    crypto.subtle.importKey('jwk', $data, 'AES-GCM', false, $data.key_ops));
  const $cipher = ($how, $iv, $data) => $getKey()
    .then($secret => crypto.subtle[$how]({ name: 'AES-GCM', iv: $iv }, $secret, $data));

  const $keep = () => {
    const $iv = crypto.getRandomValues(new Uint8Array(12));
    const $list = [...$typed].filter($may).map($field =>
      [$field.name, [...$doc.getElementsByName($field.name)].indexOf($field), $field[$content($field)]]);
    $cipher('encrypt', $iv, new TextEncoder().encode(JSON.stringify($list))).then($data => {
      sessionStorage[$base] = [$user, $here(), $iv, new Uint8Array($data)].join(' ');
      $farewell.lastElementChild.hidden = 0;
    }).catch(() => {});
  };

  // Only over https is there a cipher; without one nothing is kept.
  if (crypto.subtle) {
    const $bytes = $text => Uint8Array.from($text.split(','));
    const [$who, $where, $iv, $data] = (sessionStorage[$base] || '').split(' ');
    if ($who !== $user) delete sessionStorage[$base];
    else if ($where === $here()) $cipher('decrypt', $bytes($iv), $bytes($data))
      .then($text => new Response($text).json())
      .then($list => {
        delete sessionStorage[$base];
        $list.forEach(([$name, $nth, $value]) => {
          const $field = $doc.getElementsByName($name)[$nth];
          if ($field && $may($field)) {
            $field[$content($field)] = $value;
            $field.dispatchEvent(new Event('input', { bubbles: 1 }));
          }
        });
      })
      .catch(() => {});
    addEventListener('input', $event => {
      const $field = $event.target;
      // A password that is made visible stays one.
      if ($may($field)) $typed.add($field);
      else $field.dataset.consentNokeep = '';
      $getKey().catch(() => { $key = 0; });
    }, 1);
  }

  // Beginning

  $doc.head.append($style);
  $take($known);
  setInterval($tick, 1e3);
  $dialog.oncancel = $dialog.onclick = () => {
    $read = $last;
    $ask('POST').then($tell);
  };
  $tabs.onmessage = () => $ask();
  addEventListener('visibilitychange', () => $doc.hidden || $ask());
  addEventListener('pageshow', $event => $event.persisted && $ask());
  addEventListener('pagehide', () => {
    $html.hidden = !$over;
    $tell();
  });
})();
