import type { BrowserContext, Page } from '@playwright/test';

/** Everything appears and vanishes at once, so that a fast test looks at the same page as a slow one. */
const STILL = `*, *::before, *::after {
  transition-duration: 0s !important;
  transition-delay: 0s !important;
  animation-duration: 0s !important;
  animation-delay: 0s !important;
  animation-iteration-count: 1 !important;
}`;

/** Switches transitions and animations off in all pages of a context. */
export async function keepStill(context: BrowserContext): Promise<void> {
  await context.addInitScript(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, STILL);
}

/** Waits until nothing on a page loads or moves any more, but for what never ends or follows the scrolling. */
export async function settled(page: Page): Promise<void> {
  await page
    .locator('[aria-busy=true], [role=progressbar]')
    .first()
    .waitFor({ state: 'detached' });
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter(({ timeline }) => timeline === document.timeline)
      .filter(
        ({ effect }) => Number(effect?.getComputedTiming().endTime) < Infinity,
      )
      .every(({ playState }) => playState !== 'running'),
  );
}

/** Slows the processor of all pages of a context down, as many times as CPU_SLOWDOWN says. */
export async function slowDown(context: BrowserContext): Promise<void> {
  const rate = Number(process.env.CPU_SLOWDOWN ?? 1);
  if (!(rate >= 1)) {
    throw new Error(
      `CPU_SLOWDOWN is "${process.env.CPU_SLOWDOWN}": it must be a number of at least 1`,
    );
  }
  if (rate === 1) {
    return;
  }
  context.on('page', async page => {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
  });
}
