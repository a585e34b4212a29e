import { defineConfig } from '@playwright/test';

/**
 * behind, no other file relies on.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: 'results',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // where the sum of all runners is made, a report is asked for by this variable
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE
    ? [['list'], ['json']]
    : 'list',
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
  },
});
