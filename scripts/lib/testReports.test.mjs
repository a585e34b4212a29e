import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  jestCounts,
  nodeCounts,
  playwrightCounts,
  sum,
  summary,
} from './testReports.mjs';

describe('the report', () => {
  it('of Jest tells what failed, also where a file cannot be loaded', () => {
    const report = {
      numPassedTests: 5,
      testResults: [
        {
          name: '/clone/broken.test.ts',
          status: 'failed',
          assertionResults: [],
        },
        {
          name: '/clone/a/b.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'failed', fullName: 'keys are revoked' },
            { status: 'passed', fullName: 'keys are shown' },
            { status: 'pending', fullName: 'a cluster (needs kubectl) lists' },
            { status: 'todo', fullName: 'later' },
          ],
        },
        // Its afterAll failed.
        {
          name: '/clone/c.test.ts',
          status: 'failed',
          assertionResults: [{ status: 'passed', fullName: 'works' }],
        },
      ],
    };
    assert.deepEqual(jestCounts(report, { root: '/clone' }), {
      passed: 5,
      failed: 3,
      skipped: 2,
      failures: [
        { file: 'broken.test.ts' },
        { file: 'a/b.test.ts', name: 'keys are revoked' },
        { file: 'c.test.ts' },
      ],
      needs: { kubectl: 1 },
    });
    // What was not to run was not skipped.
    const named = jestCounts(report, { root: '/clone', testName: 'later' });
    assert.equal(named.skipped, 1);
  });

  it('of Playwright tells what failed, by its suites and its name', () => {
    const spec = (title, status, annotations) => ({
      title,
      file: 'story.test.ts',
      tests: [{ status, annotations }],
    });
    assert.deepEqual(
      playwrightCounts(
        {
          stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
          errors: [{ message: 'no ports' }],
          suites: [
            {
              title: 'story.test.ts',
              specs: [spec('gives a key', 'unexpected')],
              suites: [
                {
                  title: 'a key',
                  specs: [
                    spec('is shown', 'flaky'),
                    spec('works', 'expected'),
                    spec('is listed', 'skipped', [
                      { type: 'skip', description: '(needs kubectl)' },
                    ]),
                    spec('is gone', 'skipped', []),
                  ],
                },
              ],
            },
          ],
        },
        'e2e-tests',
      ),
      {
        passed: 3,
        failed: 3,
        skipped: 2,
        failures: [
          { file: 'e2e-tests/story.test.ts', name: 'gives a key' },
          { file: 'e2e-tests/story.test.ts', name: 'a key is shown' },
          { file: 'e2e-tests' },
        ],
        needs: { kubectl: 1 },
      },
    );
  });

  describe('of node:test', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reports-'));
    after(() => rmSync(folder, { recursive: true }));
    const reporter = fileURLToPath(
      new URL('nodeTestReporter.mjs', import.meta.url),
    );

    it('tells what failed, by its suites and its name', () => {
      writeFileSync(
        join(folder, 'one.test.mjs'),
        `import { describe, it } from 'node:test';
        describe('a clock', () => {
          it('ticks', () => {});
          describe('that stands', () => {
            it('is right twice a day', () => { throw new Error('no'); });
            it.skip('is wound up (needs helm)', () => {});
          });
          it.todo('rings');
        });
        it('stands alone', () => { throw new Error('no'); });`,
      );
      writeFileSync(join(folder, 'two.test.mjs'), 'throw new Error("no");');
      const report = join(folder, 'report');
      spawnSync(
        process.execPath,
        [
          '--test',
          `--test-reporter=${reporter}`,
          `--test-reporter-destination=${report}`,
          'one.test.mjs',
          'two.test.mjs',
        ],
        { cwd: folder, env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
      );
      assert.deepEqual(nodeCounts(readFileSync(report, 'utf8'), folder), {
        passed: 1,
        failed: 3,
        skipped: 2,
        failures: [
          {
            file: 'one.test.mjs',
            name: 'a clock that stands is right twice a day',
          },
          { file: 'one.test.mjs', name: 'stands alone' },
          { file: 'two.test.mjs', name: undefined },
        ],
        needs: { helm: 1 },
      });
    });
  });

  it('of all runs is summed up in one line', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 1, needs: { helm: 1 } },
      {
        passed: 2,
        failed: 1,
        skipped: 3,
        failures: [{ file: 'a' }],
        needs: { helm: 2 },
      },
    ]);
    assert.deepEqual(total, {
      passed: 3,
      failed: 1,
      skipped: 4,
      failures: [{ file: 'a' }],
      needs: { helm: 3 },
    });
    assert.equal(summary(total), '3 passed, 1 failed, 4 skipped');
    assert.equal(summary(sum([])), '0 passed, 0 failed, 0 skipped');
  });
});
