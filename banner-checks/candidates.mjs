// SPDX-License-Identifier: Apache-2.0
// The kits that compare.mjs measures, each as its own documentation sets it up, all with the purposes and
// services of one policy in English.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const kits = createRequire(new URL('kits/package.json', import.meta.url));
const modules = fileURLToPath(new URL('kits/node_modules', import.meta.url));

const read = name => readFile(path.join(modules, name));
const version = async name => JSON.parse(await read(name + '/package.json')).version;

/** What every kit is told: purposes with the names of their services. */
const told = (purposes, services) => purposes.map(({ id, name, description }) => ({
  id,
  title: name,
  description,
  services: services.filter(service => service.purpose === id),
}));

function vanilla(purposes, files) {
  const categories = { necessary: { enabled: true, readOnly: true } };
  purposes.forEach(({ id, services }) => {
    categories[id] = { services: Object.fromEntries(services.map(each => [each.id, { label: each.name }])) };
  });
  const config = {
    categories,
    // Its guard against robots takes a driven browser for one.
    hideFromBots: false,
    language: {
      default: 'en',
      translations: {
        en: {
          consentModal: {
            title: 'We use cookies',
            description: 'Boekhuis B.V. asks for your consent.',
            acceptAllBtn: 'Accept all',
            acceptNecessaryBtn: 'Reject all',
            showPreferencesBtn: 'Choose for myself',
          },
          preferencesModal: {
            title: 'Cookie settings',
            acceptAllBtn: 'Accept all',
            acceptNecessaryBtn: 'Reject all',
            savePreferencesBtn: 'Save choice',
            closeIconLabel: 'Close',
            sections: purposes.map(({ id, title, description }) => ({ title, description, linkedCategory: id })),
          },
        },
      },
    },
  };
  return {
    files: { ...files, 'config.js': `CookieConsent.run(${JSON.stringify(config)});` },
    head: '<link rel="stylesheet" href="/kit/cookieconsent.css">'
      + '<script defer src="/kit/cookieconsent.umd.js"></script><script defer src="/kit/config.js"></script>',
    banner: '#cc-main .cm',
    open: '#cc-main [data-role=show]',
    second: '#cc-main .pm',
    accept: '#cc-main .cm [data-role=all]',
    reject: '#cc-main .cm [data-role=necessary]',
  };
}

function orejime(purposes, files) {
  const config = {
    privacyPolicyUrl: '/privacy',
    purposes: purposes.map(({ id, title, description, services }) => ({
      id,
      title,
      description,
      purposes: services.map(each => ({ id: each.id, title: each.name, cookies: [] })),
    })),
  };
  return {
    files: { ...files, 'config.js': `window.orejimeConfig = ${JSON.stringify(config)};` },
    head: '<link rel="stylesheet" href="/kit/orejime-standard.css">'
      + '<script defer src="/kit/config.js"></script><script defer src="/kit/orejime-standard-en.js"></script>',
    banner: '.orejime-Banner',
    open: '.orejime-Banner-learnMoreButton',
    second: '.orejime-Modal',
    accept: '.orejime-Banner-saveButton',
    reject: '.orejime-Banner-declineButton',
  };
}

function klaro(purposes, files) {
  const config = {
    version: 1,
    acceptAll: true,
    translations: {
      zz: { privacyPolicyUrl: '/privacy' },
      en: {
        purposes: Object.fromEntries(purposes.map(({ id, title, description }) => [id, { title, description }])),
      },
    },
    lang: 'en',
    services: purposes.flatMap(({ id, services }) =>
      services.map(each => ({ name: each.id, title: each.name, purposes: [id] }))),
  };
  return {
    files: { ...files, 'config.js': `var klaroConfig = ${JSON.stringify(config)};` },
    head: '<script defer src="/kit/config.js"></script><script defer src="/kit/klaro.js"></script>',
    banner: '.klaro .cookie-notice',
    open: '.klaro .cm-link',
    second: '.klaro .cm-modal',
    accept: '.klaro .cookie-notice .cm-btn-success',
    reject: '.klaro .cookie-notice .cn-decline',
  };
}

