// Down and up through the migrations, with the rows Sequelize would leave.

import { card, expect, expectRows, open, ready, room, rows, test } from './relata.js';

const steps = (page) => room(page, 'Migrations').getByRole('list', { name: 'Migrations, oldest first' });
const controls = (page) => room(page, 'Migrations').getByRole('toolbar', { name: 'Step through the migrations' });
const press = (page, name) => controls(page).getByRole('button', { name, exact: true }).click();

test('a step down drops the join table, a step up makes it anew without rows', async ({ page }) => {
  await open(page);
  await press(page, 'Down');
  await expect(steps(page).getByRole('button', { name: /create-user-groups/ })).toContainText('not applied');
  await expect(room(page, 'Data').getByRole('tab', { name: /^Groups/ })).toContainText('3');
  await press(page, 'Up');
  await expect(steps(page).getByRole('button', { name: /create-user-groups/ })).not.toContainText('not applied');
  await expectRows(page, 'UserGroups', []);
  expect(await rows(page, 'Groups')).toHaveLength(3);
});

test('all down, all up: the tables stand and are empty', async ({ page }) => {
  await open(page);
  await press(page, 'All down');
  await expect(card(page, 'User')).toContainText('no table yet');
  await expect(controls(page).getByRole('button', { name: 'Down', exact: true })).toBeDisabled();
  await press(page, 'All up');
  await expect(card(page, 'User')).not.toContainText('no table yet');
  for (const name of ['Users', 'Profiles', 'Posts', 'Groups', 'UserGroups']) await expectRows(page, name, []);
});

test('all down can be undone, and every row is back', async ({ page }) => {
  await open(page);
  const before = await rows(page, 'Users');
  await press(page, 'All down');
  await expect(card(page, 'User')).toContainText('no table yet');
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expectRows(page, 'Users', before);
});

test('after a reload the migrations stand where they were left', async ({ page }) => {
  await open(page);
  await press(page, 'Down');
  await expect(controls(page).getByRole('button', { name: 'Up', exact: true })).toBeEnabled();
  // The page saves a moment after an edit.
  await page.waitForTimeout(1500);
  await page.reload();
  await ready(page);
  await expect(steps(page).getByRole('button', { name: /create-user-groups/ })).toContainText('not applied');
});
