// What the first screen fetches, brotli at its best, against the budget.
//
// Prints a table and `1 passed, 0 failed`, or fails.

import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

import { LAUNCH } from '../tests/e2e/chromium.mjs';
import { serveSite } from '../tests/e2e/site.mjs';

/** The budget, KiB. */
export const BUDGET = 1000;

/** Opens the page until it is ready and returns every file fetched, sizes in bytes. */
export async function firstScreen() {
  const site = await serveSite({ quality: 11 });
  const browser = await chromium.launch(LAUNCH);
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 90_000 });
    // What the page fetches right after it is ready still belongs to the first screen.
    await page.waitForLoadState('networkidle');
    return [...site.fetched].map(([name, size]) => ({ name, ...size }));
  } finally {
    await browser.close();
    await site.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await firstScreen();
  const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(9);
  console.log('      raw    brotli  (KiB)');
  for (const { name, raw, brotli } of files) console.log(`${kib(raw)} ${kib(brotli)}  ${name}`);
  const total = files.reduce((sum, file) => sum + file.brotli, 0) / 1024;
  const missing = files.filter((file) => file.status !== 200).map((file) => file.name);
  console.log(`first screen: ${total.toFixed(1)} KiB of ${BUDGET} KiB`);
  if (missing.length > 0) console.log(`asked for and not there: ${missing.join(', ')}`);
  const isGood = total <= BUDGET && missing.length === 0;
  console.log(isGood ? '1 passed, 0 failed' : '0 passed, 1 failed');
  process.exitCode = isGood ? 0 : 1;
}
