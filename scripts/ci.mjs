// Everything that is checked before a change lands: npm test, and what surrounds it. Ends with one line that sums up
// all of it. With Go on the machine, the suites run against a real kube-apiserver as well.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, local, root } from './bootstrap.mjs';
import { sum, summary } from './lib/runners.mjs';

const seconds = since => `${Math.round((Date.now() - since) / 1000)} s`;

function check(title, command, env) {
  console.log(`\n=== ${title} ===\n`);
  const since = Date.now();
  const [program, ...args] = command;
  const { status } = spawnSync(program, args, {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  const passed = status === 0;
  console.log(`${title}: ${passed ? 'passed' : 'FAILED'} (${seconds(since)})`);
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

function npmTest(env) {
  console.log('\n=== npm test ===\n');
  const summaryFile = join(local, 'reports/summary.json');
  rmSync(summaryFile, { force: true });
  const { status } = spawnSync('npm', ['test'], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  const counts = existsSync(summaryFile)
    ? JSON.parse(readFileSync(summaryFile, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0 };
  return status !== 0 && counts.failed === 0
    ? { ...counts, failed: 1 }
    : counts;
}

// The chart is rendered by Helm itself, where Go can build it.
spawnSync(process.execPath, ['scripts/build-helm.mjs'], {
  cwd: root,
  stdio: 'inherit',
});
const assets = process.env.KUBEBUILDER_ASSETS ?? realApiServer();
const tests = npmTest({
  ...process.env,
  ...(assets && { KUBEBUILDER_ASSETS: assets }),
});

const { node, env } = await ensureInstalled({ scope: 'all' });
const bin = (name, ...args) => [
  node,
  join(root, 'node_modules', name),
  ...args,
];
const cli = (...args) => bin('@backstage/cli/bin/backstage-cli', ...args);
const checks = [
  ['Types', bin('typescript/bin/tsc', '--incremental', 'false')],
  // From declarations of its own: the order in which TypeScript writes unions depends on what it has compiled before.
  [
    'Reports of the public APIs are current',
    [node, 'scripts/api-reports.mjs', '--check'],
  ],
  ['Lint', cli('repo', 'lint', '--max-warnings=0')],
  ['Format', bin('prettier/bin/prettier.cjs', '--check', '.')],
  [
    'Types of the CRDs are current',
    [node, 'scripts/generate-types.mjs', '--check'],
  ],
  ['Licences', [node, 'scripts/licences.mjs']],
].map(([title, command]) => check(title, command, env));

const total = sum([tests, ...checks]);
console.log('');
for (const { title, failed } of checks.filter(result => result.failed > 0)) {
  console.log(`${title}: ${failed} failed`);
}
console.log(summary(total));
process.exitCode = total.failed > 0 ? 1 : 0;
