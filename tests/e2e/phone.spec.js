// The whole way on a phone: one room at a time, a finger, and what its keyboard types.

import { expect, open, test } from './relata.js';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Taps a field and types over what is in it. */
async function write(page, field, text) {
  await field.tap();
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Shows a room by the bar at the foot. */
async function show(page, name) {
  await page.getByRole('navigation').getByRole('button', { name, exact: true }).tap();
  await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
}

/** Adds a model with an attribute. */
async function addModel(page, name, attribute) {
  await page.getByRole('button', { name: 'Add model', exact: true }).tap();
  await write(page, page.getByLabel('Model name', { exact: true }), name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Edit ${name}`, exact: true }).tap();
  const dialog = page.getByRole('dialog', { name: `Model ${name}` });
  await dialog.getByRole('button', { name: 'Add attribute' }).tap();
  await write(page, dialog.getByRole('group', { name: /^Attribute attribute/ }).getByLabel('Name', { exact: true }), attribute);
  await dialog.getByRole('button', { name: 'Done' }).tap();
  await expect(dialog).toBeHidden();
}

test('two models, a link, rows and a find', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Menu', exact: true }).tap();
  await page.getByRole('menuitem', { name: 'New empty project' }).tap();
  await expect(page.locator('[data-model]')).toHaveCount(0);
  await addModel(page, 'User', 'name');
  await addModel(page, 'Post', 'title');

  await page.getByRole('button', { name: 'Link models', exact: true }).tap();
  const form = page.getByRole('dialog', { name: /Link/ });
  await form.getByLabel('Model', { exact: true }).selectOption({ label: 'User' });
  await form.getByLabel('Other model', { exact: true }).selectOption({ label: 'Post' });
  await form.getByRole('radio', { name: /One to many/ }).locator('..').tap();
  await expect(form.getByLabel('Alias on User')).toHaveValue('posts');
  await form.getByRole('button', { name: 'Link', exact: true }).tap();
  await expect(page.locator('[data-association="posts"]')).toHaveCount(1);

  await show(page, 'Data');
  for (const [table, values] of [['Users', { name: 'Eve' }], ['Posts', { title: 'On joins', userId: '1' }]]) {
    await page.getByRole('tablist', { name: 'Table' }).getByRole('tab', { name: new RegExp(`^${table}`) }).tap();
    const grid = page.getByRole('grid', { name: `Rows of ${table}`, exact: true });
    const heads = await grid.getByRole('columnheader').locator('> *:first-child').allInnerTexts();
    const row = grid.getByRole('row').filter({ has: page.getByRole('button', { name: `Insert the row into ${table}` }) });
    for (const [column, text] of Object.entries(values)) {
      const cell = row.getByRole('gridcell').nth(heads.indexOf(column));
      await cell.tap();
      // The first tap chooses the cell, one more edits it.
      const editor = cell.getByLabel(`${column} of ${table}`, { exact: true });
      if (!(await editor.isVisible())) await cell.tap();
      await expect(editor).toBeFocused();
      await page.keyboard.type(text);
    }
    await row.getByRole('button', { name: `Insert the row into ${table}` }).tap();
    await expect(grid.getByRole('button', { name: `Delete row 1 of ${table}` })).toBeVisible();
  }

  await show(page, 'Query');
  const query = page.getByRole('region', { name: 'Query', exact: true });
  await query.getByLabel('Model', { exact: true }).selectOption('User');
  await query.getByRole('checkbox', { name: 'posts', exact: true }).tap();
  await expect(query.getByRole('treeitem').filter({ hasText: 'title' })).toContainText('On joins');

  await show(page, 'Code');
  await expect(page.getByRole('region', { name: 'Code', exact: true })).toContainText('hasMany');
});
