// SPDX-License-Identifier: Apache-2.0
// Everything that is checked with Node; see docs/banner.md. Exit code 1 if anything failed.
import { checkAgent } from './agent.mjs';
import { stopAll } from './demo.mjs';
import { checkFirefox } from './firefox.mjs';
import { checkLanguages } from './languages.mjs';
import { check, end } from './report.mjs';

try {
  for (const [name, part] of [['Firefox', checkFirefox], ['agent', checkAgent], ['languages', checkLanguages]]) {
    // What fails outside of a check, such as a browser that does not start, is a failure as well.
    await part().catch(problem => check(`${name}: runs to its end`, () => { throw problem; }));
  }
} finally {
  await stopAll();
}
process.exitCode = end();
