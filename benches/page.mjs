// How soon the page is usable, and how soon it answers a keystroke.

import { chromium } from '@playwright/test';

import { LAUNCH } from '../tests/e2e/chromium.mjs';
import { serveSite } from '../tests/e2e/site.mjs';

/** Navigation to `data-ready` on the body, ms, one fresh browser profile a visit. */
export async function timesToReady(visits) {
  const site = await serveSite({ quality: 9 });
  const browser = await chromium.launch(LAUNCH);
  try {
    const times = [];
    // The first visit makes the server compress its files, which a static host did before.
    for (let visit = 0; visit <= visits; visit += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.addInitScript(() => {
        new MutationObserver((_, observer) => {
          if (!document.body?.hasAttribute('data-ready')) return;
          observer.disconnect();
          window.readyAt = performance.now();
        }).observe(document, { attributes: true, childList: true, subtree: true });
      });
      await page.goto(site.url);
      await page.waitForFunction(() => window.readyAt !== undefined);
      if (visit > 0) times.push(await page.evaluate(() => window.readyAt));
      await context.close();
    }
    return times;
  } finally {
    await browser.close();
    await site.close();
  }
}

/**
 * A keystroke in the query and one in a cell, each to the refreshed result, ms.
 *
 * Measured in the page: from the event that changes the value to the change of the result's
 * elements, engine and both crossings of the worker's boundary included.
 */
export async function keystrokes(times) {
  const site = await serveSite();
  const browser = await chromium.launch(LAUNCH);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(site.url);
    await page.locator('body[data-ready]').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      let began;
      window.lags = [];
      const begin = (event) => {
        if (event.type === 'input' || event.key === 'Enter') began = performance.now();
      };
      addEventListener('input', begin, true);
      addEventListener('keydown', begin, true);
      const result = document.getElementById('query-result');
      new MutationObserver(() => {
        if (began === undefined) return;
        window.lags.push(performance.now() - began);
        began = undefined;
      }).observe(result, { childList: true, subtree: true, characterData: true });
    });
    const lags = async () => {
      // One more frame, so that a late answer is counted where it belongs.
      await page.waitForTimeout(50);
      return page.evaluate(() => window.lags.splice(0));
    };
    const query = page.getByRole('region', { name: 'Query' });
    const key = query.getByLabel('Primary key');
    for (let at = 0; at < times; at += 1) {
      await key.fill(String((at % 2) + 1));
      await page.waitForTimeout(40);
    }
    const inQuery = await lags();
    await key.fill('1');
    await page.waitForTimeout(200);
    await lags();
    const data = page.getByRole('region', { name: 'Data' });
    await data.getByRole('tab', { name: /^Users/ }).click();
    const cell = data.getByRole('gridcell', { name: 'Ann' }).first();
    const id = await cell.getAttribute('id');
    const inCell = [];
    for (let at = 0; at < times; at += 1) {
      await page.locator(`[id="${id}"]`).dblclick();
      await page.keyboard.press('Control+A');
      await page.keyboard.type(`Ann ${at}`);
      await lags();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.lags.length > 0);
      inCell.push(...(await lags()));
    }
    return { inQuery, inCell };
  } finally {
    await browser.close();
    await site.close();
  }
}
