// What every journey needs: an opened page, a watch on errors and on requests that leave the site.

import { test as base, expect } from '@playwright/test';

export { expect };

/** Console errors a test provokes on purpose, by a part of their text. */
export const test = base.extend({
  allowedErrors: [[], { option: true }],

  // Runs for every test: an error on the console or a foreign request fails it.
  watch: [
    async ({ page, allowedErrors, baseURL }, use) => {
      const errors = [];
      const origin = new URL(baseURL).origin;
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`console: ${message.text().split('\n').slice(0, 2).join(' ')}`);
      });
      page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
      page.on('request', (request) => {
        const url = request.url();
        const isOwn = url.startsWith(`${origin}/`) || /^(data|blob|about):/.test(url);
        if (!isOwn) errors.push(`request leaves the site: ${url}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) errors.push(`${response.status()}: ${response.url()}`);
      });
      await use(errors);
      const unexpected = errors.filter((text) => !allowedErrors.some((part) => text.includes(part)));
      expect(unexpected, 'errors on the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the page and waits until it is usable. */
export async function open(page) {
  await page.goto('./');
  await ready(page);
}

/** Waits until the page is usable: the document shown, the query answered. */
export async function ready(page) {
  await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 20_000 });
}

/** A room, by its heading. */
export function room(page, name) {
  return page.getByRole('region', { name, exact: true });
}

/** What the query returns now, parsed from its JSON view; `undefined` while there is no answer yet. */
export async function result(page) {
  const query = room(page, 'Query');
  const json = query.getByRole('tab', { name: 'JSON' });
  if ((await json.getAttribute('aria-selected')) !== 'true') await json.click();
  const text = await query.getByRole('tabpanel', { name: 'JSON' }).locator('code').innerText();
  return text.trim() === '' ? undefined : JSON.parse(text);
}

/** Waits until the query returns this, its keys in this order. */
export async function expectResult(page, expected) {
  await expect
    .poll(async () => JSON.stringify(await result(page)), { timeout: 10_000 })
    .toBe(JSON.stringify(expected));
}

/** Waits until the query's result, read by `read`, is this. */
export async function expectInResult(page, read, expected) {
  const reading = async () => {
    const value = await result(page);
    return value === undefined ? undefined : read(value);
  };
  await expect.poll(reading, { timeout: 10_000 }).toEqual(expected);
}

/** Builds a find from nothing: the model, the method, the includes by their way (`posts`, `posts.user`). */
export async function ask(page, { model, method = 'findAll', key, include = [] }) {
  const query = room(page, 'Query');
  await query.getByLabel('Model', { exact: true }).selectOption(model);
  await query.getByRole('radio', { name: method, exact: true }).check({ force: true });
  if (key !== undefined) await query.getByLabel('Primary key').fill(String(key));
  for (const ticked of await query.getByRole('group', { name: 'Include' }).getByRole('checkbox', { checked: true }).all()) {
    await ticked.uncheck();
  }
  for (const alias of include) await query.getByRole('checkbox', { name: alias, exact: true }).check();
}

/** Shows a table in the data room and returns its grid. */
export async function table(page, name) {
  const data = room(page, 'Data');
  await data.getByRole('tab', { name: new RegExp(`^${name}(\\s|\\d|$)`) }).click();
  const grid = data.getByRole('grid', { name: `Rows of ${name}`, exact: true });
  await expect(grid).toBeVisible();
  return grid;
}

/** The names of a grid's columns; the first is of the row's tools. */
async function columns(grid) {
  const heads = await grid.getByRole('columnheader').all();
  // The name is the first thing a head says; its type and its keys follow.
  return Promise.all(heads.map((head) => head.locator('> *').first().innerText()));
}

/** The cell of a column in the row of that primary key; in the new row where there is no key. */
export async function cell(page, name, key, column) {
  const grid = page.getByRole('grid', { name: `Rows of ${name}`, exact: true });
  const headers = await columns(grid);
  const at = headers.indexOf(column);
  expect(at, `${name} has no column ${column}`).toBeGreaterThan(0);
  const button = key === undefined ? `Insert the row into ${name}` : `Delete row ${key} of ${name}`;
  const row = grid.getByRole('row').filter({ has: page.getByRole('button', { name: button, exact: true }) });
  return row.getByRole('gridcell').nth(at);
}

/** Types into a cell and leaves it by Tab. */
export async function type(page, name, key, column, text) {
  const target = await cell(page, name, key, column);
  await target.dblclick();
  const editor = target.getByLabel(`${column} of ${name}`, { exact: true });
  await editor.fill(text);
  await editor.press('Tab');
}

/** Inserts a row by the last line of the grid. */
export async function insert(page, name, values) {
  await table(page, name);
  for (const [column, text] of Object.entries(values)) await type(page, name, undefined, column, text);
  await page.getByRole('button', { name: `Insert the row into ${name}`, exact: true }).click();
}

/** The rows of a table as the grid shows them: a list of texts a row, without timestamps. */
export async function rows(page, name) {
  const grid = await table(page, name);
  const headers = await columns(grid);
  const shown = headers.map((header, at) => ({ header, at })).filter(({ header, at }) => at > 0 && !header.endsWith('At'));
  const found = [];
  for (const row of await grid.getByRole('row').filter({ has: page.getByRole('button', { name: /^Delete row/ }) }).all()) {
    const cells = row.getByRole('gridcell');
    const texts = [];
    for (const { at } of shown) texts.push((await cells.nth(at).locator('.cell__text, .cell__null').first().innerText()).trim());
    found.push(texts);
  }
  return found;
}

/** Waits until a table has these rows. */
export async function expectRows(page, name, expected) {
  await expect.poll(() => rows(page, name), { timeout: 10_000 }).toEqual(expected);
}

/** Begins an empty document. */
export async function beginEmpty(page) {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New empty project' }).click();
  await expect(page.locator('[data-model]')).toHaveCount(0);
}

/** A model's card. */
export function card(page, name) {
  return page.locator(`[data-model="${name}"]`);
}

/** Adds a model of that name by the button, with attributes of a name and a type each. */
export async function addModel(page, name, attributes = []) {
  const before = await page.locator('[data-model]').count();
  await page.getByRole('button', { name: 'Add model', exact: true }).click();
  await expect(page.locator('[data-model]')).toHaveCount(before + 1);
  const field = page.getByLabel('Model name', { exact: true });
  await field.fill(name);
  await field.press('Enter');
  await expect(card(page, name)).toBeVisible();
  if (attributes.length === 0) return;
  await card(page, name).getByRole('button', { name: `Edit ${name}`, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Model ${name}` });
  for (const [attribute, dataType] of attributes) {
    await dialog.getByRole('button', { name: 'Add attribute' }).click();
    const last = dialog.getByRole('group', { name: /^Attribute attribute/ });
    const typed = last.getByLabel('Name', { exact: true });
    await typed.fill(attribute);
    await typed.press('Tab');
    const made = dialog.getByRole('group', { name: `Attribute ${attribute}`, exact: true });
    await made.getByLabel('Type', { exact: true }).selectOption({ label: dataType });
  }
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
}

/** Drags from a card's link handle to another card, which opens the form of the link. */
export async function dragLink(page, from, to) {
  const handle = card(page, from).getByRole('button', { name: `Link ${from}`, exact: true });
  await card(page, from).hover();
  const [start, end] = [await handle.boundingBox(), await card(page, to).boundingBox()];
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 });
  await page.mouse.up();
  const dialog = page.getByRole('dialog', { name: /Link/ });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Undoes so many times, by the button. */
export async function undo(page, times = 1) {
  for (let at = 0; at < times; at += 1) await page.getByRole('button', { name: /^Undo/ }).first().click();
}
