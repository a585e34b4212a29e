import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { hasPostgres, startPostgres } from './postgres.mjs';
import { jestCounts, nodeCounts, playwrightCounts } from './testReports.mjs';

/**
 * Runs a test runner and reads its report. A runner that fails without counting a failure, or writes no report, counts
 * as one failed test. What `prepare` starts runs as long, and its environment is added to the runner's.
 *
 * @param {{command: string[], cwd: string, env: NodeJS.ProcessEnv, report: string, read(text: string): import('./testReports.mjs').Counts,
 *   prepare?(): Promise<{environment: NodeJS.ProcessEnv, stop(): Promise<void>}>}} runner
 * @returns {Promise<import('./testReports.mjs').Counts>}
 */
export async function runRunner({ prepare, env, ...runner }) {
  const prepared = await prepare?.();
  try {
    return await runPrepared({
      ...runner,
      env: { ...env, ...prepared?.environment },
    });
  } finally {
    await prepared?.stop();
  }
}

async function runPrepared({ command, cwd, env, report, read }) {
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: 'inherit' });
  const forward = signal => child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? signal));
  });
  process.off('SIGINT', forward);
  process.off('SIGTERM', forward);
  if (!existsSync(report)) {
    console.error(`${command.join(' ')} ended (${code}) without a report.`);
    return { passed: 0, failed: 1, skipped: 0, failures: [], needs: {} };
  }
  const counts = read(readFileSync(report, 'utf8'));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

// As Backstage's TestDatabases reads it.
async function prepareDatabase() {
  if (!hasPostgres()) {
    console.log('There is no PostgreSQL for this machine: tests use SQLite.');
    return { environment: {}, async stop() {} };
  }
  const { url, stop } = await startPostgres();
  return {
    environment: { BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: url },
    stop,
  };
}

/**
 * The test runners of this repository, in the order in which they run.
 *
 * @param {{root: string, reports: string, node: string, testName?: string,
 *   selected: Record<string, true | string[]>}} options - `selected` as readCommandLine gives it; `testName` is a part of
 *   the full names of the tests that run
 */
export function runners({ root, reports, node, testName, selected }) {
  const bin = (name, ...args) => [
    node,
    join(root, 'node_modules', name),
    ...args,
  ];
  const filesOf = part => (Array.isArray(selected[part]) ? selected[part] : []);
  // What people give is text; the runners want a regular expression.
  const named = option =>
    testName === undefined
      ? []
      : [option, testName.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)];
  const paths = filesOf('packages');
  return [
    {
      name: 'scripts',
      title: 'The scripts of this repository',
      command: [
        node,
        '--test',
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        `--test-reporter=${join(root, 'scripts/lib/nodeTestReporter.mjs')}`,
        `--test-reporter-destination=${join(reports, 'scripts.jsonl')}`,
        ...named('--test-name-pattern'),
        ...(selected.scripts === true
          ? ['scripts/*.test.mjs', 'scripts/lib/*.test.mjs']
          : filesOf('scripts')),
      ],
      report: join(reports, 'scripts.jsonl'),
      read: text => nodeCounts(text, root),
    },
    {
      name: 'packages',
      title: 'Packages and plugins',
      command: bin(
        '@backstage/cli/bin/backstage-cli',
        'repo',
        'test',
        '--ci',
        '--watchAll=false',
        '--maxWorkers=2',
        // Real servers, on machines that may be busy: only how long a failure takes.
        '--testTimeout=600000',
        '--json',
        `--outputFile=${join(reports, 'packages.json')}`,
        ...named('--testNamePattern'),
        ...(paths.length > 0 ? ['--runTestsByPath', ...paths] : []),
      ),
      prepare: prepareDatabase,
      report: join(reports, 'packages.json'),
      read: text => jestCounts(JSON.parse(text), { root, testName }),
    },
    {
      name: 'browser',
      title: 'The portal in a real browser',
      command: bin(
        '@playwright/test/cli.js',
        'test',
        ...named('--grep'),
        ...filesOf('browser').map(file => relative('e2e-tests', file)),
      ),
      cwd: join(root, 'e2e-tests'),
      environment: {
        PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'browser.json'),
      },
      report: join(reports, 'browser.json'),
      read: text => playwrightCounts(JSON.parse(text), 'e2e-tests'),
    },
  ]
    .filter(({ name }) => selected[name])
    .map(runner => ({ cwd: root, environment: {}, ...runner }));
}
