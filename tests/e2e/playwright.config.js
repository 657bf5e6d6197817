// The journeys: the release site, under a sub-path, in the system's Chromium.

import { defineConfig } from '@playwright/test';

import { LAUNCH } from './chromium.mjs';
import { BASE, PORT } from './site.mjs';

const url = `http://127.0.0.1:${PORT}${BASE}`;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.js',
  outputDir: 'output/failures',
  fullyParallel: true,
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  timeout: 45_000,
  expect: { timeout: 8_000 },
  reporter: [['list']],
  webServer: {
    command: 'node site.mjs',
    url,
    reuseExistingServer: false,
    timeout: 60_000,
  },
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: LAUNCH,
    screenshot: 'only-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
  },
});
