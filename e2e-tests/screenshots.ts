import path from 'node:path';
import { test } from './support/fixtures';
import { root } from './support/playground';
import { openScreen, prepareScreens, screens } from './support/screens';

const folder = path.join(root, 'docs/images');

test('the pictures of the docs', async ({ as }) => {
  test.setTimeout(900_000);
  const { key } = await prepareScreens();
  for (const screen of screens) {
    const page = await as(screen.persona);
    await page.setViewportSize({ width: 1120, height: 700 });
    for (const theme of ['light', 'dark'] as const) {
      await openScreen(page, screen, { key, theme });
      await page.screenshot({
        path: path.join(folder, `${screen.name}-${theme}.png`),
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
});
