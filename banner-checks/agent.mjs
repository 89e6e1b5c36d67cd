// SPDX-License-Identifier: Apache-2.0
// A consent agent, DuckDuckGo's autoconsent, refuses for its user: by what it guesses of a page that it
// does not know, and by the rule in docs/autoconsent.json.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root, startDemo } from './demo.mjs';
import { MORE, policyIn } from './languages.mjs';
import { check, until } from './report.mjs';
import { BANNER, count, granted, launch, status, visitor } from './visitor.mjs';

const content = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@duckduckgo/autoconsent')), 'autoconsent.playwright.js');

/** The languages that the agent knows words of. */
const GUESSED = ['nl', 'en', 'de', 'fr', 'es', 'it', 'pl'];

/** What the agent's host, a browser or an extension, answers it. */
function host(page, config, rules, heard) {
  const receive = message => page.evaluate(told => window.autoconsentReceiveMessage(told), message);
  return message => {
    heard.push(message);
    if (message.type === 'init') return receive({ type: 'initResp', config, rules });
    if (message.type === 'eval') return receive({ type: 'evalResp', id: message.id, result: false });
    return undefined;
  };
}

async function refusesByItself(browser, site, language, config, rules) {
  const { context, page } = await visitor(browser, language);
  const heard = [];
  await page.exposeFunction('autoconsentSendMessage', host(page, config, rules, heard));
  await page.evaluateOnNewDocument(await readFile(content, 'utf8'));
  const answer = await page.goto(site + (language === 'en' ? '/contact?lang=en' : '/contact'));
  assert.match(await answer.text(), new RegExp(`id="?consent-banner"?[^>]* lang="?${language}"?[ >]`));
  await until('the agent is done: ' + JSON.stringify(heard), () =>
    heard.some(message => message.type === 'autoconsentDone'));
  await until('the question is gone', async () => !await count(page, BANNER));
  assert.equal((await status(page)).decided, true);
  assert.deepEqual(await granted(page), []);
  const found = heard.find(message => message.type === 'cmpDetected');
  await context.close();
  return found.cmp;
}

const CONFIG = {
  enabled: true,
  autoAction: 'optOut',
  disabledCmps: [],
  enablePrehide: true,
  enableCosmeticRules: true,
  enableGeneratedRules: true,
  enableHeuristicDetection: true,
  heuristicMode: 'reject',
  detectRetries: 20,
  isMainWorld: false,
  prehideTimeout: 2000,
  enablePopupMutationObserver: true,
};

export async function checkAgent() {
  const own = await startDemo();
  const others = await startDemo(await policyIn(MORE));
  const site = language => MORE.includes(language) ? others : own;
  const rule = JSON.parse(await readFile(path.join(root, 'docs/autoconsent.json'), 'utf8'));
  const browser = await launch('chromium');
  try {
    console.log('Agent in ' + await browser.version());
    for (const language of GUESSED) {
      await check(`autoconsent, without a rule, refuses in ${language}`, async () => {
        const cmp = await refusesByItself(browser, site(language), language, CONFIG, { autoconsent: [] });
        assert.match(cmp, /HEURISTIC/i);
      });
    }
    for (const language of ['nl', 'ar']) {
      await check(`autoconsent, by the rule in docs/autoconsent.json, refuses in ${language}`, async () => {
        const config = { ...CONFIG, enableHeuristicDetection: false };
        const cmp = await refusesByItself(browser, site(language), language, config, { autoconsent: [rule] });
        assert.equal(cmp, rule.name);
      });
    }
  } finally {
    await browser.close();
  }
}
