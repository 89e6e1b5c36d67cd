// SPDX-License-Identifier: Apache-2.0
// The core path in Firefox, driven over WebDriver BiDi.
import assert from 'node:assert/strict';
import { policy, serve, serveChanged, startDemo } from './demo.mjs';
import { check, until } from './report.mjs';
import { BANNER, DIALOG, choose, count, granted, launch, status, visible, visitor } from './visitor.mjs';

const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
  + "img-src 'self'; form-action 'self'; base-uri 'none'; "
  + "require-trusted-types-for 'script'; trusted-types 'none'";
const NO_SCRIPT = "script-src 'none'";
const FILM = '<!DOCTYPE html><title>Film</title><p id="film">The film plays.</p>';
const NEXT_PAGE = '/contact';

/** The demo with the other sites that it uses on servers of ours, so that nothing leaves the machine. */
async function withOthersHere(film) {
  const changed = await policy();
  for (const service of changed.services.filter(each => each.origins)) {
    service.origins = [service.id === 'filmhuis' ? film : await serve((request, response) => response.end())];
  }
  return startDemo(changed);
}

const focused = page => page.evaluate(() => {
  const at = document.activeElement;
  return { tag: at.localName, inDialog: Boolean(at.closest('dialog')), text: at.textContent.trim() };
});

async function press(page, key, times = 1) {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

/** Presses Tab until the focus is where a test needs it; gives up after a round. */
async function tabTo(page, selector) {
  for (let i = 0; i < 80; i++) {
    await press(page, 'Tab');
    if (await page.evaluate(where => document.activeElement.matches(where), selector)) return;
  }
  assert.fail('no Tab leads to ' + selector);
}

async function ask(browser, site, path = '/') {
  const someone = await visitor(browser);
  await someone.page.goto(site + path);
  return someone;
}

async function firstVisit(browser, site) {
  const { context, page } = await ask(browser, site);
  assert.equal(await visible(page, BANNER), true, 'the banner is visible');
  const looks = await page.evaluate(() =>
    ['reject', 'accept'].map(action => {
      const button = document.querySelector(`#consent-banner [data-consent-action=${action}]`);
      const style = getComputedStyle(button);
      return ['fontSize', 'fontWeight', 'color', 'backgroundColor', 'borderTopWidth', 'borderTopColor',
        'height', 'width'].map(name => style[name]).join(' ');
    }));
  assert.equal(looks[0], looks[1], 'accept and reject look the same');
  assert.deepEqual((await page.cookies()).map(cookie => cookie.name), []);
  await context.close();
}

async function decide(browser, site, action, expected) {
  const { context, page } = await ask(browser, site);
  const answers = [];
  page.on('response', answer => {
    if (answer.request().method() === 'POST') answers.push(answer);
  });
  await choose(page, action);
  assert.equal(answers.length, 1, 'one request for one choice');
  assert.match(answers[0].headers()['set-cookie'] || '', /^(__Host-)?consent=/, 'the server sets the cookie');
  const kept = (await page.cookies()).filter(cookie => /^(__Host-)?consent$/.test(cookie.name));
  assert.equal(kept.length, 1);
  assert.equal(kept[0].httpOnly, true, 'out of reach of scripts');
  await page.goto(site + NEXT_PAGE);
  assert.equal(await count(page, BANNER), 0, 'no banner at the next page');
  assert.deepEqual(await granted(page), expected);
  await context.close();
}

async function dialogByKeyboard(browser, site) {
  const { context, page } = await ask(browser, site);
  await tabTo(page, `${BANNER} [data-consent-action=settings]`);
  await press(page, 'Enter');
  await until('the dialog is open', () => visible(page, `${DIALOG} #consent-form`));
  await until('the focus is on its title', async () => (await focused(page)).tag === 'h1');
  for (let i = 0; i < 40; i++) {
    await press(page, 'Tab');
    const { tag, inDialog } = await focused(page);
    assert.ok(inDialog || tag === 'body' || tag === 'html', 'the focus stays in the dialog');
  }
  await press(page, 'Escape');
  await until('the dialog is closed', async () => !await count(page, DIALOG));
  assert.equal(await page.evaluate(() => document.activeElement.dataset.consentAction), 'settings',
    'the focus is back where it was');
  assert.equal(await visible(page, BANNER), true, 'the question stands');
  assert.equal((await status(page)).decided, false, 'Escape decides nothing');
  await context.close();
}

async function saveByKeyboard(browser, site) {
  const { context, page } = await ask(browser, site);
  await tabTo(page, `${BANNER} [data-consent-action=settings]`);
  await press(page, 'Enter');
  await until('the dialog is open', () => visible(page, `${DIALOG} #consent-form`));
  assert.equal(await count(page, `${DIALOG} input:checked`), 0, 'nothing is ticked');
  await tabTo(page, `${DIALOG} [name=purpose][value=analytics]`);
  await press(page, ' ');
  await tabTo(page, `${DIALOG} [data-consent-action=save]`);
  await press(page, 'Enter');
  await until('the question is gone', async () => !await count(page, `${BANNER}, ${DIALOG}`));
  assert.deepEqual(await granted(page), ['analytics']);
  await until('the result is announced', () =>
    page.evaluate(() => /opgeslagen/.test((document.querySelector('[role=status]') || {}).textContent)));
  await context.close();
}

async function withoutScript(browser, site) {
  const plain = await serveChanged(site, headers => ({ ...headers, 'content-security-policy': NO_SCRIPT }));
  const { context, page } = await ask(browser, plain);
  const submit = async selector => Promise.all([page.waitForNavigation(), page.click(selector)]);
  assert.equal(await visible(page, BANNER), true);
  await submit(`${BANNER} [data-consent-action=reject]`);
  assert.equal(await count(page, BANNER), 0, 'refused by a plain form');
  await page.goto(plain + '/consent');
  await page.click('#consent-form [name=purpose][value=media]');
  await submit('#consent-form [data-consent-action=save]');
  await page.goto(plain + '/consent');
  const ticked = await page.evaluate(() =>
    [...document.querySelectorAll('[name=purpose]:checked')].map(box => box.value));
  assert.deepEqual(ticked, ['media'], 'saved by a plain form');
  await submit('#consent-form [data-consent-action=accept]');
  await page.goto(plain + '/consent');
  assert.equal(await count(page, '[name=purpose]:not(:checked)'), 0, 'accepted by a plain form');
  await context.close();
}

async function underStrictPolicy(browser, site) {
  const strict = await serveChanged(site, headers => ({ ...headers, 'content-security-policy': STRICT }));
  const { context, page } = await visitor(browser);
  await page.evaluateOnNewDocument(() => {
    window.violations = [];
    addEventListener('securitypolicyviolation', event =>
      window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
  });
  await page.goto(strict + NEXT_PAGE);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('#consent-banner')).position),
    'fixed', 'the style sheet is applied');
  await page.click(`${BANNER} [data-consent-action=settings]`);
  await until('the dialog is open', () => visible(page, `${DIALOG} #consent-form`));
  await page.click(`${DIALOG} [name=purpose][value=media]`);
  const violations = await page.evaluate(() => window.violations);
  await choose(page, 'save');
  assert.deepEqual(await granted(page), ['media']);
  assert.deepEqual([...violations, ...await page.evaluate(() => window.violations)], []);
  assert.equal(await page.evaluate(() => {
    try {
      document.createElement('p').innerHTML = '<b>';
      return 'text became markup';
    } catch (refused) {
      return refused.name;
    }
  }), 'TypeError', 'the policy is in force');
  await context.close();
}

