import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packable, workspacesOf } from './lib/packages.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const posix = { skip: process.platform === 'win32' && 'needs a shell' };
let work;
let programs;

before(() => {
  work = mkdtempSync(path.join(tmpdir(), 'release-'));
  programs = path.join(work, 'bin');
  mkdirSync(programs);
});

after(() => rmSync(work, { recursive: true }));

/** A program on the PATH that notes what it was called with, and then runs these lines of a shell. */
function program(name, lines) {
  const file = path.join(programs, name);
  writeFileSync(
    file,
    `#!/bin/sh\necho "${name} $*" >> '${path.join(work, 'calls')}'\n${lines}\n`,
  );
  chmodSync(file, 0o755);
}

function run(script, ...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts', script), ...args],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${programs}${path.delimiter}${process.env.PATH}`,
      },
    },
  );
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

function calls() {
  const text = readFileSync(path.join(work, 'calls'), 'utf8');
  rmSync(path.join(work, 'calls'));
  return text.trim().split('\n');
}

test('a release gives packages, chart and manifests one version', posix, () => {
  const clone = path.join(work, 'clone');
  for (const name of [
    ...['package.json', '.changeset', 'deploy'],
    ...workspacesOf(root).map(({ directory }) =>
      path.join(path.relative(root, directory), 'package.json'),
    ),
    'e2e-tests/package.json',
  ]) {
    cpSync(path.join(root, name), path.join(clone, name), { recursive: true });
  }
  symlinkSync(
    path.join(root, 'node_modules'),
    path.join(clone, 'node_modules'),
  );
  writeFileSync(
    path.join(clone, '.changeset/a-change.md'),
    "---\n'@kuadrant/developer-portal-controller': minor\n---\n\nKeys are quicker.\n",
  );
  // Yarn may not be installed here, and what it runs is.
  const changeset = path.join(root, 'node_modules/@changesets/cli/bin.js');
  program(
    'yarn',
    `[ "$1" = install ] || { shift; exec '${process.execPath}' '${changeset}' "$@"; }`,
  );
  run('release-version.mjs', '--root', clone);
  assert.deepEqual(calls(), [
    'yarn changeset version',
    'yarn install --mode=update-lockfile',
  ]);
  const published = packable(workspacesOf(clone));
  assert.ok(published.length > 5);
  const [{ manifest }] = published;
  assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
  assert.notEqual(
    manifest.version,
    packable(workspacesOf(root))[0].manifest.version,
  );
  for (const each of published) {
    assert.equal(each.manifest.version, manifest.version, each.manifest.name);
  }
  const read = name => readFileSync(path.join(clone, name), 'utf8');
  for (const name of [
    'deploy/helm/kuadrant-developer-portal/Chart.yaml',
    'deploy/kustomize/base/controller/kustomization.yaml',
    'deploy/kustomize/components/portal/kustomization.yaml',
  ]) {
    assert.ok(read(name).includes(`: ${manifest.version}`), name);
  }
  assert.match(read('packages/controller/CHANGELOG.md'), /Keys are quicker/);
  assert.ok(!existsSync(path.join(clone, '.changeset/a-change.md')));
});

test('only what is not published yet is published', posix, () => {
  const packages = path.join(work, 'packages');
  mkdirSync(packages);
  for (const name of ['old', 'new']) {
    const folder = path.join(work, name);
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: `@example/${name}`, version: '1.2.3' }),
    );
    const { status } = spawnSync('npm', [
      ...['pack', folder, '--pack-destination', packages],
    ]);
    assert.equal(status, 0);
  }
  const { stdout: npm } = spawnSync('sh', ['-c', 'command -v npm'], {
    encoding: 'utf8',
  });
  program(
    'npm',
    `case "$1 $2" in
      "view @example/old@1.2.3") echo 1.2.3 ;;
      view*) exit 1 ;;
      pack*) exec '${npm.trim()}' "$@" ;;
    esac`,
  );
  program('yarn', '');
  assert.match(
    run('publish.mjs', '--packages', packages),
    /@example\/old@1.2.3 is published already/,
  );
  assert.deepEqual(
    calls().filter(call => !/^npm (pack|view)/.test(call)),
    [
      `npm publish ${path.join(packages, 'example-new-1.2.3.tgz')} --access public`,
      'yarn changeset tag',
    ],
  );
});
