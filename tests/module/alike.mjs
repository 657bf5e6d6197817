// The cases of ./cases give on the module what they give on real Sequelize over Postgres.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

import { relata } from './module.mjs';
import { answer, moduleEngine, postgresEngine } from './oracle.mjs';

const require = createRequire(import.meta.url);

let engine;
const real = () => (engine ??= postgresEngine());

export const alike = readdirSync(new URL('cases', import.meta.url))
  .filter((file) => file.endsWith('.cjs'))
  .flatMap((file) => Object.entries(require(`./cases/${file}`)).map(([name, run]) => [file.replace('.cjs', ''), name, run]))
  .map(([group, name, run]) => [
    `${group}: ${name}`,
    async () => {
      const expected = await answer(await real(), run);
      const got = await answer(moduleEngine(relata()), run);
      assert.deepEqual(got.error ?? got.result, expected.error ?? expected.result);
      assert.equal(JSON.stringify(got.result), JSON.stringify(expected.result), 'order of keys');
    },
  ]);
