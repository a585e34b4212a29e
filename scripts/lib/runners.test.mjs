import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runners, runRunner } from './runners.mjs';

describe('a test runner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runners-'));
  after(() => rmSync(folder, { recursive: true }));
  const report = join(folder, 'report');
  const run = (script, more) =>
    runRunner({
      ...more,
      command: [process.execPath, '-e', script, report],
      cwd: folder,
      env: process.env,
      report,
      read: JSON.parse,
    });
  const write =
    'require("fs").writeFileSync(process.argv[1], JSON.stringify({passed: 2, failed: 0, skipped: 0}));';

  it('counts what its report says', async () => {
    assert.deepEqual(await run(write), { passed: 2, failed: 0, skipped: 0 });
  });

  it('runs with what was started for it, which ends with it', async () => {
    const stopped = [];
    const prepare = async () => ({
      environment: { PREPARED: 'yes' },
      stop: async () => stopped.push(true),
    });
    const counts = await run(
      `${write} process.exit(process.env.PREPARED === "yes" ? 0 : 1)`,
      { prepare },
    );
    assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 0 });
    assert.deepEqual(stopped, [true]);
  });

  it('counts as failed when it fails without saying so', async () => {
    assert.deepEqual(await run(`${write} process.exit(3)`), {
      passed: 2,
      failed: 1,
      skipped: 0,
    });
    assert.deepEqual(await run('process.exit(0)'), {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [],
      needs: {},
    });
  });
});

describe('the test runners', () => {
  const commandsFor = (selected, testName) =>
    runners({
      root: '/clone',
      reports: '/reports',
      node: 'node',
      selected,
      testName,
    }).map(({ name, command }) => [name, command.slice(1)]);

  it('run the files that were chosen, and the tests of a name', () => {
    const commands = Object.fromEntries(
      commandsFor(
        {
          packages: ['packages/a/src/b.test.ts'],
          browser: ['e2e-tests/story.test.ts'],
        },
        'shows [a|b] once.',
      ),
    );
    assert.deepEqual(Object.keys(commands), ['packages', 'browser']);
    const name = String.raw`shows \[a\|b\] once\.`;
    assert.deepEqual(commands.packages.slice(-4), [
      '--testNamePattern',
      name,
      '--runTestsByPath',
      'packages/a/src/b.test.ts',
    ]);
    assert.deepEqual(commands.browser.slice(-3), [
      '--grep',
      name,
      'story.test.ts',
    ]);
  });

  it('run everything when a whole part is chosen', () => {
    const [[name, command], ...more] = commandsFor({ packages: true });
    assert.equal(name, 'packages');
    assert.deepEqual(more, []);
    assert.ok(!command.includes('--runTestsByPath'));
    assert.ok(!command.includes('--testNamePattern'));
  });
});
