// Runs the cases of ./cases on the module and on real Sequelize over Postgres and shows
// where they part. `node compare.mjs [part of a name] [--sql]`: with --sql the logged SQL
// counts too. `--real` runs only the real one and prints its answers.

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';

import { relata } from './module.mjs';
import { answer, moduleEngine, postgresEngine } from './oracle.mjs';

const require = createRequire(import.meta.url);
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const filter = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? '';

const cases = readdirSync(new URL('cases', import.meta.url)).flatMap((file) =>
  Object.entries(require(`./cases/${file}`)).map(([name, run]) => [`${file.replace('.cjs', '')}: ${name}`, run]),
);
const real = await postgresEngine();
const ours = flags.includes('--real') ? undefined : moduleEngine(relata());
let failed = 0;
for (const [name, run] of cases.filter(([name]) => name.includes(filter))) {
  const expected = await answer(real, run);
  if (!ours) {
    console.log(name, JSON.stringify(expected.error ?? expected.result));
    if (flags.includes('--sql')) console.log(expected.sql.join('\n'));
    continue;
  }
  const got = await answer(ours, run);
  const isSame = isDeepStrictEqual(
    [expected.error, expected.result, JSON.stringify(expected.result)],
    [got.error, got.result, JSON.stringify(got.result)],
  );
  const isSameSql = !flags.includes('--sql') || isDeepStrictEqual(expected.sql, got.sql);
  if (isSame && isSameSql) continue;
  failed += 1;
  console.log(`\n=== ${name}`);
  if (!isSame) {
    for (const line of differences(expected.error ?? expected.result, got.error ?? got.result)) console.log(line);
  }
  if (!isSameSql) {
    for (let at = 0; at < Math.max(expected.sql.length, got.sql.length); at += 1) {
      if (expected.sql[at] === got.sql[at]) continue;
      console.log(`  real   ${expected.sql[at]}\n  module ${got.sql[at]}`);
    }
  }
}
console.log(`${cases.length} cases, ${failed} differ`);
process.exit(0);

/** Where two values part, a line each. */
function* differences(real, module, path = '') {
  const isBoth = [real, module].every((it) => it !== null && typeof it === 'object');
  if (isBoth && Array.isArray(real) === Array.isArray(module)) {
    const [ours, theirs] = [Object.keys(module), Object.keys(real)];
    if (ours.length === theirs.length && ours.join() !== theirs.join() && [...ours].sort().join() === [...theirs].sort().join()) {
      yield `  ${path}: order of keys: real ${theirs} module ${ours}`;
    }
    for (const key of new Set([...theirs, ...ours])) yield* differences(real[key], module[key], `${path}.${key}`);
  } else if (!isDeepStrictEqual(real, module)) {
    yield `  ${path}: real ${JSON.stringify(real)?.slice(0, 300)} module ${JSON.stringify(module)?.slice(0, 300)}`;
  }
}
