// The page opens, stands under a sub-path, and asks nobody else for anything.

import { card, expect, open, room, test } from './relata.js';

test('the ready story is shown and its query answered', async ({ page }) => {
  await open(page);
  for (const name of ['User', 'Profile', 'Post', 'Group']) await expect(card(page, name)).toBeVisible();
  for (const alias of ['profile', 'posts', 'groups']) await expect(page.locator(`[data-association="${alias}"]`)).toHaveCount(1);
  for (const name of ['Diagram', 'Query', 'Data', 'Migrations', 'Code']) await expect(room(page, name)).toBeVisible();
  await expect(room(page, 'Query').getByRole('tree', { name: 'Result' })).toContainText('Ann');
});

test('the theme can be chosen and stays', async ({ page }) => {
  await open(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Theme', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Dark theme' }).click();
  await expect.poll(background).not.toBe(light);
  await page.reload();
  await expect.poll(background).not.toBe(light);
});

test('a Relata file is downloaded and opened again', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Download as a file/ }).click(),
  ]);
  const path = await download.path();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New empty project' }).click();
  await expect(page.locator('[data-model]')).toHaveCount(0);
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: /^Open a file/ }).click(),
  ]);
  await chooser.setFiles(path);
  await expect(card(page, 'User')).toBeVisible();
  await expect(room(page, 'Data').getByRole('tab', { name: /^Users/ })).toContainText('4');
});
