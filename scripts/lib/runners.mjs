import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasPostgres, startPostgres } from './postgres.mjs';

/**
 * How many tests ran.
 *
 * @typedef {{passed: number, failed: number, skipped: number}} Counts
 */

/** Adds up counts. */
export function sum(counts) {
  return counts.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The counts as one line, for example `12 passed, 0 failed, 1 skipped`. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${
    skipped > 0 ? `, ${skipped} skipped` : ''
  }`;
}

/** Reads the report that Jest writes with --json. A suite that does not load counts as one failed test. */
export function jestCounts(report) {
  const broken = report.testResults.filter(
    suite => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Reads the report of Playwright's JSON reporter. */
export function playwrightCounts({ stats, errors = [] }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** Reads the closing lines of a TAP report, as node:test writes it. */
export function tapCounts(report) {
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(report)?.[1] ?? 0);
  return {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
}

/**
 * Runs a test runner and reads its report. A runner that fails without counting a failure, or writes no report, counts
 * as one failed test. What `prepare` starts runs as long, and its environment is added to the runner's.
 *
 * @param {{command: string[], cwd: string, env: NodeJS.ProcessEnv, report: string, read(text: string): Counts,
 *   prepare?(): Promise<{environment: NodeJS.ProcessEnv, stop(): Promise<void>}>}} runner
 * @returns {Promise<Counts>}
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
    return { passed: 0, failed: 1, skipped: 0 };
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
 * @param {{root: string, reports: string, node: string}} options
 */
export function runners({ root, reports, node }) {
  const bin = (name, ...args) => [
    node,
    join(root, 'node_modules', name),
    ...args,
  ];
  return [
    {
      name: 'scripts',
      title: 'The scripts of this repository',
      command: [
        node,
        '--test',
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${join(reports, 'scripts.tap')}`,
        'scripts/*.test.mjs',
        'scripts/lib/*.test.mjs',
      ],
      report: join(reports, 'scripts.tap'),
      read: tapCounts,
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
        // Real servers, on machines that may be busy.
        '--testTimeout=120000',
        '--json',
        `--outputFile=${join(reports, 'packages.json')}`,
      ),
      prepare: prepareDatabase,
      report: join(reports, 'packages.json'),
      read: text => jestCounts(JSON.parse(text)),
    },
    {
      name: 'browser',
      title: 'The portal in a real browser',
      command: bin('@playwright/test/cli.js', 'test'),
      cwd: join(root, 'e2e-tests'),
      environment: {
        PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'browser.json'),
      },
      report: join(reports, 'browser.json'),
      read: text => playwrightCounts(JSON.parse(text)),
    },
  ].map(runner => ({ cwd: root, environment: {}, ...runner }));
}
