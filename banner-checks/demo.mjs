// SPDX-License-Identifier: Apache-2.0
// Starts Boekhuis from its jar, and servers of our own on the loopback address.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const jar = path.join(root, 'demo-webapp/target/demo-webapp.jar');
const own = path.join(root, 'demo-webapp/src/main/webapp/WEB-INF/consent-policy.json');
const START = 120_000;

const begun = [];

/** Stops everything that was started here. */
export async function stopAll() {
  await Promise.all(begun.splice(0).map(stop => stop()));
}

/** The demo's own policy. */
export async function policy() {
  return JSON.parse(await readFile(own, 'utf8'));
}

/** Starts the demo with a policy of its own or another, and returns its address. */
export async function startDemo(otherPolicy) {
  const folder = await mkdtemp(path.join(tmpdir(), 'banner-checks-'));
  const options = ['-jar', jar, '--port', '0', '--data', path.join(folder, 'data')];
  if (otherPolicy) {
    const file = path.join(folder, 'policy.json');
    await writeFile(file, JSON.stringify(otherPolicy));
    options.push('--policy', file);
  }
  const java = spawn('java', options, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise(done => java.once('exit', done));
  begun.push(async () => {
    java.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  const said = [];
  const ready = new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error('the demo did not start:\n' + said.join('\n'))), START);
    const hear = line => {
      said.push(line);
      const address = /Demo ready at (\S+)/.exec(line);
      if (address) {
        clearTimeout(late);
        found(new URL(address[1]).origin);
      }
    };
    createInterface({ input: java.stdout }).on('line', hear);
    createInterface({ input: java.stderr }).on('line', hear);
    java.once('exit', code => failed(new Error(`the demo ended with ${code}:\n` + said.join('\n'))));
  });
  return ready;
}

/** Serves on a free port of the loopback address and returns the origin. */
export async function serve(answer) {
  const server = http.createServer(answer);
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  begun.push(() => new Promise(done => {
    server.close(done);
    server.closeAllConnections();
  }));
  return 'http://127.0.0.1:' + server.address().port;
}

/** Passes everything on to a site and lets the headers of documents be changed on the way back. */
export function serveChanged(site, change) {
  return serve((request, response) => {
    const onward = http.request(new URL(request.url, site), {
      method: request.method,
      headers: request.headers,
    }, answer => {
      const document = /text\/html/.test(answer.headers['content-type'] || '');
      response.writeHead(answer.statusCode, document ? change(answer.headers) : answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}
