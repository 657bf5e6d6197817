// Each constraint is broken once: the refusal stands at the cell, in a learner's words.

import { cell, expect, expectRows, insert, open, room, rows, table, test, type } from './relata.js';

const refusal = (page) => room(page, 'Data').getByRole('alert').filter({ hasText: /\S/ });

test('unique', async ({ page }) => {
  await open(page);
  await table(page, 'Users');
  await type(page, 'Users', 2, 'email', 'ann@example.com');
  await expect(refusal(page)).toContainText('Another row already has ann@example.com here.');
  await expect(await cell(page, 'Users', 2, 'email')).toHaveAttribute('aria-invalid', 'true');
});

test('not null', async ({ page }) => {
  await open(page);
  await insert(page, 'Users', { name: 'Eve' });
  await expect(refusal(page)).toContainText('email needs a value.');
});

test('foreign key to a row that is not there', async ({ page }) => {
  await open(page);
  await table(page, 'Posts');
  await type(page, 'Posts', 1, 'userId', '99');
  await expect(refusal(page)).toContainText('Users has no row 99.');
});

test('type', async ({ page }) => {
  await open(page);
  await table(page, 'UserGroups');
  await type(page, 'UserGroups', 1, 'userId', 'Ann');
  await expect(refusal(page)).toContainText('Ann is not a whole number');
});

test('a delete sets null and cascades, says which rows went, and comes back by undo', async ({ page }) => {
  await open(page);
  const posts = await rows(page, 'Posts');
  const members = await rows(page, 'UserGroups');
  await table(page, 'Users');
  await page.getByRole('button', { name: 'Delete row 1 of Users', exact: true }).click();
  const told = room(page, 'Data').getByRole('status');
  await expect(told.filter({ hasText: 'Deleted 1 row of Users: 1' })).toBeVisible();
  await expect(told.filter({ hasText: 'also deleted 2 rows of UserGroups by UserGroups.userId (CASCADE)' })).toBeVisible();
  await expect(told.filter({ hasText: 'set Posts.userId to NULL in 2 rows (SET NULL)' })).toBeVisible();
  await expectRows(page, 'Posts', posts.map(([id, title, content, userId]) => [id, title, content, userId === '1' ? 'NULL' : userId]));
  await expectRows(page, 'UserGroups', members.filter(([, userId]) => userId !== '1'));
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expectRows(page, 'Posts', posts);
  await expectRows(page, 'UserGroups', members);
});

test('RESTRICT keeps the row that is pointed to', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /^User has many posts/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /Post/ }).getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('dialog', { name: /[Ll]ink/ });
  await form.getByText('More options').click();
  await form.getByLabel('On delete').selectOption({ label: 'RESTRICT' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await table(page, 'Users');
  await page.getByRole('button', { name: 'Delete row 1 of Users', exact: true }).click();
  await expect(refusal(page)).toContainText('2 rows of Posts still point to this one by userId.');
});
