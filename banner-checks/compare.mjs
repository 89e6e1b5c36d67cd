// SPDX-License-Identifier: Apache-2.0
// Measures our banner beside those of other kits, in one run, and writes the table in docs/banner.md.
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { axe, candidates } from './candidates.mjs';
import { root, serve, serveChanged, startDemo, stopAll } from './demo.mjs';
import { until } from './report.mjs';
import { launch, visible } from './visitor.mjs';

const LOADS = 9;
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
  + "form-action 'self'; base-uri 'none'";
const TYPED = STRICT + "; require-trusted-types-for 'script'; trusted-types 'none'";
const PAGE = '/contact?lang=en';
const DECLARED = path.join(root, 'consent-filter/src/test/resources/io/consentfilter/page/twelve-services.json');
const DOCUMENT = path.join(root, 'docs/banner.md');
const BLOCK = /(<!-- comparison -->\n)[^]*(<!-- end of comparison -->)/;

const OURS = {
  banner: '#consent-banner',
  open: '#consent-banner [data-consent-action=settings]',
  second: 'dialog[open] #consent-form',
  accept: '#consent-banner [data-consent-action=accept]',
  reject: '#consent-banner [data-consent-action=reject]',
};

const gz = body => gzipSync(body, { level: 9 }).length;
const median = numbers => numbers.slice().sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A policy of five purposes and twelve services that lets every page load what the demo holds. */
async function declared() {
  const policy = JSON.parse(await readFile(DECLARED, 'utf8'));
  policy.csp = 'off';
  return policy;
}

/** A page of the demo with our banner, or with a kit in its place, under a policy. */
async function serveUnder(site, kit) {
  const state = { policy: '' };
  const guarded = headers => state.policy ? { ...headers, 'content-security-policy': state.policy } : headers;
  const origin = kit.files
    ? await serveKit(site, kit, await refusal(site), guarded)
    : await serveChanged(site, guarded);
  return { origin, state };
}

function serveKit(site, kit, cookie, guarded) {
  return serve(async (request, response) => {
    const { pathname } = new URL(request.url, site);
    const own = kit.files[pathname.replace('/kit/', '')];
    if (own) {
      const type = (pathname.endsWith('.css') ? 'text/css' : 'text/javascript') + '; charset=utf-8';
      response.writeHead(200, { 'Content-Type': type }).end(own);
      return;
    }
    const answer = await fetch(site + request.url, { headers: { cookie } });
    const type = answer.headers.get('content-type') || '';
    const content = Buffer.from(await answer.arrayBuffer());
    const page = /text\/html/.test(type);
    response.writeHead(answer.status, page ? guarded({ 'content-type': type }) : { 'content-type': type });
    response.end(page ? String(content).replace('</head>', kit.head + '</head>') : content);
  });
}

/** The cookie of somebody who refused, for whom a page of the demo carries no banner. */
async function refusal(site) {
  const answer = await fetch(site + '/consent', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', Origin: site },
    body: 'choice=none&return=/',
    redirect: 'manual',
  });
  return answer.headers.get('set-cookie').split(';')[0];
}

async function fresh(browser, { script = true, throttle = 1 } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.setJavaScriptEnabled(script);
  if (throttle > 1) await page.emulateCPUThrottling(throttle);
  return { context, page };
}

/** Whether something is there and shows; one that is moved out of sight does not. */
const shows = (page, selector) => page.evaluate(where => {
  const at = document.querySelector(where);
  const box = at && at.getBoundingClientRect();
  return Boolean(at) && at.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && box.height > 0 && box.top < innerHeight && box.bottom > 0;
}, selector);

const soon = async (page, selector) => {
  for (let i = 0; i < 60; i++) {
    if (await shows(page, selector).catch(() => false)) return true;
    await new Promise(done => setTimeout(done, 50));
  }
  return false;
};

/** Until what moves has come to rest. */
const rest = () => new Promise(done => setTimeout(done, 1500));

/** Bytes of scripts, styles and markup of the banner itself, compressed, as a page loads them. */
async function bytes(page, path, load) {
  const sums = { script: 0, style: 0 };
  const waiting = [];
  const note = answer => {
    const kind = { script: 'script', stylesheet: 'style' }[answer.request().resourceType()];
    if (kind && new URL(answer.url()).pathname.startsWith(path)) {
      waiting.push(answer.buffer().then(body => { sums[kind] += gz(body); }));
    }
  };
  page.on('response', note);
  await load();
  await Promise.all(waiting);
  page.off('response', note);
  return sums;
}

