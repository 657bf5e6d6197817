// The story's includes return exactly what Sequelize returned when it was observed.

import { readFileSync } from 'node:fs';

import { ask, expectResult, open, room, test, expect } from './relata.js';

const OBSERVED = readFileSync(new URL('../conformance/observed/seed-run-proper.txt', import.meta.url), 'utf8');

/** The object a call printed; Group's alias is `members` in the story. */
function printed(call) {
  const from = OBSERVED.indexOf('\n{', OBSERVED.indexOf(call));
  const text = OBSERVED.slice(from, OBSERVED.indexOf('\n}', from) + 2);
  return JSON.parse(text.replace('"users":', '"members":'));
}

for (const { model, alias, call } of [
  { model: 'User', alias: 'profile', call: 'User.findByPk(1, { include: { model: Profile' },
  { model: 'User', alias: 'posts', call: 'User.findByPk(1, { include: { model: Post' },
  { model: 'User', alias: 'groups', call: 'User.findByPk(1, { include: { model: Group' },
  { model: 'Group', alias: 'members', call: 'Group.findByPk(1, { include: { model: User' },
]) {
  test(`${model} with ${alias} is what Sequelize returns`, async ({ page }) => {
    await open(page);
    await ask(page, { model, method: 'findByPk', key: 1, include: [alias] });
    await expectResult(page, printed(call));
  });
}

test('the call, the flat rows and the SQL are shown beside the result', async ({ page }) => {
  await open(page);
  const query = room(page, 'Query');
  await expect(query.getByRole('group', { name: 'The call' })).toContainText(
    "const user = await User.findByPk(1, { include: { model: Post, as: 'posts' } });",
  );
  await query.getByRole('tab', { name: /^Rows/ }).click();
  await expect(query.getByRole('tabpanel')).toContainText('One JOIN returns 2 rows');
  await query.getByRole('tab', { name: /^SQL/ }).click();
  await expect(query.getByRole('tabpanel')).toContainText('LEFT OUTER JOIN "Posts" AS "posts"');
});

test('nothing is pressed to run: a row, the model and the find each refresh the result', async ({ page }) => {
  await open(page);
  await ask(page, { model: 'User', method: 'findByPk', key: 2 });
  await expect(room(page, 'Query').getByRole('status').last()).toContainText('1 User');
  await room(page, 'Query').getByLabel('Primary key').fill('99');
  await expectResult(page, null);
});

test('of the through model only what is chosen is shown', async ({ page }) => {
  await open(page);
  const query = room(page, 'Query');
  await ask(page, { model: 'User', method: 'findByPk', key: 1, include: ['groups'] });
  const whole = printed('User.findByPk(1, { include: { model: Group');
  await expectResult(page, whole);
  await query.getByRole('button', { name: 'Options and includes of groups' }).click();
  const options = query.getByRole('group', { name: 'Options of groups' });
  await options.getByRole('button', { name: /^through/ }).click();
  await query.getByRole('group', { name: 'through of groups' }).getByRole('button', { name: 'None' }).click();
  await expect(query.getByRole('group', { name: 'The call' })).toContainText('through: { attributes: [] }');
  const groups = whole.groups.map(({ UserGroups, ...group }) => group);
  await expectResult(page, { ...whole, groups });
});
