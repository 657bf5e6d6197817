// Differential fuzz: random worlds and finds on the module and on real Sequelize 6.
//
//   node tests/fuzz/run.mjs [--finds 2000] [--seed N] [--world N] [--proof] [--keep-going N]
//
// SQLite in memory answers first. Where the module differs from it, real Sequelize on
// Postgres (PGlite) decides: what is a matter of dialect is counted, not failed. With
// `--proof` Postgres stands in for the module, which shows what the harness itself lets by.

import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

import { relata } from '../module/module.mjs';
import { moduleEngine, postgresEngine } from '../module/oracle.mjs';
import { ask, isSame, settle } from './ask.mjs';
import { makeFind } from './find.mjs';
import { random } from './random.mjs';
import { shrinkFind, shrinkRows } from './shrink.mjs';
import { makeWorld } from './world.mjs';

const FINDS_OF_A_WORLD = 10;

const { values } = parseArgs({
  options: {
    finds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string' },
    proof: { type: 'boolean', default: false },
    'keep-going': { type: 'string', default: '5' },
  },
});
const finds = Number(values.finds);
const seed = Number(values.seed);

const Sequelize = createRequire(import.meta.url)('sequelize');
const sqlite = {
  create() {
    const sequelize = new Sequelize({ dialect: 'sqlite', storage: ':memory:', logging: false });
    const { DataTypes, Op } = Sequelize;
    return { sequelize, DataTypes, Op, Sequelize, close: () => sequelize.close() };
  },
};
let postgres;
const judge = async () => (postgres ??= await postgresEngine());
const tested = values.proof ? await judge() : moduleEngine(relata());

const tally = { same: 0, dialect: 0, failed: 0 };
if (values.world) await tryWorld(Number(values.world));
for (let number = 0; !values.world && tally.same + tally.dialect + tally.failed < finds; number += 1) {
  await tryWorld(seed * 100_000 + number);
  if (tally.failed >= Number(values['keep-going'])) break;
}
console.log(`${tally.same} finds the same, ${tally.dialect} as Postgres and not SQLite, ${tally.failed} failed (seed ${seed})`);
process.exit(tally.failed === 0 ? 0 : 1);

async function tryWorld(number) {
  const r = random(number);
  const world = makeWorld(r);
  const engines = {};
  // Where the real one cannot even begin, nothing is tested.
  (await sqlite.create()).close();
  try {
    engines.real = await settle(sqlite, world);
    engines.ours = await settle(tested, world);
    for (let at = 0; at < FINDS_OF_A_WORLD; at += 1) {
      await tryFind(world, makeFind(r, world), engines, `world ${number}, find ${at}`);
    }
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED world ${number}: ${error.stack}\n${JSON.stringify(world)}`);
  } finally {
    await engines.real?.close();
    await engines.ours?.close();
  }
}

async function tryFind(world, find, engines, title) {
  const [real, ours] = [await ask(engines.real, find), await ask(engines.ours, find)];
  if (isSame(real, ours)) {
    tally.same += 1;
    return;
  }
  if (values.proof || !(await differs(world, find, engines.ours))) {
    tally.dialect += 1;
    if (values.proof) console.log(`${title}: ${JSON.stringify(find)}\n  ${JSON.stringify(real)}\n  ${JSON.stringify(ours)}`);
    return;
  }
  tally.failed += 1;
  await report(world, find, engines.ours, title);
}

/** Whether the module's answer is not that of Postgres. */
async function differs(world, find, ours) {
  const real = await settle(await judge(), world);
  try {
    return !isSame(await ask(real, find), await ask(ours, find));
  } finally {
    await real.close();
  }
}

async function report(world, find, ours, title) {
  const real = await settle(await judge(), world);
  let smallest = find;
  try {
    smallest = await shrinkFind(find, async (tried) => {
      const answers = [await ask(real, tried), await ask(ours, tried)];
      // An error of the smaller find must not take the place of a wrong answer.
      return !isSame(...answers) && !answers[0].error;
    });
  } finally {
    await real.close();
  }
  const rows = await shrinkRows(world, (tried) => failsAfresh(tried, smallest));
  const [pg, mine] = [await settle(await judge(), rows), await settle(tested, rows)];
  const answers = [await ask(pg, smallest), await ask(mine, smallest)];
  await pg.close();
  await mine.close();
  const { models, associations } = touched(rows, smallest);
  console.log(`FAILED ${title}: ${smallest.model}.${smallest.method}(${JSON.stringify(smallest.arguments).slice(1, -1)})`);
  for (const it of associations) console.log(`  ${it.source}.${it.method}(${it.target}, ${JSON.stringify(it.options)})`);
  for (const model of models) console.log(`  ${JSON.stringify(model)}`);
  const filled = Object.fromEntries(Object.entries(rows.rows).filter(([, list]) => list.length > 0));
  console.log(`  rows   ${JSON.stringify(filled)}`);
  console.log(`  real   ${JSON.stringify(answers[0])}\n  module ${JSON.stringify(answers[1])}`);
}

async function failsAfresh(world, find) {
  const [real, ours] = [await settle(await judge(), world), await settle(tested, world)];
  try {
    return !isSame(await ask(real, find), await ask(ours, find));
  } finally {
    await real.close();
    await ours.close();
  }
}

/** The part of a world that a find can have to do with. */
function touched({ models, associations }, find) {
  const text = JSON.stringify(find);
  const names = new Set([find.model]);
  const ways = associations.filter(({ source, target, options }) => {
    const isNamed = options.as ? text.includes(options.as) : text.includes(target);
    if (isNamed) [source, target].forEach((name) => names.add(name));
    return isNamed;
  });
  return { models: models.filter(({ name }) => names.has(name)), associations: ways };
}
