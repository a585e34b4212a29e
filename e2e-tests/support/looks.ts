import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { Screen } from './screens';

/** What Backstage draws around and into the plugin's pages, and breaks rules on its own. */
const NOT_OURS = [
  // The header stands outside of the landmarks, and its tabs name panels that do not exist.
  '.bui-PluginHeader',
  // Links of the sidebar are named by their text alone, whatever number stands beside it.
  '[class*=BackstageSidebarItem-root]',
  // Swagger UI draws the OpenAPI document in colours, roles and headings of its own.
  '.swagger-ui',
];

/** What axe complains about on a page, in words short enough for a report. */
export async function violationsOn(
  page: Page,
  screen: Pick<Screen, 'within' | 'ignoredRules'> = {},
): Promise<string[]> {
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
 * By how many pixels the page is wider than each of some windows; those that it fits are left out.
 *
 * @param shown - what is on the page whatever its width
 */
export async function widerThanWindows(
  page: Page,
  shown: Locator,
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const before = page.viewportSize()!;
  for (const [window, size] of Object.entries(WINDOWS)) {
    await page.setViewportSize(size);
    await shown.waitFor();
    // The app changes to its narrow layout a moment after the window has.
    const end = Date.now() + 10_000;
    let wider = await widerBy(page);
    while (wider > 0 && Date.now() < end) {
      await page.waitForTimeout(100);
      wider = await widerBy(page);
    }
    if (wider > 0) {
      found[window] = wider;
    }
  }
  await page.setViewportSize(before);
  return found;
}
