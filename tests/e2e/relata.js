// What every journey needs: an opened page, a watch on errors and on requests that leave the site.

import { test as base, expect } from '@playwright/test';

export { expect };

/** Console errors a test provokes on purpose, by a part of their text. */
export const test = base.extend({
  allowedErrors: [[], { option: true }],

  // Runs for every test: an error on the console or a foreign request fails it.
  watch: [
    async ({ page, allowedErrors, baseURL }, use) => {
      const errors = [];
      const origin = new URL(baseURL).origin;
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
      page.on('request', (request) => {
        const url = request.url();
        const isOwn = url.startsWith(`${origin}/`) || /^(data|blob|about):/.test(url);
        if (!isOwn) errors.push(`request leaves the site: ${url}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) errors.push(`${response.status()}: ${response.url()}`);
      });
      await use(errors);
      const unexpected = errors.filter((text) => !allowedErrors.some((part) => text.includes(part)));
      expect(unexpected, 'errors on the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the page and waits until it is usable. */
export async function open(page) {
  await page.goto('./');
  await ready(page);
}

/** Waits until the page is usable: the document shown, the query answered. */
export async function ready(page) {
  await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 20_000 });
}

/** A room, by its heading. */
export function room(page, name) {
  return page.getByRole('region', { name, exact: true });
}
