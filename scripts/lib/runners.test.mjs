import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  jestCounts,
  playwrightCounts,
  runRunner,
  sum,
  summary,
  tapCounts,
} from './runners.mjs';

describe('the counts of the test runners', () => {
  it('are read from their reports', () => {
    assert.deepEqual(
      jestCounts({
        numPassedTests: 5,
        numFailedTests: 1,
        numPendingTests: 2,
        numTodoTests: 0,
        testResults: [
          { status: 'failed', assertionResults: [] },
          { status: 'failed', assertionResults: [{}] },
          { status: 'passed', assertionResults: [{}] },
        ],
      }),
      { passed: 5, failed: 2, skipped: 2 },
    );
    assert.deepEqual(
      playwrightCounts({
        stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 4 },
        errors: [{}],
      }),
      { passed: 3, failed: 3, skipped: 4 },
    );
    assert.deepEqual(
      tapCounts('# tests 9\n# pass 6\n# fail 1\n# cancelled 1\n# skipped 1\n'),
      { passed: 6, failed: 2, skipped: 1 },
    );
  });

  it('are summed up in one line', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 2, failed: 1, skipped: 3 },
    ]);
    assert.equal(summary(total), '3 passed, 1 failed, 3 skipped');
    assert.equal(summary(sum([])), '0 passed, 0 failed');
  });
});

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
    });
  });
});
