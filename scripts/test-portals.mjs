// Makes two new portals by Backstage's own template, one of the new frontend system and a classic one, puts the packed
// frontend plugin into them by the lines of its README, checks the types, builds them, and looks at the pages in a
// browser. What a backend would answer is answered from examples. Takes minutes and needs a registry, so it is no part
// of npm test.
//   node scripts/test-portals.mjs [--packages FOLDER] [--only new|classic]    FOLDER: what is packed there already
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../e2e-tests/support/browser.cjs';
import { buildFreshPortal } from './lib/freshPortal.mjs';
import { serveFolder } from './lib/serveFolder.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({
  options: {
    packages: { type: 'string' },
    only: { type: 'string' },
  },
});
const work = mkdtempSync(path.join(tmpdir(), 'test-portals-'));
const packages = path.resolve(values.packages ?? path.join(work, 'packages'));

// The examples of the plugin's own tests; they are TypeScript.
const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { exampleKey, exampleProduct } = require(
  path.join(root, 'plugins/kuadrant/dev/fixtures'),
);
const { PortalInMemory } = require(
  path.join(root, 'plugins/kuadrant/dev/PortalInMemory'),
);

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: {
    uid: 'b1f3b2a4-0000-4000-8000-000000000000',
    namespace: 'default',
    name: 'toystore',
    annotations: {
      'kuadrant.io/apiproduct': 'toystore',
      'kuadrant.io/namespace': 'demo',
    },
  },
  spec: {
    type: 'openapi',
    lifecycle: 'production',
    owner: 'group:default/api-owners',
    definition: 'openapi: 3.1.0',
  },
  relations: [],
};

/** A token that says nothing but until when it is good. */
function guest() {
  const part = object => Buffer.from(JSON.stringify(object)).toString('base64');
  const expiresAt = Math.floor(Date.now() / 1000) + 3600;
  return {
    profile: {},
    backstageIdentity: {
      token: `${part({ alg: 'none' })}.${part({ exp: expiresAt })}.`,
      expiresInSeconds: 3600,
      identity: {
        type: 'user',
        userEntityRef: 'user:default/guest',
        ownershipEntityRefs: ['user:default/guest'],
      },
    },
  };
}

/** Answers what the pages ask the backend for. */
async function answerFor(page) {
  const portal = new PortalInMemory();
  portal.products = [exampleProduct('toystore')];
  portal.keys = [exampleKey('nightly')];
  const client = portal.client();
  const answers = {
    '/api/auth/guest/refresh': guest,
    '/api/permission/authorize': ({ items = [] }) => ({
      items: items.map(({ id }) => ({ id, result: 'ALLOW' })),
    }),
    '/api/catalog/entities/by-name/api/default/toystore': () => ENTITY,
    '/api/catalog/entities/by-name/api/default/toystore/ancestry': () => ({
      rootEntityRef: 'api:default/toystore',
      items: [{ entity: ENTITY, parentEntityRefs: [] }],
    }),
    '/api/catalog/entities/by-refs': ({ entityRefs = [] }) => ({
      items: entityRefs.map(() => null),
    }),
    '/api/notifications/status': () => ({ unread: 0, read: 0 }),
    '/api/user-settings/multiget': () => ({ items: [] }),
    '/api/kuadrant/apiproducts': () => client.listApiProducts({ query: {} }),
    '/api/kuadrant/apiproducts/demo/toystore': () => portal.products[0],
    '/api/kuadrant/apikeys': () => client.listApiKeys({ query: {} }),
    '/api/kuadrant/requests': () => client.listRequests({ query: {} }),
  };
  await page.route(/:7007\//, async route => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    const answer = answers[pathname];
    const headers = {
      'access-control-allow-origin': request.headers().origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': '*, authorization, content-type',
    };
    await route.fulfill({
      status: answer || request.method() === 'OPTIONS' ? 200 : 404,
      headers,
      json: answer ? await answer(request.postDataJSON() ?? {}) : {},
    });
  });
}

async function look(folder) {
  const site = await serveFolder(folder, { fallback: 'index.html' });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));
    await answerFor(page);
    const shown = (role, name) =>
      page.getByRole(role, { name }).first().waitFor();
    await page.goto(`${site.url}/kuadrant`);
    const enter = page.getByRole('button', { name: 'Enter' });
    await enter.or(page.getByRole('link', { name: 'Toystore API' })).waitFor();
    if (await enter.isVisible()) {
      await enter.click();
    }
    await page.getByRole('link', { name: 'Toystore API' }).click();
    await shown('heading', 'Toystore API');
    await page.goto(`${site.url}/catalog/default/api/toystore`);
    await page.getByText('Access to this API').waitFor();
    await page.goto(`${site.url}/catalog/default/api/toystore/api-keys`);
    await shown('link', /Nightly stock import/);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await site.close();
  }
}

try {
  if (!values.packages) {
    const { status } = spawnSync(
      process.execPath,
      [
        ...['scripts/pack.mjs', '--out', packages],
        ...['--only', '@kuadrant/backstage-plugin-kuadrant'],
      ],
      { cwd: root, stdio: 'inherit' },
    );
    assert.equal(status, 0);
  }
  const readme = readFileSync(
    path.join(root, 'plugins/kuadrant/README.md'),
    'utf8',
  );
  for (const name of values.only ? [values.only] : ['new', 'classic']) {
    const pages = buildFreshPortal({
      folder: path.join(work, name),
      packages,
      readme,
      classic: name === 'classic',
    });
    await look(pages);
    console.log(`${name}: the pages, the tab and the card are shown`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
