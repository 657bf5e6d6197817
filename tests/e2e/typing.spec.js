// Nothing that is typed is lost: not by haste, not by looking elsewhere, not for being half a date.

import { addModel, beginEmpty, cell, expect, expectRows, open, room, rows, table, test, undo } from './relata.js';

const refusal = (page) => room(page, 'Data').getByRole('alert').filter({ hasText: /\S/ });

test('rows typed without a pause are inserted, every one', async ({ page }) => {
  await open(page);
  const before = await rows(page, 'Groups');
  await (await cell(page, 'Groups', undefined, 'name')).click();
  const names = Array.from({ length: 15 }, (_, at) => `group ${at}`);
  for (const name of names) {
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  }
  await expect.poll(async () => (await rows(page, 'Groups')).slice(before.length).map(([, name]) => name)).toEqual(names);
});

test('the last row is in sight once it is inserted', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page);
  await table(page, 'Groups');
  await (await cell(page, 'Groups', undefined, 'name')).click();
  for (let at = 0; at < 12; at += 1) {
    await page.keyboard.type(`group ${at}`);
    await page.keyboard.press('Enter');
  }
  await expect(room(page, 'Data').getByRole('gridcell', { name: 'group 11', exact: true })).toBeInViewport({ ratio: 1 });
});

test('a row begun waits while another table is looked at', async ({ page }) => {
  await open(page);
  await table(page, 'Posts');
  await (await cell(page, 'Posts', undefined, 'title')).click();
  await page.keyboard.type('Half a post');
  await page.keyboard.press('Tab');
  await table(page, 'Users');
  await table(page, 'Posts');
  await expect(await cell(page, 'Posts', undefined, 'title')).toHaveText('Half a post');
  await beginEmpty(page);
  await undo(page);
  await table(page, 'Posts');
  await expect(await cell(page, 'Posts', undefined, 'title')).not.toHaveText('Half a post');
});

test('a date typed in part is refused, and the one before stays', async ({ page }) => {
  await open(page);
  await table(page, 'Users');
  const made = await cell(page, 'Users', 1, 'createdAt');
  const before = await made.innerText();
  await made.dblclick();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(refusal(page)).toContainText('what was typed in part is not');
  await refusal(page).getByRole('button', { name: 'Put back' }).click();
  await expect(made).toHaveText(before);
  // And one begun anew is taken, month for month.
  await made.dblclick();
  for (let part = 0; part < 8; part += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('03');
  await page.keyboard.press('Enter');
  await expect(made).toHaveText(before.replace('2024-01-01', '2024-03-01'));
});

test('a key that is none is told so, and the result stays that of the key before', async ({ page }) => {
  await open(page);
  const query = room(page, 'Query');
  await query.getByLabel('Primary key').fill('abc');
  await expect(query.getByText('is not a whole number')).toContainText('The result is of the value before.');
  await expect(query.getByRole('tree', { name: 'Result' })).toContainText('Ann');
  await query.getByLabel('Primary key').fill('2');
  await expect(query.getByText('is not a whole number')).toHaveCount(0);
  await expect(query.getByRole('tree', { name: 'Result' })).toContainText('Bob');
});

test('a query comes back with its answer', async ({ page }) => {
  await open(page);
  await beginEmpty(page);
  await undo(page);
  await expect(room(page, 'Query').getByRole('tree', { name: 'Result' })).toContainText('Ann');
});

test('a tab hears that another one keeps something', async ({ page, context }) => {
  await open(page);
  const other = await context.newPage();
  await open(other);
  await expectRows(other, 'Groups', await rows(page, 'Groups'));
  const notices = page.getByRole('status', { name: 'Notices' });
  await expect(notices).not.toContainText('another tab');
  await addModel(other, 'Tag');
  await expect(notices).toContainText('Relata is open in another tab');
  await expect(notices.getByRole('button', { name: 'Save a file' })).toBeVisible();
});
