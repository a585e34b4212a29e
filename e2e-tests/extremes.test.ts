import { callPortal } from './support/calls';
import { expect, test, type Persona } from './support/fixtures';
import { expectToFitWindows, violationsOn } from './support/looks';
import { portalUrl } from './support/ports';
import { addRoute, removeRoute } from './support/routes';
import { settled } from './support/stillness';

// The longest name that Kubernetes takes, and words that are long, written from right to left, or look like HTML.
const NAME = Array.from({ length: 4 }, () => 'x'.repeat(62))
  .join('.')
  .padEnd(253, 'y');
const ROUTE = 'extremes';
const SCRIPT = '<img src=x onerror="window.ran = true"><b>bold</b>';
const TITLE = `واجهة الألعاب ${SCRIPT} ${'W'.repeat(100)}`;
const USE_CASE = `מלאי לילי ${SCRIPT} ${'use'.repeat(60)}`;
const TAGS = Array.from({ length: 64 }, (_, index) => `tag-${index}`);

const removeProduct = () =>
  callPortal('owner1', 'DELETE', `/apiproducts/toystore/${NAME}?cascade=true`);

test.describe('what is very long, from right to left or looks like HTML', () => {
  test.describe.configure({ mode: 'serial' });
  const made = { key: '', entity: '' };

  test.beforeAll(async () => {
    await removeProduct();
    await addRoute(ROUTE, NAME);
    const product = await callPortal('owner1', 'POST', '/apiproducts', {
      namespace: 'toystore',
      name: NAME,
      spec: {
        displayName: TITLE.slice(0, 200),
        description: `${SCRIPT} ${'description'.repeat(40)}`,
        version: 'v'.repeat(100),
        publishStatus: 'Published',
        tags: TAGS,
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: ROUTE,
        },
        contact: { team: 'T'.repeat(200) },
      },
    });
    expect(product.status, JSON.stringify(product.body)).toBe(201);
    await expect
      .poll(async () => {
        const { body } = await callPortal(
          'consumer1',
          'GET',
          `/apiproducts/toystore/${NAME}`,
        );
        made.entity = body.catalogEntityRef?.split('/')[1] ?? '';
        return body.status?.discoveredPlans?.length;
      })
      .toBe(3);
    const key = await callPortal('consumer1', 'POST', '/apikeys', {
      apiProduct: { namespace: 'toystore', name: NAME },
      planTier: 'silver',
      useCase: USE_CASE,
    });
    expect(key.status, JSON.stringify(key.body)).toBe(201);
    const { namespace, name } = key.body.metadata;
    made.key = `${namespace}/${name}`;
  });
  test.afterAll(async () => {
    await removeProduct();
    await removeRoute(ROUTE);
  });

  const pages: [string, Persona, () => string, RegExp][] = [
    ['products', 'consumer1', () => '/kuadrant/products?q=xxxx', /WWWW/],
    [
      'product',
      'consumer1',
      () => `/kuadrant/products/toystore/${NAME}/overview`,
      /descriptiondescription/,
    ],
    [
      'policies',
      'owner1',
      () => `/kuadrant/products/toystore/${NAME}/policies`,
      /Policies in force/,
    ],
    [
      'keys',
      'owner1',
      () => `/kuadrant/products/toystore/${NAME}/keys`,
      /useuse/,
    ],
    [
      'edit',
      'owner1',
      () => `/kuadrant/products/toystore/${NAME}/edit`,
      /Display name/,
    ],
    ['my keys', 'consumer1', () => '/kuadrant/my-keys', /WWWW/],
    ['key', 'consumer1', () => `/kuadrant/keys/${made.key}`, /useuse/],
    ['approvals', 'owner1', () => '/kuadrant/approvals', /useuse/],
    ['all keys', 'admin1', () => '/kuadrant/keys', /WWWW/],
    [
      'catalog',
      'consumer1',
      () => `/catalog/toystore/api/${made.entity}/api-keys`,
      /useuse/,
    ],
  ];
  test('leaves the way to decide in sight', async ({ as }) => {
    const owner = await as('owner1');
    const before = owner.viewportSize()!;
    for (const width of [before.width, 400]) {
      await owner.setViewportSize({ ...before, width });
      await owner.goto(`${portalUrl}/kuadrant/approvals`);
      const button = owner
        .getByRole('row', { name: /useuse/ })
        .getByRole('button', { name: /^Review/ });
      await button.waitFor();
      // Scrolls the page, but not the table, whose last column is pinned.
      await owner.getByText('Keyboard shortcuts').scrollIntoViewIfNeeded();
      await expect(button).toBeInViewport({ ratio: 1 });
    }
    await owner.setViewportSize(before);
  });

  test('keeps the panel of a request in sight on a narrow screen', async ({
    as,
  }) => {
    const owner = await as('owner1');
    const before = owner.viewportSize();
    await owner.setViewportSize({ width: 400, height: 900 });
    await owner.goto(`${portalUrl}/kuadrant/approvals`);
    await owner
      .getByRole('row', { name: /useuse/ })
      .getByRole('button', { name: /^Review/ })
      .click();
    const panel = owner.getByRole('region', { name: /^Review the request/ });
    for (const name of ['Reject', 'Approve', 'Close']) {
      const button = panel.getByRole('button', { name });
      await button.scrollIntoViewIfNeeded();
      await expect(button).toBeInViewport({ ratio: 1 });
    }
    const { x, width } = (await panel.boundingBox())!;
    const table = (await owner
      .locator('.MuiTableContainer-root')
      .boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(table.x);
    expect(x + width).toBeLessThanOrEqual(table.x + table.width);
    if (before) {
      await owner.setViewportSize(before);
    }
  });

  for (const [name, persona, path, shows] of pages) {
    test(`breaks nothing on the page ${name}`, async ({ as }) => {
      const page = await as(persona);
      await page.goto(`${portalUrl}${path()}`);
      const shown = page.getByText(shows).filter({ visible: true }).first();
      await shown.waitFor();
      await settled(page);
      expect(await page.evaluate(() => 'ran' in window)).toBe(false);
      expect(await violationsOn(page)).toEqual([]);
      await expectToFitWindows(page, shown);
    });
  }
});
