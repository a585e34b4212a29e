import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { callPortal } from './support/calls';
import { expect, test } from './support/fixtures';
import { portalUrl } from './support/ports';
import { openScreen, prepareScreens, screens } from './support/screens';

const prepared = { key: '' };
test.beforeAll(async () => {
  Object.assign(prepared, await prepareScreens());
});

/**
 * What axe complains about on a page, in words short enough for a report. The frame of the page is Backstage's own: its
 * header stands outside of the landmarks, and its tabs name panels that do not exist.
 */
async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('.bui-PluginHeader')
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target} ${html.slice(0, 200)}`),
  );
}

for (const theme of ['light', 'dark'] as const) {
  for (const screen of screens) {
    test(`${screen.name} has no axe violation in the ${theme} theme`, async ({
      as,
    }) => {
      const page = await as(screen.persona);
      await openScreen(page, screen, { ...prepared, theme });
      expect(await violationsOn(page)).toEqual([]);
    });
  }
}

for (const [situation, viewport] of [
  ['at 400 pixels', { width: 400, height: 800 }],
  ['at 200 % of a laptop', { width: 640, height: 400 }],
] as const) {
  for (const screen of screens) {
    test(`${screen.name} does not scroll sideways ${situation}`, async ({
      as,
    }) => {
      const page = await as(screen.persona);
      const before = page.viewportSize()!;
      await page.setViewportSize(viewport);
      try {
        await openScreen(page, screen, { ...prepared, theme: 'light' });
        const wider = await page.evaluate(() =>
          [document.documentElement, document.querySelector('main')]
            .filter(element => element !== null)
            .map(element => element.scrollWidth - element.clientWidth),
        );
        expect(Math.max(...wider)).toBeLessThanOrEqual(0);
      } finally {
        await page.setViewportSize(before);
      }
    });
  }
}

test('access is asked for and approved without a mouse', async ({ as }) => {
  const useCase = `By keyboard ${Date.now()}`;
  const consumer = await as('consumer2');
  await consumer.goto(
    `${portalUrl}/kuadrant/products/toystore/toystore/overview`,
  );
  const open = consumer.getByRole('button', { name: 'Request access' }).first();
  await open.focus();
  await consumer.keyboard.press('Enter');
  const dialog = consumer.getByRole('dialog');
  await dialog.getByRole('radio').first().waitFor();
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await dialog.getByRole('radio').first().focus();
  await consumer.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { checked: true })).not.toHaveCount(0);
  await dialog.getByRole('textbox', { name: /What is it for/ }).focus();
  await consumer.keyboard.type(useCase);
  await consumer.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  const owner = await as('owner1');
  await owner.goto(`${portalUrl}/kuadrant/approvals`);
  const row = owner.getByRole('row', { name: new RegExp(useCase) });
  await row.getByRole('button', { name: /^Review/ }).focus();
  await owner.keyboard.press('a');
  const panel = owner.getByRole('region', { name: /^Review request/ });
  await panel.waitFor();
  await panel.getByRole('button', { name: 'Approve', exact: true }).focus();
  await owner.keyboard.press('Enter');
  await expect(row).toBeHidden();
  const { body } = await callPortal('consumer2', 'GET', '/apikeys');
  const asked = (
    body.items as {
      spec: { useCase: string };
      state: string;
      metadata: { namespace: string; name: string };
    }[]
  ).find(({ spec }) => spec.useCase === useCase);
  expect(asked?.state).toBe('Approved');
  const { namespace, name } = asked!.metadata;
  await callPortal('consumer2', 'DELETE', `/apikeys/${namespace}/${name}`);
});
