// Each room, light and dark: no violation found by axe, and a picture at three sizes.

import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, open, room, test } from './relata.js';

const AXE = createRequire(import.meta.url).resolve('axe-core');
const PICTURES = fileURLToPath(new URL('output/', import.meta.url));
const ROOMS = ['Diagram', 'Query', 'Data', 'Migrations', 'Code'];
const SIZES = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 }, desktop: { width: 1440, height: 900 } };

mkdirSync(PICTURES, { recursive: true });

/** Brings a room to the front, whatever the size of the screen. */
async function show(page, name) {
  const tab = page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name, exact: true });
  const dock = page.getByRole('tablist', { name: 'Below the diagram' }).getByRole('tab', { name, exact: true });
  for (const way of [tab, dock]) if (await way.isVisible()) await way.click();
  await expect(room(page, name)).toBeVisible();
}

/** What axe finds wrong. */
async function violations(page) {
  await page.addScriptTag({ path: AXE });
  const found = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

for (const scheme of ['light', 'dark']) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test.describe(`${size}, ${scheme}`, () => {
      test.use({ viewport, colorScheme: scheme });

      test('every room shows itself and fits the screen', async ({ page }) => {
        await open(page);
        for (const name of ROOMS) {
          await show(page, name);
          await page.screenshot({ path: `${PICTURES}${name.toLowerCase()}-${size}-${scheme}.png` });
        }
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, 'pixels wider than the screen').toBeLessThanOrEqual(0);
      });

      test('axe finds nothing wrong in any room', async ({ page }) => {
        await open(page);
        for (const name of ROOMS) {
          await show(page, name);
          expect.soft(await violations(page), name).toEqual([]);
        }
      });
    });
  }
}
