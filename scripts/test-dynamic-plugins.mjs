// Starts a backend that has nothing of ours and loads the exported dynamic plugins by Backstage's dynamic feature
// service, as Red Hat Developer Hub does; then loads the frontend plugin into a browser and looks for what
// deploy/rhdh names. All are exported by scripts/export-dynamic.mjs before.
//   node scripts/test-dynamic-plugins.mjs [--backend-only]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../e2e-tests/support/browser.cjs';
import { namedExports, namedExtensions } from './lib/developerHub.mjs';
import { freePort } from './lib/ports.mjs';
import { federatedExports, scalprumExports } from './lib/remotes.mjs';
import { serveFolder } from './lib/serveFolder.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const BACKEND = ['kuadrant-backend', 'catalog-backend-module-kuadrant'];
const FRONTEND = 'kuadrant';
const TOKEN = 'only-for-this-test-of-dynamic-plugins';
const { values } = parseArgs({
  options: { 'backend-only': { type: 'boolean', default: false } },
});
const plugins = values['backend-only'] ? BACKEND : [...BACKEND, FRONTEND];

// The service takes plugins from below the repository only.
mkdirSync(path.join(root, '.local'), { recursive: true });
const work = mkdtempSync(path.join(root, '.local/dynamic-'));

const example = name =>
  readFileSync(path.join(root, 'deploy/rhdh', name), 'utf8');

function prepare(port) {
  for (const name of plugins) {
    cpSync(
      path.join(root, 'plugins', name, 'dist-dynamic'),
      path.join(work, 'plugins', name),
      { recursive: true },
    );
  }
  const config = path.join(work, 'app-config.json');
  writeFileSync(
    config,
    JSON.stringify({
      app: { baseUrl: `http://127.0.0.1:${port}` },
      backend: {
        baseUrl: `http://127.0.0.1:${port}`,
        listen: { host: '127.0.0.1', port },
        database: { client: 'better-sqlite3', connection: ':memory:' },
        auth: {
          externalAccess: [
            { type: 'static', options: { token: TOKEN, subject: 'test' } },
          ],
        },
      },
      dynamicPlugins: { rootDirectory: path.join(work, 'plugins') },
      // Nothing answers there: plugins start all the same, and say so.
      kuadrant: { cluster: { url: 'https://127.0.0.1:1', token: 'none' } },
    }),
  );
  const script = path.join(work, 'backend.cjs');
  writeFileSync(
    script,
    `const { createBackend } = require('@backstage/backend-defaults');
     const { dynamicPluginsFeatureLoader } = require('@backstage/backend-dynamic-feature-service');
     const backend = createBackend();
     backend.add(dynamicPluginsFeatureLoader());
     backend.add(import('@backstage/plugin-catalog-backend'));
     backend.start();`,
  );
  return [script, '--config', config];
}

const port = await freePort();
const address = `http://127.0.0.1:${port}`;
let output = '';
const child = spawn(process.execPath, prepare(port), {
  cwd: root,
  env: { ...process.env, NODE_ENV: 'development' },
});
for (const stream of [child.stdout, child.stderr]) {
  stream.on('data', chunk => {
    output += chunk;
  });
}

async function get(at, token) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const { status } = await fetch(`${address}${at}`, {
    headers,
  }).catch(() => ({ status: 0 }));
  return status;
}

async function backendPlugins() {
  const deadline = Date.now() + 120_000;
  while ((await get('/.backstage/health/v1/readiness')) !== 200) {
    assert.equal(child.exitCode, null, `The backend has ended:\n${output}`);
    assert.ok(Date.now() < deadline, `The backend is not ready:\n${output}`);
    await sleep(250);
  }
  for (const name of BACKEND) {
    assert.match(output, new RegExp(`loaded dynamic backend plugin.*${name}`));
  }
  assert.equal(await get('/api/kuadrant/apiproducts'), 401);
  assert.equal(await get('/api/kuadrant/openapi.json', TOKEN), 200);
  // Whoever is known is told that there is no cluster here.
  assert.equal(await get('/api/kuadrant/apiproducts', TOKEN), 503);
  assert.match(output, /task: kuadrant-api-products-refresh/);
}

/** Developer Hub 2 takes the default export for the new frontend system from what the backend serves. */
async function federatedPlugin(browser) {
  const answer = await fetch(`${address}/.backstage/dynamic-features/remotes`);
  const [remote, ...others] = await answer.json();
  assert.deepEqual(others, []);
  assert.deepEqual(remote.exposedModules, ['.']);
  const page = await browser.newPage();
  await page.goto(`${address}/.backstage/health/v1/readiness`);
  const extensions = namedExtensions(example('dynamic-plugins.yaml'));
  assert.ok(extensions.length > 0);
  const exports = await federatedExports(
    page,
    remote.remoteInfo.entry,
    extensions,
  );
  await page.close();
  assert.deepEqual(exports.default, {
    type: 'object',
    plugin: 'kuadrant',
    feature: '@backstage/FrontendPlugin',
    apis: [],
    extensions,
  });
}

/** Developer Hub 1 takes the classic exports that its configuration names. */
async function scalprumPlugin(browser) {
  const files = await serveFolder(
    path.join(work, 'plugins', FRONTEND, 'dist-scalprum'),
  );
  try {
    const page = await browser.newPage();
    await page.goto(`${files.url}/plugin-manifest.json`);
    const { manifest, exports } = await scalprumExports(
      page,
      files.url,
      'PluginRoot',
    );
    const named = namedExports(
      example('dynamic-plugins-1.yaml'),
      manifest.name,
    );
    assert.ok(named.length > 0);
    for (const name of named) {
      assert.ok(exports[name], `${name} is not exported`);
    }
    assert.deepEqual(exports.kuadrantPlugin.apis, ['plugin.kuadrant.client']);
  } finally {
    await files.close();
  }
}

try {
  await backendPlugins();
  console.log('The dynamic plugins of the backend are loaded and answer');
  if (!values['backend-only']) {
    const browser = await launchBrowser();
    try {
      await federatedPlugin(browser);
      console.log('The frontend plugin loads as a federated remote');
      await scalprumPlugin(browser);
      console.log('The frontend plugin loads as a Scalprum plugin');
    } finally {
      await browser.close();
    }
  }
} catch (error) {
  console.error(output);
  throw error;
} finally {
  child.kill('SIGINT');
  rmSync(work, { recursive: true, force: true });
}
