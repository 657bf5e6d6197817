// Drawing with the mouse and the keys: where new cards go, what must not be lost, which field is which.

import { addModel, beginEmpty, card, expect, open, test } from './relata.js';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 768 }, { width: 390, height: 844 }];

for (const size of SIZES) {
  test(`two new models leave room for the aliases of their link, at ${size.width} pixels`, async ({ page }) => {
    await page.setViewportSize(size);
    await open(page);
    await page.getByRole('button', { name: size.width < 600 ? 'Menu' : 'File', exact: true }).click();
    await page.getByRole('menuitem', { name: 'New empty project' }).click();
    await addModel(page, 'Author', []);
    await addModel(page, 'Book', []);
    await page.getByRole('button', { name: 'Link models', exact: true }).click();
    const form = page.getByRole('dialog', { name: /Link/ });
    await form.getByRole('button', { name: 'Link', exact: true }).click();
    await expect(form).toBeHidden();
    const cards = await Promise.all(['Author', 'Book'].map((name) => card(page, name).boundingBox()));
    for (const one of cards) await expectInside(page, one);
    for (const alias of await page.locator('.edge__alias').all()) {
      const box = await alias.boundingBox();
      for (const one of cards) expect(overlap(box, one), await alias.textContent()).toBeLessThan(4);
    }
  });
}

test('a card dropped beyond the canvas is brought into view', async ({ page }) => {
  await open(page);
  const name = card(page, 'Group').getByRole('heading');
  await name.hover();
  await page.mouse.down();
  const { width } = page.viewportSize();
  await page.mouse.move(width - 60, 300, { steps: 8 });
  await page.mouse.up();
  await expect(name).toBeInViewport();
  await expectInside(page, await card(page, 'Group').boundingBox());
});

test('the two aliases of a link to the same model are told apart', async ({ page }) => {
  await open(page);
  await beginEmpty(page);
  await addModel(page, 'Category', []);
  await card(page, 'Category').focus();
  await page.keyboard.press('l');
  const form = page.getByRole('dialog', { name: /Link/ });
  await expect(form.getByLabel('Alias on Category (has many)')).toBeVisible();
  await expect(form.getByLabel('Alias on Category (belongs to)')).toBeVisible();
});

test('a deleted foreign key tells that its link went too', async ({ page }) => {
  await open(page);
  await card(page, 'Post').focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: /Post/ });
  await editor.locator('[data-attribute="userId"]').getByRole('button', { name: /Delete/ }).click();
  await expect(page.getByText('Deleted the attribute userId and the link it was the key of.')).toBeVisible();
});

test('ArrowDown opens a menu, and Escape leaves the name of the project in focus', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'File', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'New empty project' })).toBeFocused();
  await page.keyboard.press('Escape');
  const name = page.getByLabel('Project name');
  const before = await name.inputValue();
  await name.fill('Something else');
  await name.press('Escape');
  await expect(name).toHaveValue(before);
  await expect(name).toBeFocused();
});

/** The square root of the area that two boxes share. */
function overlap(one, other) {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.sqrt(Math.max(width, 0) * Math.max(height, 0));
}

async function expectInside(page, box) {
  const canvas = await page.locator('.canvas').boundingBox();
  expect(box.x).toBeGreaterThanOrEqual(canvas.x);
  expect(box.y).toBeGreaterThanOrEqual(canvas.y);
  expect(box.x + box.width).toBeLessThanOrEqual(canvas.x + canvas.width);
  expect(box.y + box.height).toBeLessThanOrEqual(canvas.y + canvas.height);
}
