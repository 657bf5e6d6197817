// The module beside real Sequelize 6 on SQLite in memory: the same code, the same run,
// each engine and case in a Node process of its own, the medians of five.
//
//   node benches/module.mjs [--markdown] [part of a case's name]
//
// Prints a line a case and at the end the report as JSON; `--markdown` prints the table
// for BENCHMARKS.md instead of it.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { CASES, MEMORY } from './module/cases.mjs';

const RUNS = 5;
const child = fileURLToPath(new URL('module/child.mjs', import.meta.url));

/** Runs every case; `report` hears each row as it is known. */
export async function moduleBench(report = () => {}, filter = '') {
  const rows = [];
  for (const { name, must } of [...CASES, MEMORY].filter((it) => it.name.includes(filter))) {
    const module = await measure('module', name);
    const sequelize = await measure('sequelize', name);
    const row = name === MEMORY.name ? { module: module.rss, sequelize: sequelize.rss } : timesOf(module, sequelize);
    const ratio = row.module / row.sequelize;
    rows.push({ name, must, ...row, ratio, isGood: ratio <= must });
    report(rows.at(-1));
  }
  return rows;
}

/** The table of BENCHMARKS.md, as lines. */
export function moduleTable(rows) {
  const floor = (row) => (row.floor === undefined ? '' : `${amount(row, row.floor)} | ${(row.module / row.floor).toFixed(1)}×`);
  return [
    '| what | module | Sequelize 6 + SQLite | module / Sequelize | must be | is it | `JSON.parse` of the result | module / `JSON.parse` |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map((row) =>
      `| ${row.name} | ${amount(row, row.module)} | ${amount(row, row.sequelize)} | ${row.ratio.toFixed(2)}× | ≤ ${row.must}× | ${row.isGood ? 'yes' : '**no**'} | ${floor(row) || ' | '} |`,
    ),
  ];
}

async function measure(engine, name) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', child, engine, name, String(RUNS)], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

function timesOf(module, sequelize) {
  return { module: median(module.times), sequelize: median(sequelize.times), floor: module.floor, bytes: module.bytes };
}

function amount({ name }, value) {
  if (name === MEMORY.name) return `${(value / 2 ** 20).toFixed(0)} MiB`;
  return `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en')} ms`;
}

function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const isTable = words.includes('--markdown');
  const rows = await moduleBench((row) => {
    if (!isTable) console.log(`${row.name}: ${amount(row, row.module)} / ${amount(row, row.sequelize)} = ${row.ratio.toFixed(2)} (≤ ${row.must})`);
  }, words.find((word) => !word.startsWith('--')));
  console.log(isTable ? moduleTable(rows).join('\n') : JSON.stringify(rows));
}