async function weight(browser, { origin }, kit) {
  const { context, page } = await fresh(browser);
  const path = kit.files ? '/kit/' : '/consent/';
  let markup = 0;
  const first = await bytes(page, path, async () => {
    const answer = await page.goto(origin + PAGE, { waitUntil: 'networkidle0' });
    await until(kit.name + ' shows its banner', () => shows(page, kit.banner));
    // What a kit builds in the browser came as script; ours comes as markup.
    if (!kit.files) markup = gz((await answer.text()).match(/<link[^>]*\/consent\/banner[^]*?<\/section>/)[0]);
  });
  await page.click(kit.accept);
  await until(kit.name + ' is answered', async () => !await shows(page, kit.banner));
  const next = await context.newPage();
  const after = await bytes(next, path, () => next.goto(origin + PAGE, { waitUntil: 'networkidle0' }));
  const left = kit.files ? 0 : gz(await next.$eval('.consent-settings-link', at => at.outerHTML).catch(() => ''));
  await context.close();
  return { ...first, markup, after: after.script + after.style + left };
}

/** How it looks, to be compared with how it looks without a policy. */
const looks = (page, selector) => page.evaluate(where => {
  const at = document.querySelector(where);
  return [at, ...at.querySelectorAll('*')].map(each => {
    const style = getComputedStyle(each);
    const box = each.getBoundingClientRect();
    return [each.localName, style.position, style.backgroundColor, style.color, style.fontSize, Math.round(box.width)];
  }).join(';');
}, selector);

async function under(browser, served, kit, policy, plain) {
  served.state.policy = policy;
  const { context, page } = await fresh(browser);
  await page.evaluateOnNewDocument(() => {
    window.violations = 0;
    addEventListener('securitypolicyviolation', () => window.violations++);
  });
  const errors = [];
  page.on('pageerror', error => errors.push(error));
  await page.goto(served.origin + PAGE, { waitUntil: 'networkidle0' });
  let found = await soon(page, kit.banner) ? '' : 'no banner';
  // Without its style a banner may lie below the page.
  if (!found || await visible(page, kit.banner)) {
    await rest();
    found = await looks(page, kit.banner) === plain ? 'works' : 'looks different';
    await page.click(kit.open).catch(() => {});
    if (!await soon(page, kit.second)) found += ', settings do not open';
  }
  const violations = await page.evaluate(() => window.violations);
  await context.close();
  served.state.policy = '';
  return found + (violations ? `, ${violations} violation${violations > 1 ? 's' : ''}` : '') + (errors.length ? ', throws' : '');
}

async function plainLooks(browser, served, kit) {
  const { context, page } = await fresh(browser);
  await page.goto(served.origin + PAGE, { waitUntil: 'networkidle0' });
  await soon(page, kit.banner);
  await rest();
  const found = await looks(page, kit.banner);
  await context.close();
  return found;
}

/** One load with a slow processor and an empty cache: when the banner was seen, and how long scripts ran. */
async function load(browser, { origin }, selector) {
  const { context, page } = await fresh(browser, { throttle: 4 });
  await page.evaluateOnNewDocument(where => {
    const look = () => {
      const at = where && document.querySelector(where);
      const box = at && at.getBoundingClientRect();
      const shown = at && at.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && box.height > 0 && box.top < innerHeight;
      if (shown) window.seen = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }, selector);
  await page.goto(origin + PAGE, { waitUntil: 'networkidle0' });
  const seen = selector ? await until('the banner is seen', () => page.evaluate(() => window.seen)) : 0;
  const script = (await page.metrics()).ScriptDuration * 1000;
  await context.close();
  return { seen, script };
}

/** The medians of many loads. Taken in turns, so that whatever else the machine does slows all alike. */
async function speeds(browser, all) {
  const taken = all.map(() => []);
  for (let turn = 0; turn <= LOADS; turn++) {
    for (const [i, { served, banner }] of all.entries()) {
      const one = await load(browser, served, banner);
      // The first turn warms the browser and the server up.
      if (turn) taken[i].push(one);
    }
  }
  return taken.map(loads => ({
    seen: Math.round(median(loads.map(each => each.seen))),
    script: Math.round(median(loads.map(each => each.script))),
  }));
}

async function findings(page, source) {
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(each => `${each.id} (${each.impact}) at \`${each.nodes[0].target}\``);
  });
}

async function accessibility(browser, served, kit, source, known) {
  const { context, page } = await fresh(browser);
  await page.goto(served.origin + PAGE, { waitUntil: 'networkidle0' });
  await until(kit.name + ' shows its banner', () => shows(page, kit.banner));
  await rest();
  const first = await findings(page, source);
  await page.click(kit.open);
  await until(kit.name + ' shows its settings', () => visible(page, kit.second));
  await rest();
  const second = await findings(page, source);
  await context.close();
  return [first, second].map(each => each.filter(id => !known.includes(id)).join(', ') || '0');
}

