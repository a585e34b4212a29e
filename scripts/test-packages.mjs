// Packs the published packages and installs the files into empty folders, as an adopter would: the controller, and the
// features of a backend. Takes minutes and needs a registry, so it is no part of npm test.
//   node scripts/test-packages.mjs [--packages FOLDER]    with FOLDER, what is packed there already
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({ options: { packages: { type: 'string' } } });
const work = mkdtempSync(path.join(tmpdir(), 'test-packages-'));
const packages = path.resolve(values.packages ?? path.join(work, 'packages'));

function run(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

/** An empty folder with these packages in it. */
function install(name, wanted) {
  const folder = path.join(work, name);
  const file = packageName =>
    `file:${path.join(packages, `${packageName.replace('@', '').replace('/', '-')}.tgz`)}`;
  const dependencies = Object.fromEntries(
    wanted.map(packageName => [packageName, file(packageName)]),
  );
  run(work, process.execPath, '-e', `require('fs').mkdirSync('${name}')`);
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name, private: true, dependencies }),
  );
  console.log(`Installing ${name}`);
  run(
    folder,
    'npm',
    ...['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
  );
  return folder;
}

try {
  if (!values.packages) {
    run(root, process.execPath, 'scripts/pack.mjs', '--out', packages);
  }
  for (const name of readdirSync(packages)) {
    const listed = run(packages, 'tar', 'tzf', name);
    for (const wanted of ['README.md', 'LICENSE', 'dist/index.d.ts']) {
      assert.ok(listed.includes(`package/${wanted}`), `${name}: ${wanted}`);
    }
  }

  const controller = install('controller', [
    '@kuadrant/backstage-plugin-kuadrant-common',
    '@kuadrant/api-documents',
    '@kuadrant/kubernetes-cache',
    '@kuadrant/developer-portal-controller',
  ]);
  assert.match(
    run(
      controller,
      process.execPath,
      'node_modules/@kuadrant/developer-portal-controller/bin/developer-portal-controller',
      '--help',
    ),
    /--lease-namespace/,
  );
  console.log('The controller starts');

  const documents = `new (require('@kuadrant/api-documents').DocumentReader)()
    .read(Buffer.from('openapi: 3.1.0'), { maximumBytes: 100 })
    .then(({ summary }) => console.log(summary.format))`;
  assert.equal(
    run(controller, process.execPath, '-e', documents).trim(),
    'OpenAPI 3.1.0',
  );
  console.log('The controller reads documents in a thread');

  const backend = install('backend', [
    '@kuadrant/backstage-plugin-kuadrant-common',
    '@kuadrant/api-documents',
    '@kuadrant/kubernetes-cache',
    '@kuadrant/backstage-plugin-kuadrant-node',
    '@kuadrant/backstage-plugin-kuadrant-backend',
    '@kuadrant/backstage-plugin-catalog-backend-module-kuadrant',
  ]);
  const types = run(
    backend,
    process.execPath,
    '-p',
    `['kuadrant-backend', 'catalog-backend-module-kuadrant']
      .map(name => require('@kuadrant/backstage-plugin-' + name).default.$$type).join()`,
  );
  assert.equal(
    types.trim(),
    '@backstage/BackendFeature,@backstage/BackendFeature',
  );
  console.log('The features of the backend load');
} finally {
  rmSync(work, { recursive: true, force: true });
}
