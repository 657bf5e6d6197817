// Runs every measure and rewrites the tables of BENCHMARKS.md between their marks.
//
// Fails where a measure misses what it must be, after writing it down all the same.

import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

import { engineFinds } from './engine.mjs';
import { BUDGET, firstScreen } from './first-screen.mjs';
import { moduleBench, moduleTable } from './module.mjs';
import { keystrokes, timesToReady } from './page.mjs';
import { sequelizeFinds } from './sequelize.mjs';

const FILE = new URL('../BENCHMARKS.md', import.meta.url);
const SIZES = [1_000, 10_000, 100_000];
/** Sizes at which Sequelize holds its instances in memory with ease. */
const COMPARED = [1_000, 10_000];
const RUNS = 5;

const misses = [];

/** The value of a share of the sorted times: 0.5 is the median. */
function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function verdict(what, value, must) {
  const isGood = value <= must;
  if (!isGood) misses.push(what);
  return isGood ? 'yes' : '**no**';
}

const ms = (value) => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));

async function pageTable() {
  console.log('first screen …');
  const files = await firstScreen();
  const total = files.reduce((sum, file) => sum + file.brotli, 0) / 1024;
  console.log('time to ready …');
  const ready = quantile(await timesToReady(5), 0.5);
  console.log('keystrokes …');
  const { inQuery, inCell } = await keystrokes(60);
  const [query, cell] = [quantile(inQuery, 0.95), quantile(inCell, 0.95)];
  const rows = [
    ['fetched for the first screen, brotli', `${total.toFixed(0)} KiB`, `≤ ${BUDGET} KiB`, verdict('first screen', total, BUDGET)],
    ['navigation to `data-ready`, median of 5', `${ms(ready)} ms`, '≤ 1,000 ms', verdict('time to ready', ready, 1000)],
    [`keystroke in the query to refreshed result, p95 of ${inQuery.length}`, `${ms(query)} ms`, '≤ 16 ms', verdict('keystroke in the query', query, 16)],
    [`Enter in a cell to refreshed result, p95 of ${inCell.length}`, `${ms(cell)} ms`, '≤ 16 ms', verdict('keystroke in a cell', cell, 16)],
  ];
  const bytes = files.map(({ name, raw, brotli }) => `| \`${name}\` | ${(raw / 1024).toFixed(0)} | ${(brotli / 1024).toFixed(1)} |`);
  return [
    '| what | measured | must be | is it |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    '| file of the first screen | KiB | KiB, brotli |',
    '|---|---|---|',
    ...bytes,
  ];
}

async function findTable() {
  console.log('finds on Sequelize …');
  const theirs = await sequelizeFinds(COMPARED, RUNS);
  console.log('finds in the engine …');
  const ours = await engineFinds(SIZES, RUNS);
  const rows = ours.map(({ users, total, engine, rows: count }, index) => {
    const reference = theirs.find((each) => each.users === users);
    if (reference && reference.rows !== count) throw new Error(`${count} rows, Sequelize has ${reference.rows}`);
    const share = reference && total / reference.total;
    if (users === 10_000) verdict('find at 10k × 10', share, 0.5);
    const growth = index > 0 && total / ours[index - 1].total;
    if (index > 0) verdict(`growth to ${users}`, growth, 12);
    return [
      `${users.toLocaleString('en')} × 10`,
      ms(engine),
      ms(total),
      reference ? ms(reference.total) : '–',
      reference ? `${share.toFixed(2)}×` : '–',
      index > 0 ? `${growth.toFixed(1)}×` : '–',
    ];
  });
  return [
    '| users × posts | engine, ms | to the page, ms | Sequelize, ms | share | growth |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ];
}

function replace(text, mark, lines) {
  const [open, close] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`BENCHMARKS.md has no marks \`${mark}\``);
  return `${text.slice(0, start + open.length)}\n${lines.join('\n')}\n${text.slice(end)}`;
}

async function compared() {
  console.log('the module …');
  const rows = await moduleBench();
  for (const row of rows) if (!row.isGood) misses.push(row.name);
  return moduleTable(rows);
}

const module = await compared();
const finds = await findTable();
const page = await pageTable();
const machine = [
  `Measured on ${new Date().toISOString().slice(0, 10)} by \`cargo xtask bench\` on a machine of ${cpus().length} cores and ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB, headless Chromium, Node ${process.versions.node}.`,
];
let text = await readFile(FILE, 'utf8');
for (const [mark, lines] of Object.entries({ machine, page, finds, module })) text = replace(text, mark, lines);
await writeFile(FILE, text);
console.log([...machine, '', ...page, '', ...finds, '', ...module].join('\n'));
if (misses.length > 0) {
  console.log(`missed: ${misses.join(', ')}`);
  process.exitCode = 1;
}