function tarteaucitron(purposes, files) {
  const types = { functional: 'support', analytics: 'analytic', video: 'video', marketing: 'ads', personal: 'other' };
  const services = purposes.flatMap(({ id, services: list }) => list.map(each =>
    `tarteaucitron.services[${JSON.stringify(each.id)}] = { key: ${JSON.stringify(each.id)}, `
    + `type: '${types[id]}', name: ${JSON.stringify(each.name)}, needConsent: true, cookies: [], `
    + `js: function () {}, fallback: function () {} };`
    + `(tarteaucitron.job = tarteaucitron.job || []).push(${JSON.stringify(each.id)});`));
  const config = { privacyUrl: '/privacy', orientation: 'bottom', showIcon: true, highPrivacy: true };
  return {
    files: {
      ...files,
      'config.js': `var tarteaucitronForceLanguage = 'en'; tarteaucitron.init(${JSON.stringify(config)});`
        + services.join(''),
    },
    head: '<script src="/kit/tarteaucitron.min.js"></script><script src="/kit/config.js"></script>',
    banner: '#tarteaucitronAlertBig',
    open: '#tarteaucitronCloseAlert',
    second: '#tarteaucitron',
    accept: '#tarteaucitronPersonalize2',
    reject: '#tarteaucitronAllDenied2',
  };
}

async function c15t() {
  const source = `
    import { createElement as h } from 'react';
    import { createRoot } from 'react-dom/client';
    import { ConsentManagerProvider, ConsentBanner, ConsentDialog } from '@c15t/react';
    const at = document.body.appendChild(document.createElement('div'));
    createRoot(at).render(h(ConsentManagerProvider, { options: {
      mode: 'offline',
      consentCategories: ['necessary', 'functionality', 'measurement', 'experience', 'marketing'],
      overrides: { country: 'DE', language: 'en' },
    } }, h(ConsentBanner), h(ConsentDialog)));`;
  const built = async (contents, loader, external = []) => Buffer.from((await kits('esbuild').build({
    external,
    stdin: { contents, resolveDir: modules, loader },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })).outputFiles[0].contents);
  const alone = gzipSync(await built(source, 'js', ['react', 'react-dom', 'react/*', 'react-dom/*']), { level: 9 });
  return {
    said: `Without React and react-dom, the script of @c15t/react has ${alone.length} bytes.`,
    files: {
      'c15t.js': await built(source, 'js'),
      'c15t.css': await built('@import "@c15t/react/styles.css";', 'css'),
    },
    head: '<link rel="stylesheet" href="/kit/c15t.css"><script type="module" src="/kit/c15t.js"></script>',
    banner: '[data-testid=consent-banner-root]',
    open: '[data-testid=consent-banner-customize-button]',
    second: '[data-testid=consent-dialog-root]',
    accept: '[data-testid=consent-banner-accept-button]',
    reject: '[data-testid=consent-banner-reject-button]',
  };
}

async function files(names) {
  return Object.fromEntries(await Promise.all(names.map(async name => [path.basename(name), await read(name)])));
}

async function tarteaucitronFiles() {
  const base = 'tarteaucitronjs/';
  return {
    ...await files([base + 'tarteaucitron.min.js', base + 'tarteaucitron.services.min.js']),
    'lang/tarteaucitron.en.min.js': await read(base + 'lang/tarteaucitron.en.min.js'),
    'css/tarteaucitron.min.css': await read(base + 'css/tarteaucitron.min.css'),
  };
}

/** The kits, ready to be put into a page. */
export async function candidates(purposes, services) {
  const known = told(purposes, services);
  return [
    {
      name: `vanilla-cookieconsent ${await version('vanilla-cookieconsent')}`,
      ...vanilla(known, await files([
        'vanilla-cookieconsent/dist/cookieconsent.umd.js', 'vanilla-cookieconsent/dist/cookieconsent.css'])),
    },
    {
      name: `orejime ${await version('orejime')}`,
      ...orejime(known, await files(['orejime/dist/orejime-standard-en.js', 'orejime/dist/orejime-standard.css'])),
    },
    { name: `klaro ${await version('klaro')}`, ...klaro(known, await files(['klaro/dist/klaro.js'])) },
    {
      name: `tarteaucitronjs ${await version('tarteaucitronjs')}`,
      ...tarteaucitron(known, await tarteaucitronFiles()),
    },
    { name: `@c15t/react ${await version('@c15t/react')} with React ${await version('react')}`, ...await c15t() },
  ];
}

/** The source of axe-core and its version. */
export const axe = async () => ({ source: String(await read('axe-core/axe.min.js')), version: await version('axe-core') });
