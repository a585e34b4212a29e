import { defineConfig } from '@playwright/test';

/**
 * The files run one after another against one portal, in the order of their names. What a file leaves behind, no other
 * file relies on.
 */
export default defineConfig({
  testDir: '.',
  globalSetup: './support/reservePorts.ts',
  testMatch: '*.test.ts',
  outputDir: 'results',
  workers: 1,
  retries: 0,
  // No test measures time: these only say how long a failure takes, on a slow machine too.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  // where the sum of all runners is made, a report is asked for by this variable
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE
    ? [['list'], ['json']]
    : 'list',
  use: {
    actionTimeout: 120_000,
  },
});
