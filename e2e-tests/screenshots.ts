import path from 'node:path';
import { test } from './support/fixtures';
import { root } from './support/playground';
import { openScreen, prepareScreens, screens } from './support/screens';

const folder = path.join(root, 'docs/images');

test('the pictures of the docs', async ({ as }) => {
  test.setTimeout(1_800_000);
  const { key } = await prepareScreens();
  for (const theme of ['light', 'dark'] as const) {
    for (const screen of screens) {
      const page = await as(screen.persona);
      await page.setViewportSize({ width: 1280, height: 800 });
      await openScreen(page, screen, { key, theme });
      // The names of people come from the catalog after all the rest.
      await page.waitForTimeout(1_000);
      await page.screenshot({
        path: path.join(folder, `${screen.name}-${theme}.png`),
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
});
