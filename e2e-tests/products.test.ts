import type { Page } from '@playwright/test';
import { callPortal } from './support/calls';
import { expect, test } from './support/fixtures';
import { portalUrl } from './support/ports';
import { addRoute, removeRoute } from './support/routes';

const NAME = 'toys-for-partners';
const TITLE = 'Toys for partners';
const ROUTE = 'partners';
const ADDRESS = `/kuadrant/products/toystore/${NAME}`;
const ENTITY = `${portalUrl}/catalog/toystore/api/${NAME}`;

const removeProduct = () =>
  callPortal('owner1', 'DELETE', `/apiproducts/toystore/${NAME}?cascade=true`);

/** Opens an item of the menu beside the product's title. */
async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions' }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

test.describe('an owner offers an API', () => {
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    await removeProduct();
    await addRoute(ROUTE, NAME);
  });
  test.afterAll(async () => {
    await removeProduct();
    await removeRoute(ROUTE);
  });

  test('on a route of the cluster, whose plans are seen while it is chosen', async ({
    as,
  }) => {
    const owner = await as('owner1');
    await owner.goto(`${portalUrl}/kuadrant/products`);
    await owner.getByRole('button', { name: 'Create API product' }).click();
    await owner.getByLabel(/^Route/).click();
    await owner.getByRole('option', { name: `${ROUTE} · toystore` }).click();
    await expect(
      owner.getByText(
        /^✓ Plans gold, silver, bronze.*✓ Expected: key in the header/,
      ),
    ).toBeVisible();
    await owner.getByRole('textbox', { name: /Display name/ }).fill(TITLE);
    await expect(owner.getByRole('textbox', { name: /^Name/ })).toHaveValue(
      NAME,
    );
    const preview = owner.getByRole('region', { name: 'In the catalog' });
    await expect(
      preview.getByRole('heading', { name: new RegExp(TITLE) }),
    ).toBeVisible();
    await owner.getByRole('radio', { name: /^Draft/ }).check();
    await owner.getByRole('button', { name: 'Create product' }).click();
    await expect(owner).toHaveURL(new RegExp(`${ADDRESS}(/|$)`));
    await expect(
      owner.getByText('gold', { exact: true }).first(),
    ).toBeVisible();

    const consumer = await as('consumer1');
    await consumer.goto(`${portalUrl}${ADDRESS}/overview`);
    await expect(
      consumer.getByText(/you don’t have access to it/),
    ).toBeVisible();
  });

  test('publishes it, and it is in the catalog', async ({ as }) => {
    const owner = await as('owner1');
    await owner.goto(`${portalUrl}${ADDRESS}/overview`);
    await choose(owner, 'Publish');
    await expect(owner.getByText(`${TITLE} is published.`)).toBeVisible();
    const consumer = await as('consumer1');
    await consumer.goto(ENTITY);
    await expect(
      consumer.getByRole('heading', { name: TITLE }).first(),
    ).toBeVisible();
  });

  test('changes it; who had it open meanwhile loses nothing', async ({
    as,
  }) => {
    const owner = await as('owner1');
    await owner.goto(`${portalUrl}${ADDRESS}/edit`);
    const description = owner.getByRole('textbox', { name: 'Description' });
    await description.fill('What partners may sell.');
    const { status } = await callPortal(
      'admin1',
      'PATCH',
      `/apiproducts/toystore/${NAME}`,
      { version: 'v2' },
    );
    expect(status).toBe(200);
    await owner.getByRole('button', { name: 'Save' }).click();
    const notice = owner.getByRole('alert').filter({
      hasText: 'Someone changed this product while you were editing.',
    });
    await notice.getByRole('button', { name: 'Keep mine' }).click();
    await expect(description).toHaveValue('What partners may sell.');
    await owner.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(async () => {
        const { body } = await callPortal(
          'owner1',
          'GET',
          `/apiproducts/toystore/${NAME}`,
        );
        return body.spec;
      })
      .toMatchObject({
        description: 'What partners may sell.',
        version: 'v2',
      });
  });

  test('decides on many requests at once', async ({ as }) => {
    const asked = ['For the autumn fair', 'For the winter fair'];
    for (const useCase of asked) {
      const { status } = await callPortal('consumer1', 'POST', '/apikeys', {
        apiProduct: { namespace: 'toystore', name: NAME },
        planTier: 'bronze',
        useCase,
      });
      expect(status).toBe(201);
    }
    const owner = await as('owner1');
    await owner.goto(`${portalUrl}/kuadrant/approvals`);
    for (const useCase of asked) {
      await owner
        .getByRole('row', { name: new RegExp(useCase) })
        .getByRole('checkbox')
        .check();
    }
    await owner.getByRole('button', { name: 'Reject 2…' }).click();
    const dialog = owner.getByRole('dialog', { name: 'Reject 2 requests?' });
    await dialog.getByRole('button', { name: 'Reject', exact: true }).click();
    await expect(
      dialog.getByText(
        'Give a reason, so that the requesters know what to change.',
      ),
    ).toBeVisible();
    await dialog
      .getByRole('textbox', { name: 'Message to all requesters' })
      .fill('Ask again in spring.');
    await dialog.getByRole('button', { name: 'Reject', exact: true }).click();
    await expect(dialog).toBeHidden();
    for (const useCase of asked) {
      await expect(
        owner.getByRole('row', { name: new RegExp(useCase) }),
      ).toBeHidden();
    }
    const { body } = await callPortal(
      'consumer1',
      'GET',
      '/apikeys?status=Denied&limit=100',
    );
    const words = body.items
      .filter(({ spec }: { spec: { useCase: string } }) =>
        asked.includes(spec.useCase),
      )
      .map(
        (key: { decisions: { message?: string }[] }) =>
          key.decisions[0]?.message,
      );
    expect(words).toEqual(['Ask again in spring.', 'Ask again in spring.']);
  });

  test('deletes it once its name is typed, and its keys with it', async ({
    as,
  }) => {
    const owner = await as('owner1');
    await owner.goto(`${portalUrl}${ADDRESS}/overview`);
    await choose(owner, 'Delete');
    const question = owner.getByRole('alertdialog', {
      name: `Delete ${TITLE} and its 2 keys?`,
    });
    const confirm = question.getByRole('button', {
      name: 'Delete product and 2 keys',
    });
    await expect(confirm).toBeDisabled();
    await question.getByRole('textbox').fill(NAME);
    await confirm.click();
    await expect(owner.getByText(`${TITLE} is deleted.`)).toBeVisible();
    await expect
      .poll(async () => {
        const path = `/../catalog/entities/by-name/api/toystore/${NAME}`;
        return (await callPortal('consumer1', 'GET', path)).status;
      })
      .toBe(404);
    const { body } = await callPortal('consumer1', 'GET', '/apikeys?limit=100');
    expect(
      body.items.filter(
        (key: { spec: { apiProductRef: { name: string } } }) =>
          key.spec.apiProductRef.name === NAME,
      ),
    ).toEqual([]);
  });
});
