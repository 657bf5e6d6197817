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
    console.log(`  real   ${JSON.stringify(expected.error ?? expected.result)}`);
    console.log(`  module ${JSON.stringify(got.error ?? got.result)}`);
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
