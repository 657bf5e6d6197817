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

test('what is deleted says which rows went, and its notice gives all of it back', async ({ page }) => {
  await open(page);
  const notices = page.getByRole('status', { name: 'Notices' });
  const before = await rows(page, 'Posts');
  await card(page, 'Post').focus();
  await page.keyboard.press('Delete');
  await expect(notices).toContainText('Deleted the model Post. 7 rows of Posts went with it.');
  await notices.getByRole('button', { name: 'Undo' }).click();
  await expect(card(page, 'Post')).toBeVisible();
  await expectRows(page, 'Posts', before);

  // An attribute goes in a dialog, which is closed by then.
  await card(page, 'Post').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete content' }).click();
  await page.keyboard.press('Escape');
  await expect(notices).toContainText('Deleted the attribute content.');
  await notices.getByRole('button', { name: 'Undo' }).click();
  await expectRows(page, 'Posts', before);
});

test('a notice does not offer to undo what is not the last thing done', async ({ page }) => {
  await open(page);
  const notices = page.getByRole('status', { name: 'Notices' });
  await card(page, 'Profile').focus();
  await page.keyboard.press('Delete');
  await expect(notices.getByRole('button', { name: 'Undo' })).toBeVisible();
  await card(page, 'Group').focus();
  await page.keyboard.press('ArrowRight');
  await expect(notices.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});
