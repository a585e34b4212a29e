import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const require = createRequire(
  path.join(root, 'node_modules/@backstage/backend-defaults/package.json'),
);
const { ConfigSources } = require('@backstage/config-loader');

// Nothing of the one may be left over in the other: a portal with two ways to its cluster refuses to start.
test('in a cluster the portal has nothing of the configuration of npm start', async () => {
  const files = [
    'app-config.yaml',
    'deploy/containers/app-config.production.yaml',
    'deploy/kustomize/components/portal/app-config.deployment.yaml',
  ];
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      argv: files.flatMap(file => ['--config', path.join(root, file)]),
      env: {},
      watch: false,
      substitutionFunc: async name => `of ${name}`,
    }),
  );
  const all = config.get();
  assert.deepEqual(all.kuadrant.cluster, { inCluster: true });
  assert.deepEqual(Object.keys(all.auth.providers.oidc), [
    all.auth.environment,
  ]);
  assert.equal(all.backend.database.client, 'pg');
  assert.ok(!('directory' in all.backend.database.connection));
  assert.deepEqual(all.catalog.locations, []);
  assert.equal(all.backend.listen.host, '0.0.0.0');
  assert.ok(!JSON.stringify(all).includes('localhost'));
  config.close();
});
