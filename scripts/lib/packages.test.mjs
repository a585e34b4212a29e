import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packable } from './packages.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
const workspaces = ['packages', 'plugins'].flatMap(folder =>
  readdirSync(path.join(root, folder))
    .map(name => path.join(root, folder, name))
    .filter(directory => existsSync(path.join(directory, 'package.json')))
    .map(directory => ({
      directory,
      manifest: JSON.parse(
        readFileSync(path.join(directory, 'package.json'), 'utf8'),
      ),
    })),
);
const names = published => published.map(({ manifest }) => manifest.name);

test('packages are packed after those that they need', () => {
  const ordered = names(packable(workspaces));
  const controller = names(
    packable(workspaces, ['@kuadrant/developer-portal-controller']),
  );
  assert.deepEqual(controller.sort(), [
    '@kuadrant/api-documents',
    '@kuadrant/backstage-plugin-kuadrant-common',
    '@kuadrant/developer-portal-controller',
    '@kuadrant/gateway-policy',
    '@kuadrant/kubernetes-cache',
  ]);
  assert.ok(
    ordered.indexOf('@kuadrant/backstage-plugin-kuadrant-common') <
      ordered.indexOf('@kuadrant/backstage-plugin-kuadrant'),
  );
  assert.throws(() => packable(workspaces, ['app']), /app is not published/);
});

for (const { directory, manifest } of packable(workspaces)) {
  test(`${manifest.name} is fit to be published`, () => {
    const { files, publishConfig, license, description } = manifest;
    assert.ok(existsSync(path.join(directory, 'README.md')), 'README.md');
    assert.equal(license, 'Apache-2.0');
    assert.ok(description);
    assert.equal(publishConfig.access, 'public');
    assert.match(publishConfig.types, /^dist\//);
    assert.ok(files.includes('dist'));
    if (existsSync(path.join(directory, 'config.d.ts'))) {
      assert.equal(manifest.configSchema, 'config.d.ts');
      assert.ok(files.includes('config.d.ts'));
    }
    if (manifest.bin) {
      assert.ok(files.includes('bin'));
    }
    // What is published must not need what is not.
    for (const name of Object.keys(manifest.dependencies)) {
      const own = workspaces.find(({ manifest: other }) => other.name === name);
      assert.ok(!own?.manifest.private, `${name} is not published`);
    }
  });
}
