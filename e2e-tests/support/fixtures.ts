import {
  test as base,
  chromium,
  expect,
  type Browser,
  type Page,
} from '@playwright/test';
import { Playground } from './playground';
import { portalUrl } from './ports';

/** Somebody who uses the portal in a browser of their own. */
export type Persona =
  'consumer1' | 'consumer2' | 'owner1' | 'owner2' | 'admin1' | 'platform1';

/** The portal under test; a test may stop and start it again. */
export interface Portal {
  restart(): Promise<void>;
}

/** On Linux a Chromium comes as an npm package; elsewhere the Chrome that is installed is used. */
async function launch(): Promise<Browser> {
  if (process.platform !== 'linux') {
    return chromium.launch({ channel: 'chrome' });
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
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

export const test = base.extend<
  { as: (persona: Persona) => Promise<Page> },
  { portal: Portal; chromiumBrowser: Browser }
>({
  portal: [
    async ({}, use) => {
      let playground = await Playground.start({ fresh: true });
      await use({
        async restart() {
          await playground.stop();
          playground = await Playground.start({ fresh: false });
        },
      });
      await playground.stop();
    },
    { scope: 'worker', auto: true, timeout: 240_000 },
  ],

  chromiumBrowser: [
    async ({}, use) => {
      const browser = await launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  /** A page in which the persona is signed in. */
  as: async ({ chromiumBrowser }, use, testInfo) => {
    const contexts = new Map<Persona, Page>();
    await use(async persona => {
      const known = contexts.get(persona);
      if (known) {
        return known;
      }
      const context = await chromiumBrowser.newContext({
        locale: 'en-GB',
        viewport: { width: 1280, height: 900 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      await context.tracing.start({ screenshots: true, snapshots: true });
      const page = await context.newPage();
      contexts.set(persona, page);
      await signIn(page, persona);
      return page;
    });
    for (const [persona, page] of contexts) {
      const failed = testInfo.status !== testInfo.expectedStatus;
      if (failed) {
        await page.screenshot({ path: testInfo.outputPath(`${persona}.png`) });
      }
      await page
        .context()
        .tracing.stop(
          failed ? { path: testInfo.outputPath(`${persona}.zip`) } : {},
        );
      await page.context().close();
    }
  },
});

export { expect };
