// SPDX-License-Identifier: Apache-2.0
// The pages of the filter in every shipped language, on a small and on a large screen.
import assert from 'node:assert/strict';
import { policy, startDemo } from './demo.mjs';
import { check } from './report.mjs';
import { BANNER, launch, visitor } from './visitor.mjs';

/** What is shipped beside the two languages of the demo. */
export const MORE = ['de', 'fr', 'es', 'it', 'pl', 'ar'];

/** The same text in other languages: what matters here are the words of the filter itself. */
function inLanguages(value, languages) {
  if (Array.isArray(value)) return value.map(each => inLanguages(each, languages));
  if (!value || typeof value !== 'object') return value;
  if (typeof value.en === 'string') return Object.fromEntries(languages.map(each => [each, value.en]));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inLanguages(each, languages)]));
}

/**
 * The demo's policy for a site in these languages. Where the demo's own are not among them, a visitor
 * gets the one that the browser prefers.
 */
export async function policyIn(languages) {
  return { ...inLanguages(await policy(), languages), languages };
}

/** What lies outside of the screen or is cut off, in words. */
const misfits = page => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
  document.querySelectorAll('#consent-banner *, #consent-form *').forEach(each => {
    const { left, right } = each.getBoundingClientRect();
    if (left < 0 || right > width) found.push(each.localName + ' sticks out: ' + each.textContent.slice(0, 40));
    if (each.localName === 'button' && each.scrollWidth > each.clientWidth) {
      found.push('button is cut off: ' + each.textContent);
    }
  });
  return found;
});

async function fits(browser, site, language) {
  const { context, page } = await visitor(browser, language);
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  for (const width of [320, 1280]) {
    await page.setViewport({ width, height: 800 });
    await page.goto(site + (language === 'en' ? '/contact?lang=en' : '/contact'));
    const banner = await page.$eval(BANNER, each => {
      const box = action => {
        const { width: wide, height: high } =
          each.querySelector(`[data-consent-action=${action}]`).getBoundingClientRect();
        return `${wide}x${high}`;
      };
      return { lang: each.lang, direction: getComputedStyle(each).direction, sizes: [box('reject'), box('accept')] };
    });
    assert.equal(banner.lang, language);
    assert.equal(banner.direction, direction);
    assert.equal(banner.sizes[0], banner.sizes[1], 'accept and reject have the same size');
    assert.deepEqual(await misfits(page), [], `banner at ${width} pixels`);
    for (const path of ['/consent', '/consent/statement']) {
      await page.goto(`${site}${path}?lang=${language}`);
      const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.dir }));
      assert.deepEqual([lang, dir], [language, direction]);
      assert.deepEqual(await misfits(page), [], `${path} at ${width} pixels`);
    }
  }
  await context.close();
}

export async function checkLanguages() {
  const own = await startDemo();
  const others = await startDemo(await policyIn(MORE));
  const browser = await launch('chromium');
  try {
    for (const language of ['nl', 'en', ...MORE]) {
      await check(`Every page of the filter fits 320 and 1280 pixels in ${language}`, () =>
        fits(browser, MORE.includes(language) ? others : own, language));
    }
  } finally {
    await browser.close();
  }
}