async function withoutScript(browser, served, kit) {
  const { context, page } = await fresh(browser, { script: false });
  await page.goto(served.origin + PAGE);
  let found = 'no banner';
  if (await shows(page, kit.banner)) {
    await Promise.all([page.waitForNavigation({ timeout: 10_000 }).catch(() => {}), page.click(kit.reject)]);
    found = await shows(page, kit.banner) ? 'buttons do nothing' : 'works';
  }
  await context.close();
  return found;
}

async function measure(browser, kit, source, known) {
  console.log(kit.name);
  const { served } = kit;
  const sizes = await weight(browser, served, kit);
  const plain = await plainLooks(browser, served, kit);
  return {
    name: kit.name,
    sizes,
    strict: await under(browser, served, kit, STRICT, plain),
    typed: await under(browser, served, kit, TYPED, plain),
    axe: await accessibility(browser, served, kit, source, known),
    plain: await withoutScript(browser, served, kit),
  };
}

/** What axe-core finds in the page that all of them stand in. */
async function findingsAlone(browser, { origin }, source) {
  const { context, page } = await fresh(browser);
  await page.goto(origin + PAGE, { waitUntil: 'networkidle0' });
  const known = await findings(page, source);
  await context.close();
  return known;
}

const row = cells => `| ${cells.join(' | ')} |`;

function table(measured, times) {
  const first = row(['', 'script', 'style', 'markup', 'first visit', 'each page after the choice', 'visible, ms',
    'script, ms']);
  const second = row(['', 'strict policy', '+ Trusted Types', 'without JavaScript', 'axe, banner', 'axe, settings']);
  return [
    'Bytes are compressed (gzip, level 9).',
    '',
    first,
    row(['---', ...Array(7).fill('---:')]),
    ...measured.map(({ name, sizes }, i) => row([name, sizes.script, sizes.style, sizes.markup || '–',
      sizes.script + sizes.style + sizes.markup, sizes.after, times[i].seen, times[i].script])),
    '',
    second,
    row(Array(6).fill('---')),
    ...measured.map(each => row([each.name, each.strict, each.typed, each.plain, ...each.axe])),
  ].join('\n');
}

async function machine(browser, axeVersion) {
  const release = /PRETTY_NAME="(.*)"/.exec(await readFile('/etc/os-release', 'utf8'))[1];
  const [least] = os.loadavg();
  return `Measured on ${new Date().toISOString().slice(0, 10)} with ${await browser.version()}, `
    + `Node ${process.version.slice(1)}, axe-core ${axeVersion}, ${release}, `
    + `${os.cpus().length} × ${os.cpus()[0].model.trim()}, load ${least.toFixed(1)} at the end.`;
}

/** The texts of a policy in English, with what ready-made services are called. */
function english(policy) {
  const name = id => id.replace(/(^|-)(.)/g, (all, dash, letter) => (dash && ' ') + letter.toUpperCase());
  const of = { 'google-analytics': 'analytics', 'google-tag-manager': 'analytics', 'microsoft-clarity': 'analytics',
    hotjar: 'analytics', 'google-ads': 'marketing', 'meta-pixel': 'marketing', 'linkedin-insight': 'marketing',
    youtube: 'video', vimeo: 'video', 'google-maps': 'functional', intercom: 'functional',
    trustpilot: 'functional' };
  return [
    policy.purposes.map(each => ({ id: each.id, name: each.name.en, description: each.description.en })),
    policy.services.map(({ use, purpose }) => ({ id: use, name: name(use), purpose: purpose || of[use] })),
  ];
}

async function main() {
  const policy = await declared();
  const site = await startDemo(policy);
  const alone = { files: {}, head: '', banner: '' };
  const kits = [{ name: 'Consent Filter', ...OURS }, ...await candidates(...english(policy))];
  for (const each of [alone, ...kits]) each.served = await serveUnder(site, each);
  const { source, version } = await axe();
  const browser = await launch('chromium');
  try {
    const [{ script }, ...times] = await speeds(browser, [alone, ...kits]);
    const known = await findingsAlone(browser, alone.served, source);
    const measured = [];
    for (const kit of kits) measured.push(await measure(browser, kit, source, known));
    const said = [
      await machine(browser, version),
      `The page by itself: ${script} ms of script, axe findings: ${known.join(', ') || 'none'}.`,
      '',
      table(measured, times),
      '',
      ...kits.filter(kit => kit.said).map(kit => kit.said),
    ].join('\n');
    console.log(said);
    const document = await readFile(DOCUMENT, 'utf8');
    await writeFile(DOCUMENT, document.replace(BLOCK, (all, begin, end) => `${begin}\n${said}\n\n${end}`));
  } finally {
    await browser.close();
  }
}

try {
  await main();
} finally {
  await stopAll();
}
