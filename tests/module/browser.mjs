// The module in a browser's worker: the conformance cases once more, with no Node around.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { chromium } from '@playwright/test';

import { LAUNCH } from '../e2e/chromium.mjs';
import { place, root } from './module.mjs';

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };

/** Cases of what only Node has, with the reason. */
const OF_NODE = { '211-type-blob': '`Buffer` is Node’s' };

/** Serves the module and the worker on a free port. */
async function serve() {
  const server = createServer(async ({ url }, response) => {
    const send = (body, type) => response.writeHead(200, { 'content-type': type }).end(body);
    try {
      if (url === '/') send('<!doctype html><title>a page</title>', TYPES['.html']);
      else if (url.startsWith('/module/')) send(await readFile(join(place, url.slice('/module/'.length))), TYPES[extname(url)]);
      else send(await readFile(join(root, 'tests/module/browser', url)), TYPES[extname(url)]);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Runs cases in a worker of the page, one after the other. */
function answers(cases) {
  const worker = new Worker('/worker.js', { type: 'module' });
  const got = {};
  const left = [...cases];
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(`the worker broke: ${message}`));
    worker.onmessage = ({ data }) => {
      if (data !== 'ready') got[data.id] = data.got;
      const next = left.shift();
      if (next) worker.postMessage(next);
      else resolve(got);
    };
  });
}

export const browser = [
  [
    'browser worker: the conformance cases answer as Sequelize',
    async () => {
      const folder = join(root, 'tests/conformance');
      const index = JSON.parse(await readFile(join(folder, 'cases-index.json'), 'utf8'));
      const ids = index.map(({ id }) => id).filter((id) => !(id in OF_NODE));
      const cases = await Promise.all(ids.map(async (id) => ({ id, source: await readFile(join(folder, 'cases', `${id}.js`), 'utf8') })));
      const site = await serve();
      const chrome = await chromium.launch(LAUNCH);
      try {
        const page = await chrome.newPage({ timezoneId: 'UTC' });
        await page.goto(site.url);
        const got = await page.evaluate(answers, cases);
        const wrong = [];
        for (const id of ids) {
          const { postgres, sqlite } = JSON.parse(await readFile(join(folder, 'expected', `${id}.json`), 'utf8'));
          const isRight = [postgres, sqlite].some((wanted) => wanted && isAlike(wanted, got[id]));
          if (!isRight) wrong.push([id, JSON.stringify(got[id]).slice(0, 300)]);
        }
        assert.deepEqual(wrong, []);
      } finally {
        await chrome.close();
        site.close();
      }
    },
  ],
];

/** Equal; of the database's own refusals the name is enough, as the text is the driver's. */
function isAlike(wanted, got) {
  if (isDeepStrictEqual(wanted, got)) return true;
  const isOfDriver = !wanted.ok && /^Sequelize(Database|ForeignKeyConstraint|UniqueConstraint|UnknownConstraint)Error$/.test(wanted.error.name);
  return isOfDriver && !got.ok && wanted.error.name === got.error.name;
}
