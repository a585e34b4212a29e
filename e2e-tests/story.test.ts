import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { callGateway, callPortal } from './support/calls';
import { expect, test } from './support/fixtures';
import { portalUrl } from './support/ports';

const SILVER_LIMIT = 50;
const USE_CASE = 'Nightly stock import';

const callToystore = (apiKey: string) =>
  callGateway({
    host: 'toystore.localhost',
    path: '/toys',
    headers: { authorization: `Bearer ${apiKey}` },
  });

async function openToystore(page: Page) {
  await page.goto(`${portalUrl}/`);
  await page.getByRole('link', { name: 'Toystore API' }).first().click();
  await page.getByRole('link', { name: 'API Keys' }).click();
}

async function keysOf(persona: 'consumer1' | 'consumer2') {
  const { body } = await callPortal(persona, 'GET', '/apikeys');
  return body.items as any[];
}

test.describe.configure({ mode: 'serial' });

test.describe('the story of a key', () => {
  let apiKey: string;
  let keyPath: string;

  test('a consumer finds the API in the catalog and asks for access', async ({
    as,
  }) => {
    const page = await as('consumer1');
    await openToystore(page);
    await page.getByRole('button', { name: 'Request access' }).first().click();
    const dialog = page.getByRole('dialog', {
      name: 'Request access to Toystore API',
    });
    await dialog.getByRole('radio', { name: /silver/ }).check();
    await dialog.getByRole('textbox', { name: /Use case/ }).fill(USE_CASE);
    await dialog.getByRole('button', { name: 'Send request' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(USE_CASE)).toBeVisible();

    const [key] = await keysOf('consumer1');
    expect(key).toMatchObject({
      state: 'Pending',
      spec: {
        planTier: 'silver',
        useCase: USE_CASE,
        requestedBy: {
          userId: 'user:default/consumer1',
          email: 'consumer1@example.com',
        },
      },
    });
    keyPath = `${key.metadata.namespace}/${key.metadata.name}`;
  });

  test('nobody else sees it or may decide on it', async ({ as }) => {
    expect(await keysOf('consumer2')).toEqual([]);
    const other = await callPortal('consumer2', 'GET', `/apikeys/${keyPath}`);
    expect(other.status).toBe(404);

    const queue = await callPortal('owner1', 'GET', '/requests');
    const [request] = queue.body.items;
    const { namespace, name } = request.metadata;
    // The requester sees that there is a request; for the others there is none.
    for (const [persona, status] of [
      ['consumer1', 403],
      ['consumer2', 404],
      ['owner2', 404],
    ] as const) {
      const forged = await callPortal(
        persona,
        'POST',
        `/requests/${namespace}/${name}/approve`,
        { revision: request.revision },
      );
      expect([persona, forged.status]).toEqual([persona, status]);
    }
    const page = await as('owner2');
    await page.goto(`${portalUrl}/kuadrant/approvals`);
    await expect(page.getByText('You’re all caught up.')).toBeVisible();
    await expect(page.getByText(USE_CASE)).toBeHidden();
    expect((await keysOf('consumer1'))[0].state).toBe('Pending');
  });

  test('the owner approves it with a message', async ({ as }) => {
    const page = await as('owner1');
    await page.goto(`${portalUrl}/kuadrant/approvals`);
    const row = page.getByRole('row', { name: new RegExp(USE_CASE) });
    await row.getByRole('button', { name: /^Review/ }).click();
    const panel = page.getByRole('region', { name: /^Review the request/ });
    await panel.getByRole('textbox', { name: /^Message to/ }).fill('go ahead');
    await panel.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(page.getByText('You’re all caught up.')).toBeVisible();
  });

  test('the consumer reads the message and sees the key once', async ({
    as,
  }) => {
    const page = await as('consumer1');
    await page.goto(`${portalUrl}/kuadrant/keys/${keyPath}`);
    await expect(page.getByText('go ahead').first()).toBeVisible();
    await page.getByRole('button', { name: 'Show key' }).click();
    const value = page.getByRole('textbox', { name: 'API key' });
    apiKey = await value.inputValue();
    expect(apiKey).toMatch(/^[A-Za-z0-9_-]{40,}$/);
    await page.getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(value).toBeHidden();

    await page.reload();
    await expect(page.getByText(/^Shown on/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Show key' })).toBeHidden();
    expect(await page.content()).not.toContain(apiKey);
    const again = await callPortal(
      'consumer1',
      'POST',
      `/apikeys/${keyPath}/reveal`,
    );
    expect(again.status).toBe(410);
    expect(JSON.stringify(await keysOf('consumer1'))).not.toContain(apiKey);
  });

  test('the curl example works as it is pasted', async ({ as }) => {
    const page = await as('consumer1');
    await page.goto(`${portalUrl}/kuadrant/keys/${keyPath}`);
    const example = await page
      .getByRole('region', { name: /call/i })
      .locator('pre, code')
      .filter({ hasText: 'curl' })
      .first()
      .innerText();
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-c', `set -e\n${example}`],
      { env: { ...process.env, TOYSTORE_API_KEY: apiKey } },
    );
    expect(stdout).toContain('200');
  });

  test('the key works at the gateway as often as its plan allows', async () => {
    expect((await callToystore('not-a-key')).status).toBe(401);
    // one call was made by the curl example
    for (let call = 2; call <= SILVER_LIMIT; call++) {
      expect((await callToystore(apiKey)).status).toBe(200);
    }
    const refused = await callToystore(apiKey);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('everything is still there after a restart', async ({ portal }) => {
    await portal.restart();
    const [key] = await keysOf('consumer1');
    expect(key).toMatchObject({ state: 'Approved' });
    expect((await callToystore(apiKey)).status).toBe(429);
    expect((await callToystore('not-a-key')).status).toBe(401);
  });

  test('a deleted key stops working', async ({ as }) => {
    const page = await as('consumer1');
    await page.goto(`${portalUrl}/kuadrant/keys/${keyPath}`);
    await page.getByRole('button', { name: /^Actions/ }).click();
    await page.getByRole('menuitem', { name: /Delete/ }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Delete key' }).click();
    await expect(dialog).toBeHidden();
    await expect
      .poll(async () => (await callToystore(apiKey)).status)
      .toBe(401);
    expect(await keysOf('consumer1')).toEqual([]);
  });
});

test('automatic approval gives a key at once', async ({ as }) => {
  const page = await as('consumer2');
  await page.goto(`${portalUrl}/`);
  await page.getByRole('link', { name: 'Gamestore API' }).first().click();
  await page.getByRole('link', { name: 'API Keys' }).click();
  await page.getByRole('button', { name: 'Request access' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /gold/ }).check();
  await dialog.getByRole('textbox', { name: /Use case/ }).fill('Scores');
  await dialog.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('button', { name: 'Show key' }).click();
  const apiKey = await page
    .getByRole('textbox', { name: 'API key' })
    .inputValue();
  const answer = await callGateway({
    host: 'gamestore.localhost',
    path: '/games',
    headers: { 'x-api-key': apiKey },
  });
  expect(answer.status).toBe(200);
});
