import { test as base, expect, type Page } from '@playwright/test';
import { launchBrowser } from './browser.cjs';
import { Playground, START_MS } from './playground';
import { portalUrl } from './ports';
import { keepStill, slowDown } from './stillness';

/** Somebody who uses the portal in a browser of their own. */
export type Persona =
  'consumer1' | 'consumer2' | 'owner1' | 'owner2' | 'admin1' | 'platform1';

/**
 * The portal under test; a test may stop and start it again. With PLAYGROUND_RUNNING set, the one that `npm start` runs
 * is used as it is, which makes it quicker to write a test.
 */
export interface Portal {
  restart(): Promise<void>;
}

/** Signs in through the portal's own sign-in page and the issuer's page of personas. */
async function signIn(page: Page, persona: Persona): Promise<void> {
  await page.goto(portalUrl);
  const button = page.getByRole('button', { name: /sign in/i });
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    button.click(),
  ]);
  const closed = popup.waitForEvent('close');
  await popup.locator(`button[name=persona][value=${persona}]`).click();
  await closed;
  await expect(button).toBeHidden();
}

/** Gives the page in which a persona is signed in; each persona has a browser profile of their own. */
export type As = (persona: Persona) => Promise<Page>;

export const test = base.extend<
  { screenshots: void },
  { portal: Portal; pages: Map<Persona, Page>; as: As }
>({
  portal: [
    async ({}, use) => {
      if (process.env.PLAYGROUND_RUNNING) {
        await use({ restart: async () => {} });
        return;
      }
      let playground = await Playground.start({ fresh: true });
      await use({
        async restart() {
          await playground.stop();
          playground = await Playground.start({ fresh: false });
        },
      });
      await playground.stop();
    },
    { scope: 'worker', auto: true, timeout: START_MS },
  ],

  pages: [
    async ({ portal: _portal }, use) => {
      await use(new Map());
    },
    { scope: 'worker' },
  ],

  // Signing in once per persona and run is what people do, and saves most of the time.
  as: [
    async ({ pages }, use) => {
      const browser = await launchBrowser();
      await use(async persona => {
        const known = pages.get(persona);
        if (known) {
          return known;
        }
        const context = await browser.newContext({
          locale: 'en-GB',
          viewport: { width: 1280, height: 900 },
          permissions: ['clipboard-read', 'clipboard-write'],
          reducedMotion: 'reduce',
        });
        await keepStill(context);
        await slowDown(context);
        const page = await context.newPage();
        pages.set(persona, page);
        await signIn(page, persona);
        return page;
      });
      await browser.close();
    },
    { scope: 'worker' },
  ],

  screenshots: [
    async ({ pages }, use, testInfo) => {
      await use();
      if (testInfo.status !== testInfo.expectedStatus) {
        for (const [persona, page] of pages) {
          await page.screenshot({
            path: testInfo.outputPath(`${persona}.png`),
          });
        }
      }
    },
    { auto: true },
  ],
});

export { expect };
