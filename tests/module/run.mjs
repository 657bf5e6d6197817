// Tests of the npm-shaped module: the conformance cases, in Node and in a browser's worker,
// the seed project, its types, journeys through it, and a short differential fuzz. A line a
// test; the exit code is not 0 where one failed. `node run.mjs [part of a name]` runs some.

import { alike } from './alike.mjs';
import { browser } from './browser.mjs';
import { conformance } from './conformance.mjs';
import { fuzz } from './fuzz.mjs';
import { journeys } from './journeys.mjs';
import { seed } from './seed.mjs';
import { types } from './types.mjs';

const filter = process.argv[2] ?? '';
const tests = [...seed, ...journeys, ...alike, ...types, ...conformance, ...browser, ...fuzz];

let passed = 0;
let failed = 0;
for (const [name, run] of tests.filter(([name]) => name.includes(filter))) {
  const start = performance.now();
  try {
    await run();
    passed += 1;
    console.log(`ok ${name} (${Math.round(performance.now() - start)} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error?.stack ?? error}${error?.sql ? `\n  ${error.sql}` : ''}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
