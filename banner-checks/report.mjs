// SPDX-License-Identifier: Apache-2.0
// One line for each check; a check that fails is told at once and remembered.
import assert from 'node:assert/strict';

const PATIENCE = 60_000;
let passed = 0;
let failed = 0;

/** Runs a check and prints what came of it. */
export async function check(name, body) {
  const start = Date.now();
  try {
    await body();
    passed++;
    console.log(`ok      ${name} (${Date.now() - start} ms)`);
  } catch (problem) {
    failed++;
    console.log(`FAILED  ${name}\n        ${String(problem.stack || problem).replace(/\n/g, '\n        ')}`);
  }
}

/** Prints the sum and returns the exit code; nothing checked is a failure too. */
export function end() {
  console.log(`banner checks: ${passed} passed, ${failed} failed`);
  return failed || !passed ? 1 : 0;
}

/** Waits until something holds, on a busy machine too. */
export async function until(what, holds) {
  const last = Date.now() + PATIENCE;
  let problem = '';
  while (Date.now() < last) {
    try {
      const found = await holds();
      if (found) return found;
    } catch (notYet) {
      problem = ': ' + notYet;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  return assert.fail('waited in vain until ' + what + problem);
}
