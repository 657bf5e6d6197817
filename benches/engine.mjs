// findAll + include hasMany in the engine's own worker, in Chromium, through its protocol.

import { chromium } from '@playwright/test';

import { LAUNCH } from '../tests/e2e/chromium.mjs';
import { serveSite } from '../tests/e2e/site.mjs';

/**
 * Times the find for so many users with ten posts each.
 *
 * A time is from posting the request to holding the parsed result, so it has the
 * engine's work, both crossings of the worker's boundary and `JSON.parse`.
 *
 * @param {number[]} sizes How many users.
 * @param {number} runs How often each is asked.
 * @returns for each size: `total` and `engine`, medians in ms, and how many rows came.
 */
export async function engineFinds(sizes, runs) {
  const site = await serveSite();
  const browser = await chromium.launch(LAUNCH);
  try {
    const results = [];
    for (const users of sizes) {
      // A page a size, so that none inherits another's heap.
      const page = await browser.newPage();
      page.setDefaultTimeout(300_000);
      await page.goto(`${site.url}blank`);
      results.push({ users, ...(await page.evaluate(inThePage, { users, runs, worker: `${site.url}engine_worker_loader.js` })) });
      await page.close();
    }
    return results;
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Runs inside the page: it sees nothing of this file. */
async function inThePage({ users, runs, worker: script }) {
  const worker = new Worker(script);
  await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => data === 'ready' && resolve();
    worker.onerror = (event) => reject(new Error(event.message));
  });
  let last = 0;
  const ask = (command) =>
    new Promise((resolve, reject) => {
      last += 1;
      worker.onmessage = ({ data }) => {
        if (data.id !== last) return;
        if (data.result.Ok) resolve(data.result.Ok);
        else reject(new Error(JSON.stringify(data.result.Err)));
      };
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ id: last, command });
    });

  const column = (name, dataType, more = {}) => ({
    name,
    dataType,
    allowNull: true,
    unique: false,
    primaryKey: false,
    autoIncrement: false,
    ...more,
  });
  const id = column('id', 'integer', { allowNull: false, primaryKey: true, autoIncrement: true });
  const actions = { onDelete: 'setNull', onUpdate: 'cascade' };
  const tables = [
    { name: 'Users', columns: [id, column('name', { string: null })], uniqueKeys: [] },
    {
      name: 'Posts',
      columns: [
        id,
        column('title', { string: null }),
        column('userId', 'integer', { references: { table: 'Users', column: 'id', ...actions } }),
      ],
      uniqueKeys: [],
    },
  ];
  const key = { model: 1, attribute: 11, ...actions };
  const attribute = (number, { references, ...rest }) => ({
    id: number,
    ...rest,
    ...(references ? { references: key } : {}),
  });
  const model = (number, name, table) => ({
    id: number,
    name,
    tableName: table.name,
    isImplied: false,
    timestamps: false,
    attributes: table.columns.map((each, index) => attribute(number * 10 + 1 + index, each)),
    uniqueKeys: [],
  });
  const schema = {
    models: [model(1, 'User', tables[0]), model(2, 'Post', tables[1])],
    associations: [
      { id: 91, source: 1, target: 2, alias: 'posts', kind: { hasMany: { foreign_key: 23, source_key: 11 } } },
    ],
  };
  const nothing = { all: [] };
  const find = {
    model: 1,
    method: 'findAll',
    where: nothing,
    order: [],
    include: [{ association: 91, where: nothing, separate: false, order: [], include: [] }],
  };

  // Steps of some thousand rows in one change: one snapshot is kept, not a hundred.
  const inserts = (table, columns, total, row) => {
    const steps = [];
    for (let from = 0; from < total; from += 5000) {
      const rows = [];
      for (let at = from; at < Math.min(total, from + 5000); at += 1) rows.push(row(at));
      steps.push({ insert: { table, columns, rows } });
    }
    return steps;
  };
  const text = (value) => ({ text: value });
  const steps = [
    { migrate: { operations: tables.map((table) => ({ createTable: { table } })) } },
    ...inserts('Users', ['name'], users, (at) => [text(`user ${at}`)]),
    ...inserts('Posts', ['title', 'userId'], users * 10, (at) => [
      text(`post ${at}`),
      { integer: BigInt(Math.floor(at / 10) + 1) },
    ]),
  ];
  await ask({ apply: { revision: 1, now: 1_704_067_200_000, seed: 1, steps } });

  const totals = [];
  const engines = [];
  let rows = 0;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const { found } = await ask({ find: { schema, find } });
    const value = JSON.parse(found.json);
    totals.push(performance.now() - start);
    engines.push(found.milliseconds);
    rows = value.length + value.reduce((sum, user) => sum + user.posts.length, 0);
  }
  worker.terminate();
  const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  return { total: median(totals), engine: median(engines), rows };
}
