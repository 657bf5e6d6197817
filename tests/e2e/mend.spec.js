// What Sequelize takes as it is, hardly as meant: told where it is, with a button that mends it.
// The page's own forms do not let such things come about; a file may bring them.

import { readFile } from 'node:fs/promises';

import { card, expect, open, test, undo } from './relata.js';

/** Downloads the document as a Relata file, and opens it again as `change` leaves its schema. */
async function reopen(page, change) {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Download as a file/ }).click(),
  ]);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  const { schema, migrations } = file.project;
  change(schema);
  migrations.at(-1).after = schema;
  const buffer = Buffer.from(JSON.stringify(file));
  await page.getByLabel('Relata file').setInputFiles({ name: 'changed.json', mimeType: 'application/json', buffer });
}

test('an N:N whose keys are not exchanged is mended at its edge', async ({ page }) => {
  await open(page);
  await reopen(page, ({ associations }) => {
    const kind = (alias) => associations.find((association) => association.alias === alias).kind.belongsToMany;
    const { foreign_key, other_key } = kind('groups');
    Object.assign(kind('members'), { foreign_key, other_key });
  });

  // Neither is the other's way back, so they are two lines.
  const line = (alias) => page.locator(`[data-association="${alias}"]`);
  await line('members').getByRole('button').first().press('Enter');
  const note = page.locator('#edge-note');
  await expect(note.getByLabel('Sequelize calls')).toContainText("foreignKey: 'userId', otherKey: 'groupId', as: 'members'");
  await note.getByRole('button', { name: 'Exchange the keys' }).press('Enter');
  await expect(line('members')).toHaveCount(0);
  await line('groups').getByRole('button').first().press('Enter');
  await expect(note.getByLabel('Sequelize calls')).toContainText("foreignKey: 'groupId', otherKey: 'userId', as: 'members'");
  await expect(note.getByRole('button', { name: 'Exchange the keys' })).toHaveCount(0);
  await undo(page);
  await expect(line('members')).toHaveCount(1);
});

test('a text that counts up is mended in the editor of its model', async ({ page }) => {
  await open(page);
  await reopen(page, ({ models }) => {
    const user = models.find(({ name }) => name === 'User');
    user.attributes.find(({ name }) => name === 'name').autoIncrement = true;
    user.attributes.find(({ name }) => name === 'id').autoIncrement = false;
  });
  await card(page, 'User').getByRole('button', { name: 'Edit User', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Model User' });
  const problems = dialog.getByRole('list', { name: 'Problems' });
  await problems.getByRole('button', { name: 'Switch auto-increment off' }).click();
  await expect(problems.getByRole('button')).toHaveCount(0);
});

test('an association without an alias gets the usual one', async ({ page }) => {
  await open(page);
  await reopen(page, ({ associations }) => {
    associations.find(({ alias }) => alias === 'posts').alias = '';
  });
  await page.locator('[data-association=""]').getByRole('button').first().press('Enter');
  await page.locator('#edge-note').getByRole('button', { name: 'Call it posts' }).press('Enter');
  await expect(page.locator('[data-association="posts"]')).toHaveCount(1);
});

test('an alias taken out of the form of a link is put back by a button', async ({ page }) => {
  await open(page);
  await card(page, 'Profile').focus();
  await page.keyboard.press('l');
  const form = page.getByRole('dialog', { name: /Link/ });
  const alias = form.getByLabel('Alias on Profile');
  const usual = await alias.inputValue();
  await alias.fill('');
  await expect(form.getByRole('button', { name: 'Link', exact: true })).toBeDisabled();
  await form.getByRole('button', { name: `Call it ${usual}` }).click();
  await expect(alias).toHaveValue(usual);
  await expect(form.getByRole('button', { name: 'Link', exact: true })).toBeEnabled();
});
