import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './bootstrap.mjs';

const tools = ['kind', 'kubectl', 'helm', 'docker'];

/** Runs deploy/kind/up.sh with tools that write down how they are called, and one that also answers. */
function up(answers = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kind-'));
  const log = join(folder, 'calls');
  for (const tool of tools) {
    writeFileSync(
      join(folder, tool),
      `#!/bin/sh\necho "${tool} $*" >>"${log}"\n${answers[tool] ?? ''}\n`,
    );
    chmodSync(join(folder, tool), 0o755);
  }
  const { status, stderr } = spawnSync(
    'bash',
    [join(root, 'deploy/kind/up.sh')],
    {
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder },
    },
  );
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  rmSync(folder, { recursive: true });
  return { status, stderr, calls };
}

test('the cluster gets Kuadrant by its chart first, then the portal by its own', () => {
  const { status, stderr, calls } = up();
  assert.equal(status, 0, stderr);
  const releases = calls
    .map(call => /^helm upgrade --install (\S+)/.exec(call)?.[1])
    .filter(Boolean);
  assert.deepEqual(releases, [
    ...['istio-base', 'istiod', 'kuadrant-operator', 'developer-portal'],
  ]);
  // No other command of the script brings our kinds.
  assert.ok(!calls.some(call => call.includes('deploy/crds')));
  const portal = calls.find(call => call.includes('developer-portal deploy'));
  assert.ok(!portal.includes('crds.'), 'the chart decides about the CRDs');
});

test('the portal is not installed beside another controller', () => {
  const { status, stderr, calls } = up({
    kubectl: '[ "$2" != deployments ] || echo kuadrant-system',
  });
  assert.equal(status, 1);
  assert.match(stderr, /runs in namespace kuadrant-system/);
  assert.ok(!calls.some(call => call.includes('developer-portal deploy')));
});
