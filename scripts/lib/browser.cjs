const { createRequire } = require('node:module');
const path = require('node:path');

// They are dependencies of the tests in a browser.
const requireTools = createRequire(
  path.join(__dirname, '../../e2e-tests/package.json'),
);

/** On Linux a Chromium comes as an npm package; elsewhere the Chrome that is installed is used. */
exports.launchBrowser = async () => {
  const { chromium } = requireTools('@playwright/test');
  if (process.platform !== 'linux') {
    return chromium.launch({ channel: 'chrome' });
  }
  const packaged = requireTools('@sparticuz/chromium').default;
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
};
