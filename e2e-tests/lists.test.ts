import { expect, test } from './support/fixtures';
import { expectToFitWindows } from './support/looks';
import { portalUrl } from './support/ports';
import { clearScreens, prepareScreens } from './support/screens';

test.beforeAll(prepareScreens);
test.afterAll(clearScreens);

test('a list keeps what it is narrowed to in its address', async ({ as }) => {
  const admin = await as('admin1');
  await admin.goto(`${portalUrl}/kuadrant/keys`);
  const status = admin.getByRole('combobox', { name: 'Status' });
  const waiting = admin.getByRole('row', { name: /Nightly stock import/ });
  const active = admin.getByRole('row', { name: /Scores on the start page/ });
  await expect(active).toBeVisible();
  await status.selectOption('Pending');
  await expect(active).toBeHidden();
  await expect(waiting).toBeVisible();
  await expect(admin).toHaveURL(/[?&]status=Pending/);

  await admin.reload();
  await expect(waiting).toBeVisible();
  await expect(active).toBeHidden();
  await expect(status).toHaveValue('Pending');

  await waiting.getByRole('link', { name: 'Nightly stock import' }).click();
  await expect(
    admin.getByRole('heading', { name: 'Nightly stock import' }),
  ).toBeVisible();
  await admin.goBack();
  await expect(waiting).toBeVisible();
  await expect(active).toBeHidden();

  await admin
    .getByRole('searchbox', { name: 'Search user, API, name…' })
    .fill('no such key');
  await expect(admin.getByText('No keys match.')).toBeVisible();
  await expect(admin).toHaveURL(/[?&]q=no\+such\+key/);
  await admin.getByRole('button', { name: 'Clear all' }).first().click();
  await expect(active).toBeVisible();
});

const SEARCH = {
  de: 'Produkte suchen …',
  es: 'Buscar productos…',
  ja: 'プロダクトを検索…',
};

test('the pages speak the language that Backstage is set to, and fit every window', async ({
  as,
}) => {
  const page = await as('consumer2');
  await page.goto(`${portalUrl}/kuadrant/products`);
  for (const [language, text] of Object.entries(SEARCH)) {
    await page.evaluate(
      chosen => localStorage.setItem('language', chosen),
      language,
    );
    await page.reload();
    await expect(page.getByLabel(text)).toBeVisible();
    const main = page.locator(`main[lang=${language}]`);
    await expect(main).toHaveCount(1);
    await expectToFitWindows(page, main);
    await page.goto(`${portalUrl}/kuadrant/products/toystore/toystore`);
    await expect(main).toHaveCount(1);
    await expectToFitWindows(page, main);
    await page.goto(`${portalUrl}/kuadrant/products`);
  }
  await page.evaluate(() => localStorage.removeItem('language'));
  await page.reload();
  await expect(page.getByLabel('Search products…')).toBeVisible();
});
