const { chromium } = require('@playwright/test');
const { default: packaged } = require('@sparticuz/chromium');

/** On Linux a Chromium comes as an npm package; elsewhere the Chrome that is installed is used. */
exports.launchBrowser = async () =>
  process.platform === 'linux'
    ? chromium.launch({
        executablePath: await packaged.executablePath(),
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      })
    : chromium.launch({ channel: 'chrome' });
