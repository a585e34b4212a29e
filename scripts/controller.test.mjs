import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root, START_WORKSPACES } from './bootstrap.mjs';
import { productionPackages } from './lib/productionPackages.mjs';

const program = 'packages/controller/bin/developer-portal-controller';

describe('what npm start installs', () => {
  const packages = productionPackages({ root, workspaces: START_WORKSPACES });
  const run = (names, args) =>
    spawnSync(
      process.execPath,
      [
        ...['--import', join(root, 'scripts/lib/onlyPackages.mjs')],
        ...[join(root, program), ...args],
      ],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          // No cluster: neither a kubeconfig nor a pod.
          HOME: '/nonexistent',
          ONLY_PACKAGES: names.join(','),
        },
      },
    );

  it('leaves the tools for tests out', () => {
    assert.ok(packages.has('@kuadrant/developer-portal-controller'));
    assert.ok(packages.has('commander'));
    assert.ok(!packages.has('@backstage/cli'));
    assert.ok(!packages.has('@kuadrant/test-control-plane'));
  });

  it('runs the controller, which shows its help without any cluster', () => {
    const { status, stdout, stderr } = run([...packages], ['--help']);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Usage: developer-portal-controller \[options\]/);
    assert.match(stdout, /--kubeconfig <file>/);
  });

  it('is all that the controller finds in this test', () => {
    const without = [...packages].filter(name => name !== 'commander');
    const { status, stderr } = run(without, ['--help']);
    assert.notEqual(status, 0);
    assert.match(stderr, /Cannot find module 'commander'/);
  });
});
