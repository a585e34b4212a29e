// Everything that is checked before a change lands: what is quick to check first, then npm test, then each new or
// changed browser test again. Ends with one line that sums up all of it. With Go on the machine, the suites run against
// a real kube-apiserver and the chart is rendered by Helm.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, local, root } from './bootstrap.mjs';
import { changedFiles } from './lib/changedFiles.mjs';
import { failureLines, needLines } from './lib/testFailures.mjs';
import { sum, summary } from './lib/testReports.mjs';

/** How often a new or changed browser test has to pass, that under npm test included. */
const RUNS_OF_CHANGED_TESTS = 5;

/** All of this ends within 30 minutes: after this time, no further run begins. */
const LATEST_REPEAT_MS = 25 * 60_000;

function check(title, command, env) {
  console.log(`\n=== ${title} ===\n`);
  const since = Date.now();
  const [program, ...args] = command;
  const { status } = spawnSync(program, args, {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  const seconds = Math.round((Date.now() - since) / 1000);
  const passed = status === 0;
  console.log(`${title}: ${passed ? 'passed' : 'FAILED'} (${seconds} s)`);
  return { title, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

function realApiServer() {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['scripts/build-kube-apiserver.mjs'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  );
  return status === 0 ? stdout.trim().split('\n').pop() : undefined;
}

function npmTest(env, ...args) {
  console.log(`\n=== npm test ${args.join(' ')} ===\n`);
  const summaryFile = join(local, 'reports/summary.json');
  rmSync(summaryFile, { force: true });
  const { status } = spawnSync(
    'npm',
    args.length > 0 ? ['test', '--', ...args] : ['test'],
    { cwd: root, env: { ...env, INIT_CWD: undefined }, stdio: 'inherit' },
  );
  const counts = existsSync(summaryFile)
    ? JSON.parse(readFileSync(summaryFile, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0 };
  return status !== 0 && counts.failed === 0
    ? { ...counts, failed: 1 }
    : counts;
}

/** Runs new and changed browser tests again; a fresh portal each time, as the files expect it. */
function repeatChangedTests(env) {
  const changed = changedFiles(root, ['e2e-tests/*.test.ts']);
  if (!changed) {
    console.log(
      '\nThis clone has no earlier commit to compare with: no browser test is repeated.',
    );
    return sum([]);
  }
  if (changed.files.length === 0) {
    console.log(`\nNo browser test has changed since ${changed.base}.`);
    return sum([]);
  }
  const runs = [];
  while (runs.length < RUNS_OF_CHANGED_TESTS - 1) {
    if (performance.now() > LATEST_REPEAT_MS) {
      console.log(
        `\nChanged browser tests ran ${runs.length + 1} times instead of ${RUNS_OF_CHANGED_TESTS}, to end in time.`,
      );
      break;
    }
    runs.push(npmTest(env, ...changed.files));
  }
  return sum(runs);
}

const { node, env } = await ensureInstalled({ scope: 'all' });
const bin = (name, ...args) => [
  node,
  join(root, 'node_modules', name),
  ...args,
];
const cli = (...args) => bin('@backstage/cli/bin/backstage-cli', ...args);
const checks = [
  ['Format', bin('prettier/bin/prettier.cjs', '--check', '.')],
  [
    'Types of the CRDs are current',
    [node, 'scripts/generate-types.mjs', '--check'],
  ],
  ['Licences', [node, 'scripts/licences.mjs']],
  ['Types', bin('typescript/bin/tsc', '--incremental', 'false')],
  // From declarations of its own: the order in which TypeScript writes unions depends on what it has compiled before.
  [
    'Reports of the public APIs are current',
    [node, 'scripts/api-reports.mjs', '--check'],
  ],
  ['Lint', cli('repo', 'lint', '--max-warnings=0')],
].map(([title, command]) => check(title, command, env));

spawnSync(process.execPath, ['scripts/build-helm.mjs'], {
  cwd: root,
  stdio: 'inherit',
});
const assets = process.env.KUBEBUILDER_ASSETS ?? realApiServer();
const testEnv = {
  ...process.env,
  ...(assets && { KUBEBUILDER_ASSETS: assets }),
};
const tests = npmTest(testEnv);
const total = sum([...checks, tests, repeatChangedTests(testEnv)]);

console.log('');
for (const line of [
  // Those of the repeated tests are known by then.
  ...needLines(tests.needs ?? {}),
  ...failureLines(total.failures),
  ...checks
    .filter(({ failed }) => failed)
    .map(({ title }) => `${title}: failed`),
]) {
  console.log(line);
}
console.log(summary(total));
process.exitCode = total.failed > 0 ? 1 : 0;
