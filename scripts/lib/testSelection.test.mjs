import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findTestFiles, parts, readCommandLine } from './testSelection.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = {
  scripts: ['scripts/bootstrap.test.mjs', 'scripts/lib/readme.test.mjs'],
  packages: [
    'packages/controller-runtime/src/Queue.test.ts',
    'packages/controller/src/approval/review.cluster.test.ts',
    'packages/controller/src/story.cluster.test.ts',
    'plugins/kuadrant-backend/src/story.test.ts',
  ],
  browser: ['e2e-tests/lists.test.ts', 'e2e-tests/story.test.ts'],
};

const read = (args, cwd) =>
  readCommandLine(args, { root: '/clone', cwd, files });

describe('the command line of npm test', () => {
  it('runs all of every part when nothing is named', () => {
    assert.deepEqual(read([]), {
      help: false,
      repeat: 1,
      testName: undefined,
      selected: { scripts: true, packages: true, browser: true },
    });
    assert.deepEqual(read(['--only', 'browser', '--only=scripts']).selected, {
      scripts: true,
      browser: true,
    });
  });

  it('chooses the parts by the files that are named', () => {
    const [review, story] = files.packages.slice(1);
    for (const [args, selected] of [
      [[review], { packages: [review] }],
      [['packages/controller'], { packages: [review, story] }],
      [['./packages/controller/'], { packages: [review, story] }],
      [['review'], { packages: [review] }],
      [['scripts'], { scripts: files.scripts }],
      [
        ['e2e-tests/lists.test.ts', 'readme'],
        {
          scripts: ['scripts/lib/readme.test.mjs'],
          browser: ['e2e-tests/lists.test.ts'],
        },
      ],
      [
        ['story.test'],
        {
          packages: ['plugins/kuadrant-backend/src/story.test.ts'],
          browser: ['e2e-tests/story.test.ts'],
        },
      ],
      [
        ['story.test', '--only', 'browser'],
        {
          browser: ['e2e-tests/story.test.ts'],
        },
      ],
      [['review', review, 'approval'], { packages: [review] }],
      [['.'], files],
    ]) {
      assert.deepEqual(read(args).selected, selected, args.join(' '));
    }
  });

  it('reads paths as seen from the folder that it is called in', () => {
    assert.deepEqual(
      read(['lists.test.ts', '../scripts/lib'], '/clone/e2e-tests').selected,
      {
        scripts: ['scripts/lib/readme.test.mjs'],
        browser: ['e2e-tests/lists.test.ts'],
      },
    );
    assert.deepEqual(
      read(['/clone/scripts/lib/readme.test.mjs'], '/').selected,
      { scripts: ['scripts/lib/readme.test.mjs'] },
    );
  });

  it('takes the name of a test and a number of runs', () => {
    const { testName, repeat, help } = read([
      '-t',
      'revokes (again)',
      '--repeat',
      '10',
      '-h',
    ]);
    assert.deepEqual([testName, repeat, help], ['revokes (again)', 10, true]);
  });

  it('refuses what makes no sense, and says what would', () => {
    for (const [args, message] of [
      [['nothing-like-this'], /No test file matches "nothing-like-this"/],
      [['story', 'nothing'], /No test file matches "nothing"/],
      [['lists', '--only', 'packages'], /No test file matches "lists"/],
      [['--only', 'all'], /--only all: it must be one of scripts, packages/],
      [['--repeat', '0'], /--repeat 0: it must be a whole number/],
      [['--repeat', 'often'], /--repeat often/],
      [['--watch'], /npm test -- --help lists the options/],
    ]) {
      assert.throws(() => read(args), { name: 'Failure', message });
    }
  });

  it('knows the test files of every part', () => {
    const found = findTestFiles(root);
    assert.deepEqual(Object.keys(found), parts);
    assert.ok(found.scripts.includes('scripts/lib/testSelection.test.mjs'));
    assert.ok(found.browser.includes('e2e-tests/story.test.ts'));
    assert.ok(
      found.packages.includes('packages/controller/src/story.cluster.test.ts'),
    );
    assert.ok(
      Object.values(found)
        .flat()
        .every(file => !file.includes('node_modules')),
    );
  });
});
