import { callPortal } from './support/calls';
import { expect, test } from './support/fixtures';
import { expectToFitWindows, violationsOn } from './support/looks';
import { portalUrl } from './support/ports';
import {
  clearScreens,
  openScreen,
  prepareScreens,
  screens,
} from './support/screens';

const prepared = { key: '' };
test.beforeAll(async () => {
  Object.assign(prepared, await prepareScreens());
});
test.afterAll(clearScreens);

for (const theme of ['light', 'dark'] as const) {
  for (const screen of screens) {
    test(`${screen.name} in the ${theme} theme is accessible`, async ({
      as,
    }) => {
      const page = await as(screen.persona);
      await openScreen(page, screen, { ...prepared, theme });
      expect(await violationsOn(page, screen)).toEqual([]);
      if (theme === 'light') {
        await expectToFitWindows(page, page.getByText(screen.shows).first());
      }
    });
  }
}

test('access is asked for, approved and used without a mouse', async ({
  as,
}) => {
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
  await dialog.getByRole('textbox', { name: /Use case/ }).focus();
  await consumer.keyboard.type(useCase);
  await consumer.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  const owner = await as('owner1');
  await owner.goto(`${portalUrl}/kuadrant/approvals`);
  const row = owner.getByRole('row', { name: new RegExp(useCase) });
  await row.getByRole('button', { name: /^Review/ }).focus();
  await owner.keyboard.press('a');
  const panel = owner.getByRole('region', { name: /^Review the request/ });
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

  await consumer.goto(`${portalUrl}/kuadrant/keys/${namespace}/${name}`);
  await consumer.getByRole('button', { name: 'Show key' }).focus();
  await consumer.keyboard.press('Enter');
  await expect(
    consumer.getByRole('textbox', { name: 'API key' }),
  ).toBeFocused();
  await callPortal('consumer2', 'DELETE', `/apikeys/${namespace}/${name}`);
});