async function film(browser, site, asked) {
  const { context, page } = await ask(browser, site, '/video');
  await page.click(`${BANNER} [data-consent-action=reject]`);
  await until('the question is gone', async () => !await count(page, BANNER));
  const frame = () => page.frames().find(each => each !== page.mainFrame());
  await until('a page stands in the place of the film', async () =>
    frame() && await frame().$('.consent-placeholder'));
  assert.equal(asked(), 0, 'nothing is asked of the other site');
  await (await frame().$('form button')).click();
  await until('the film is there', async () => frame() && await frame().$('#film'));
  assert.ok(asked() > 0);
  assert.deepEqual((await status(page)).services.filmhuis, true);
  await context.close();
}

export async function checkFirefox() {
  let asked = 0;
  const origin = await serve((request, response) => {
    asked += request.url.startsWith('/embed') ? 1 : 0;
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(FILM);
  });
  const site = await withOthersHere(origin);
  const browser = await launch('firefox');
  try {
    console.log('Firefox: ' + await browser.version());
    await check('Firefox: a first visit shows the banner with equal buttons and no cookie', () =>
      firstVisit(browser, site));
    await check('Firefox: reject, one click, kept by the server, no banner at the next page', () =>
      decide(browser, site, 'reject', []));
    await check('Firefox: accept, one click, kept by the server, no banner at the next page', () =>
      decide(browser, site, 'accept', ['analytics', 'marketing', 'media']));
    await check('Firefox: the settings open and close with the keyboard, the focus comes back', () =>
      dialogByKeyboard(browser, site));
    await check('Firefox: saving with the keyboard grants what is ticked and says so', () =>
      saveByKeyboard(browser, site));
    await check('Firefox: plain forms work where no script may run', () => withoutScript(browser, site));
    await check('Firefox: both layers under a strict policy with Trusted Types, no violation', () =>
      underStrictPolicy(browser, site));
    await check('Firefox: a film waits for its button and plays after it', () =>
      film(browser, site, () => asked));
  } finally {
    await browser.close();
  }
}
