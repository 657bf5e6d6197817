// The whole way by keyboard alone: no pointer, no focus set by the test, no value put into a field.

import { expect, expectInResult, open, test } from './relata.js';

/** How often Tab may be pressed on the way to something: the page must not be a maze. */
const STEPS = 90;

/** What has the focus: its role or element, and its name as a screen reader says it. */
async function focused(page) {
  const handle = await page.evaluateHandle(() => document.activeElement);
  const element = handle.asElement();
  return element ?? undefined;
}

/** Presses a key until what has the focus is the one looked for. */
async function go(page, target, key = 'Tab') {
  const passed = [];
  for (let step = 0; step < STEPS; step += 1) {
    const element = await focused(page);
    const isThere = await target.evaluateAll((found, now) => found.includes(now), element);
    if (isThere) return;
    passed.push(await element?.evaluate((it) => it.getAttribute('aria-label') ?? it.textContent?.slice(0, 30) ?? it.tagName));
    await page.keyboard.press(key);
  }
  throw new Error(`${target} is not reached by ${key}; passed: ${passed.join(' | ')}`);
}

/** Goes to something and presses Enter on it. */
async function press(page, target) {
  await go(page, target);
  await page.keyboard.press('Enter');
}

/** Chooses an option of a select that has the focus, by the letters it begins with. */
async function choose(page, select, text) {
  await go(page, select);
  await page.keyboard.type(text);
  await expect(select.locator('option:checked')).toHaveText(new RegExp(`^${text}`));
}

/** Adds a model with a text attribute. */
async function addModel(page, name, attribute) {
  await press(page, page.getByRole('button', { name: 'Add model', exact: true }));
  await expect(page.getByLabel('Model name', { exact: true })).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('button', { name: `Edit ${name}`, exact: true }));
  const dialog = page.getByRole('dialog', { name: `Model ${name}` });
  await press(page, dialog.getByRole('button', { name: 'Add attribute' }));
  const typed = dialog.getByRole('group', { name: /^Attribute attribute/ }).getByLabel('Name', { exact: true });
  await go(page, typed);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(attribute);
  await press(page, dialog.getByRole('button', { name: 'Done' }));
  await expect(dialog).toBeHidden();
}

test('two models, a link, rows and a find', async ({ page }) => {
  await open(page);
  await press(page, page.getByRole('button', { name: 'File', exact: true }));
  await go(page, page.getByRole('menuitem', { name: 'New empty project' }), 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-model]')).toHaveCount(0);

  await addModel(page, 'User', 'name');
  await addModel(page, 'Post', 'title');

  await press(page, page.getByRole('button', { name: 'Link models', exact: true }));
  const form = page.getByRole('dialog', { name: /Link/ });
  await choose(page, form.getByLabel('Model', { exact: true }), 'User');
  await choose(page, form.getByLabel('Other model', { exact: true }), 'Post');
  await go(page, form.getByRole('radio'));
  await go(page, form.getByRole('radio', { name: /One to many/ }), 'ArrowDown');
  await page.keyboard.press('Space');
  await expect(form.getByLabel('Alias on User')).toHaveValue('posts');
  await press(page, form.getByRole('button', { name: 'Link', exact: true }));
  await expect(page.locator('[data-association="posts"]')).toHaveCount(1);

  for (const [table, values] of [
    ['Users', [['name', 'Eve']]],
    ['Posts', [['title', 'On joins'], ['userId', '1']]],
  ]) {
    const tabs = page.getByRole('tablist', { name: 'Table' });
    await go(page, tabs.getByRole('tab', { selected: true }));
    await go(page, tabs.getByRole('tab', { name: new RegExp(`^${table}`) }), 'ArrowRight');
    const grid = page.getByRole('grid', { name: `Rows of ${table}`, exact: true });
    await go(page, grid.locator('[role=gridcell], .grid__tool'));
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Home');
    for (const [column, text] of values) {
      const heads = await grid.getByRole('columnheader').locator('> *:first-child').allInnerTexts();
      for (let at = 0; at < heads.indexOf(column); at += 1) await page.keyboard.press('ArrowRight');
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Home');
    }
    await page.keyboard.press('Control+Enter');
    await expect(grid.getByRole('button', { name: `Delete row 1 of ${table}` })).toBeVisible();
  }

  const query = page.getByRole('region', { name: 'Query', exact: true });
  await choose(page, query.getByLabel('Model', { exact: true }), 'User');
  await go(page, query.getByRole('checkbox', { name: 'posts', exact: true }));
  await page.keyboard.press('Space');
  const tree = query.getByRole('tree', { name: 'Result' });
  await go(page, tree);
  await page.keyboard.press('End');
  await expect(tree).toHaveAttribute('aria-activedescendant', await query.getByRole('treeitem').last().getAttribute('id'));
  await go(page, query.getByRole('tab', { selected: true }), 'Shift+Tab');
  await go(page, query.getByRole('tab', { name: 'JSON' }), 'ArrowRight');
  await expectInResult(page, (users) => users.map((user) => [user.name, user.posts.map((post) => post.title)]), [['Eve', ['On joins']]]);

  // And back: each of it can be undone by keys.
  for (let at = 0; at < 40 && (await page.locator('[data-model="Profile"]').count()) === 0; at += 1) {
    await page.keyboard.press('Control+Z');
    await page.waitForTimeout(30);
  }
  await expect(page.locator('[data-model="Profile"]')).toHaveCount(1);
});
