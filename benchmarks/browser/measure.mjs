const LIMIT_MS = 120_000;
/** For so long nothing may have kept the page busy for more than 50 ms, as in the definition of "time to interactive". */
const QUIET_MS = 1000;

/** Runs in the page before its own code. */
function observe(benchmark) {
  window.benchmark = { ...benchmark, lastBusy: 0 };
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) {
      window.benchmark.lastBusy = startTime + duration;
    }
  }).observe({ type: 'longtask', buffered: true });
}

/**
 * Opens a page in a browser profile of its own, with nothing cached. Milliseconds from the start of the navigation until
 * the first row is drawn, and until the page is at rest with the rows there; milliseconds that its thread was busy; what
 * was sent, in KiB; the elements in the page, and the memory of its JavaScript in MiB.
 */
export async function openPage(browser, { url, token, userEntityRef, row }) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
  });
  const failures = [];
  try {
    await context.addInitScript(observe, { token, userEntityRef });
    const page = await context.newPage();
    page.on('pageerror', error => failures.push(error.message));
    page.setDefaultTimeout(LIMIT_MS);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Performance.enable');
    let sent = 0;
    devtools.on('Network.loadingFinished', event => {
      sent += event.encodedDataLength;
    });
    await page.goto(url);
    const rows = { source: row.source };
    const drawn = await page
      .waitForFunction(
        ({ source }) =>
          [...document.querySelectorAll('tbody tr')].some(element =>
            new RegExp(source).test(element.textContent ?? ''),
          ) && performance.now(),
        rows,
        { polling: 'raf' },
      )
      .then(handle => handle.jsonValue());
    const interactive = await page
      .waitForFunction(
        ({ drawnAt, quiet }) => {
          const from = Math.max(drawnAt, window.benchmark.lastBusy);
          return performance.now() - from > quiet && from;
        },
        { drawnAt: drawn, quiet: QUIET_MS },
        { polling: 100 },
      )
      .then(handle => handle.jsonValue());
    const { metrics } = await devtools.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'TaskDuration').value;
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return {
      drawn,
      interactive,
      busy: busy * 1000,
      sentKiB: sent / 1024,
      elements: await page.evaluate(
        () => document.querySelectorAll('*').length,
      ),
      heapMiB: usedSize / 2 ** 20,
    };
  } catch (error) {
    const [page] = context.pages();
    const text = await page?.innerText('body').catch(() => '');
    throw new Error(
      [`${url}: ${error.message}`, ...failures, `It shows: ${text}`].join('\n'),
      { cause: error },
    );
  } finally {
    await context.close();
  }
}
