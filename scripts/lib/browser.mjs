import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
// They are dependencies of the tests in a browser.
const require = createRequire(path.join(root, 'e2e-tests/package.json'));

/** On Linux a Chromium comes as an npm package; elsewhere the Chrome that is installed is used. */
export async function launchBrowser() {
  const { chromium } = require('@playwright/test');
  if (process.platform !== 'linux') {
    return chromium.launch({ channel: 'chrome' });
  }
  const packaged = require('@sparticuz/chromium').default;
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}
