// SPDX-License-Identifier: Apache-2.0
// Somebody with a browser that has never been here.
import puppeteer from 'puppeteer-core';
import { until } from './report.mjs';

export const BANNER = '#consent-banner';
export const DIALOG = 'dialog[open]';
const PATIENCE = 60_000;

/** Starts a browser that asks nothing of the internet by itself. */
export function launch(browser) {
  return puppeteer.launch(browser === 'firefox' ? {
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    timeout: 2 * PATIENCE,
    protocolTimeout: 2 * PATIENCE,
    extraPrefsFirefox: {
      'app.update.enabled': false,
      'browser.safebrowsing.downloads.remote.enabled': false,
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'services.settings.server': 'data:,#remote-settings-dummy/v1',
    },
  } : {
    executablePath: '/usr/bin/chromium',
    timeout: 2 * PATIENCE,
    protocolTimeout: 2 * PATIENCE,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
}

/** A page in a context without any cookie, in a language. */
export async function visitor(browser, language = 'nl') {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.setDefaultNavigationTimeout(PATIENCE);
  await page.setViewport({ width: 1280, height: 800 });
  await page.setExtraHTTPHeaders({ 'Accept-Language': language });
  return { context, page };
}

export const visible = (page, selector) => page.evaluate(where => {
  const found = document.querySelector(where);
  return Boolean(found) && found.checkVisibility({ visibilityProperty: true });
}, selector);

export const count = (page, selector) =>
  page.evaluate(where => document.querySelectorAll(where).length, selector);

/** What the server takes this browser to have chosen. */
export const status = page => page.evaluate(async () =>
  (await fetch('/consent/status', { headers: { Accept: 'application/json' } })).json());

/** The purposes that are granted. */
export async function granted(page) {
  const { purposes } = await status(page);
  return Object.keys(purposes).filter(id => purposes[id]).sort();
}

/** Presses a button of the banner or the dialog and waits until the question is gone. */
export async function choose(page, action) {
  const inDialog = await count(page, DIALOG);
  await page.click(`${inDialog ? DIALOG : 'body'} [data-consent-action=${action}]`);
  await until('the question is gone', async () => !await count(page, `${BANNER}, ${DIALOG}`));
}
