import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Screen } from './screens';
import { settled } from './stillness';

/** What Backstage draws around and into the plugin's pages, and breaks rules on its own. */
const NOT_OURS = [
  // The header stands outside of the landmarks, and its tabs name panels that do not exist.
  '.bui-PluginHeader',
  // Links of the sidebar are named by their text alone, whatever number stands beside it.
  '[class*=BackstageSidebarItem-root]',
  // Swagger UI draws the OpenAPI document in colours, roles and headings of its own.
  '.swagger-ui',
];

/** What axe complains about on a page once it has settled, in words short enough for a report. */
export async function violationsOn(
  page: Page,
  screen: Pick<Screen, 'within' | 'ignoredRules'> = {},
): Promise<string[]> {
  await settled(page);
  const axe = NOT_OURS.reduce(
    (builder, selector) => builder.exclude(selector),
    new AxeBuilder({ page }).disableRules(screen.ignoredRules ?? []),
  );
  const { violations } = await (
    screen.within ? axe.include(screen.within) : axe
  ).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target} ${html.slice(0, 200)}`),
  );
}

/** By how many pixels the page is wider than its window. */
const widerBy = (page: Page) =>
  page.evaluate(() =>
    Math.max(
      ...[document.documentElement, document.querySelector('main')]
        .filter(element => element !== null)
        .map(element => element.scrollWidth - element.clientWidth),
    ),
  );

const WINDOWS = {
  'a desktop': { width: 1280, height: 720 },
  '400 pixels wide': { width: 400, height: 800 },
  'a laptop at 200 %': { width: 640, height: 400 },
};

/**
 * Expects that no text or table makes the page wider than any of some windows.
 *
 * @param shown - what is on the page whatever its width
 */
export async function expectToFitWindows(
  page: Page,
  shown: Locator,
): Promise<void> {
  const before = page.viewportSize()!;
  for (const [window, size] of Object.entries(WINDOWS)) {
    await page.setViewportSize(size);
    await shown.waitFor();
    // The app changes to its narrow layout a moment after the window has.
    await expect
      .poll(() => widerBy(page), `pixels that are wider than ${window}`)
      .toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(before);
}
