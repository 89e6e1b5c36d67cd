// SPDX-License-Identifier: Apache-2.0
// Tells vendors' scripts what the visitor allows, before they run.
(() => {
  // Markup can shadow document.currentScript with an element of that name, but not the getter.
  const me = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript').get.call(document);
  JSON.parse(me.dataset.consentCalls).forEach(([queue, words]) => {
    // A name of an element is no queue.
    if (!window[queue] || typeof window[queue].push !== 'function') window[queue] = [];
    if (queue === '_paq') window[queue].push(words);
    else (function () { window[queue].push(arguments); })(...words);
  });
})();
