// One engine, one case, in a process of its own: `node child.mjs ENGINE CASE RUNS`, JSON out.
//
// `times` are the samples in ms; `floor` is the median of `JSON.parse` of the result's text,
// which no engine that hands over text can beat; `rss` is the process's memory in bytes.

import { CASES, MEMORY } from './cases.mjs';
import { declare, fill, open } from './world.mjs';

const [engine, name, runs] = process.argv.slice(2);
const { rows, run, repeat = 1, after } = CASES.find((it) => it.name === name) ?? MEMORY;

const sequelize = open(engine);
const models = await declare(sequelize);
await fill(models, rows);
console.log(JSON.stringify(run ? await time() : await memory()));
process.exit(0);

async function time() {
  let found = await run(models);
  await after?.(models);
  const times = [];
  for (let at = 0; at < Number(runs); at += 1) {
    globalThis.gc?.();
    const start = performance.now();
    for (let left = repeat; left > 0; left -= 1) found = await run(models);
    times.push((performance.now() - start) / repeat);
    await after?.(models);
  }
  const text = JSON.stringify(found);
  const floors = times.map(() => {
    const start = performance.now();
    for (let left = repeat; left > 0; left -= 1) JSON.parse(text);
    return (performance.now() - start) / repeat;
  });
  return { times, floor: median(floors), bytes: text.length };
}

async function memory() {
  await models.User.count();
  globalThis.gc?.();
  return { rss: process.memoryUsage().rss };
}

function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}
