// Undo over edits and rows, and a reload that loses nothing.

import { addModel, card, expect, expectRows, insert, open, ready, room, rows, test, type, undo } from './relata.js';

test('ten edits undone leave the rows intact, redone they are back', async ({ page }) => {
  await open(page);
  const before = await rows(page, 'Users');
  await addModel(page, 'Tag', [['name', 'STRING'], ['colour', 'STRING']]);
  await card(page, 'User').getByRole('button', { name: 'Edit User', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Model User' });
  const group = (name) => dialog.getByRole('group', { name: `Attribute ${name}`, exact: true });
  const rename = async (from, to) => {
    const field = group(from).getByLabel('Name', { exact: true });
    await field.fill(to);
    await field.press('Tab');
    await expect(group(to)).toBeVisible();
  };
  await rename('name', 'fullName');
  await rename('email', 'address');
  await rename('address', 'mail');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await type(page, 'Users', 1, 'fullName', 'Anna');
  await expectRows(page, 'Users', before.map((row) => (row[0] === '1' ? ['1', 'Anna', row[2]] : row)));
  // 1 model, 1 name of it, 2 × (attribute, its name), 3 renames and 1 cell are ten.
  await undo(page, 10);
  await expect(card(page, 'Tag')).toHaveCount(0);
  await expect(card(page, 'User')).toContainText('email');
  await expectRows(page, 'Users', before);
  for (let at = 0; at < 10; at += 1) await page.getByRole('button', { name: /^Redo/ }).click();
  await expect(card(page, 'Tag')).toContainText('colour');
  await expectRows(page, 'Users', before.map((row) => (row[0] === '1' ? ['1', 'Anna', row[2]] : row)));
});

test('after a reload everything is found again, and can still be undone', async ({ page }) => {
  await open(page);
  await insert(page, 'Users', { name: 'Eve', email: 'eve@example.com' });
  await expect(room(page, 'Data').getByRole('tab', { name: /^Users/ })).toContainText('5');
  await addModel(page, 'Tag');
  await expect(room(page, 'Data').getByRole('tab', { name: /^Tags/ })).toContainText('0');
  const before = await rows(page, 'Users');
  // The page saves a moment after an edit.
  await page.waitForTimeout(1500);
  await page.reload();
  await ready(page);
  await expect(card(page, 'Tag')).toBeVisible();
  await expectRows(page, 'Users', before);
});

test('the keyboard undoes and redoes', async ({ page }) => {
  await open(page);
  await addModel(page, 'Tag');
  await page.getByRole('group', { name: 'Models and their associations' }).focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(card(page, 'Tag')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect(card(page, 'Tag')).toBeVisible();
});
