// Starts a backend that has nothing of ours and loads the exported dynamic plugins by Backstage's dynamic feature
// service, as Red Hat Developer Hub does. They are exported by scripts/export-dynamic.mjs before.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const PLUGINS = ['kuadrant-backend', 'catalog-backend-module-kuadrant'];
const TOKEN = 'only-for-this-test-of-dynamic-plugins';

// The service takes plugins from below the repository only.
mkdirSync(path.join(root, '.local'), { recursive: true });
const work = mkdtempSync(path.join(root, '.local/dynamic-'));

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function prepare(port) {
  for (const name of PLUGINS) {
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
  const { status } = await fetch(`http://127.0.0.1:${port}${at}`, {
    headers,
  }).catch(() => ({ status: 0 }));
  return status;
}

try {
  const deadline = Date.now() + 120_000;
  while ((await get('/.backstage/health/v1/readiness')) !== 200) {
    assert.equal(child.exitCode, null, `The backend has ended:\n${output}`);
    assert.ok(Date.now() < deadline, `The backend is not ready:\n${output}`);
    await sleep(250);
  }
  for (const name of PLUGINS) {
    assert.match(output, new RegExp(`loaded dynamic backend plugin.*${name}`));
  }
  assert.equal(await get('/api/kuadrant/apiproducts'), 401);
  // Whoever is known is told that there is no cluster here.
  assert.equal(await get('/api/kuadrant/openapi.json', TOKEN), 503);
  assert.match(output, /task: kuadrant-api-products-refresh/);
  console.log('The dynamic plugins are loaded and answer');
} catch (error) {
  console.error(output);
  throw error;
} finally {
  child.kill('SIGINT');
  rmSync(work, { recursive: true, force: true });
}
