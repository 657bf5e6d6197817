// The engine breaks or hangs, and nothing is lost.

import { ask, expect, expectInResult, expectRows, insert, open, rows, test } from './relata.js';

test.beforeEach(async ({ page }) => {
  // Keeps hold of the page's workers, and can make one deaf: what it is asked stays unanswered.
  await page.addInitScript(() => {
    const workers = [];
    window.engineWorkers = workers;
    window.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        workers.push(this);
      }

      postMessage(...given) {
        if (!this.isDeaf) super.postMessage(...given);
      }
    };
  });
});

test('a worker that breaks mid-query is replaced, the person is told, the rows are there', async ({ page }) => {
  await open(page);
  await insert(page, 'Users', { name: 'Eve', email: 'eve@example.com' });
  const before = await rows(page, 'Users');
  expect(before).toHaveLength(5);
  await page.evaluate(() => {
    const worker = window.engineWorkers.at(-1);
    worker.isDeaf = true;
  });
  await ask(page, { model: 'User', method: 'findAll' });
  await page.evaluate(() => {
    const worker = window.engineWorkers.at(-1);
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent('error', { message: 'unreachable executed', cancelable: true }));
  });
  await expect(page.getByRole('status', { name: 'Notices' })).toContainText('Nothing is lost.');
  await expectRows(page, 'Users', before);
  // The find that was lost is asked once more.
  await expectInResult(page, (users) => users?.map((user) => user.name), ['Ann', 'Bob', 'Cleo', 'Dan', 'Eve']);
  expect(await page.evaluate(() => window.engineWorkers.length)).toBe(2);
  await insert(page, 'Users', { name: 'Finn', email: 'finn@example.com' });
  await expectInResult(page, (users) => users?.length, 6);
});

test('a worker that hangs can be stopped after five seconds', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    window.engineWorkers.at(-1).isDeaf = true;
  });
  await ask(page, { model: 'User', method: 'findAll' });
  const banner = page.getByRole('alert').filter({ hasText: 'The engine has been busy for 5 s.' });
  await expect(banner).toBeVisible({ timeout: 10_000 });
  await banner.getByRole('button', { name: 'Stop' }).click();
  await expect(banner).toBeHidden();
  await expectInResult(page, (users) => users?.length, 4);
  await ask(page, { model: 'User', method: 'findByPk', key: 4 });
  await expectInResult(page, (user) => user?.name, 'Dan');
});

test.describe('an engine that does not arrive', () => {
  test.use({ allowedErrors: ['Failed to load resource', 'Failed to fetch', 'ERR_FAILED'] });

  test('leaves a page that says so, draws models, and tries again', async ({ page }) => {
    await page.route(/engine_worker.*\.wasm/, (route) => route.abort());
    await page.goto('./');
    const banner = page.getByRole('alert').filter({ hasText: 'The engine does not start' });
    await expect(banner).toBeVisible({ timeout: 10_000 });
    await expect(page.locator('[data-model="User"]')).toBeVisible();
    await expect(page.getByText('There is no answer without the engine.')).toBeVisible();
    await page.unroute(/engine_worker.*\.wasm/);
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(banner).toBeHidden();
    await expectInResult(page, (user) => user?.name, 'Ann');
  });

  test('that is long under way is told of, and is taken up when it arrives', async ({ page }) => {
    let release;
    const arrival = new Promise((resolve) => {
      release = resolve;
    });
    await page.route(/engine_worker.*\.wasm/, async (route) => {
      await arrival;
      await route.continue();
    });
    await page.clock.install();
    await page.goto('./');
    await expect(page.locator('[data-model="User"]')).toBeVisible();
    const banner = page.getByRole('alert').filter({ hasText: 'The engine has not arrived after 20 s' });
    await page.clock.fastForward(21_000);
    await expect(banner).toBeVisible();
    release();
    await expect(banner).toBeHidden();
    await expectInResult(page, (user) => user?.name, 'Ann');
  });
});
