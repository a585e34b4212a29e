import { relative } from 'node:path';

/**
 * How many tests ran, which of them failed, and how many were skipped for want of a program.
 *
 * @typedef {{passed: number, failed: number, skipped: number,
 *   failures: import('./testFailures.mjs').FailedTest[], needs: Record<string, number>}} Counts
 */

/** Adds up counts; those that name no failures and no needs count as well. */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0, failures: [], needs: {} };
  for (const { passed, failed, skipped, failures, needs } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    total.failures.push(...(failures ?? []));
    for (const [need, count] of Object.entries(needs ?? {})) {
      total.needs[need] = (total.needs[need] ?? 0) + count;
    }
  }
  return total;
}

/** The counts as one line, for example `12 passed, 0 failed, 1 skipped`. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Counts what is skipped by what its title says it needs: `… (needs kubectl)`. */
function needsIn(titles) {
  const needs = {};
  for (const title of titles) {
    const need = /\(needs ([^()]+)\)/.exec(title)?.[1];
    if (need) {
      needs[need] = (needs[need] ?? 0) + 1;
    }
  }
  return needs;
}

/**
 * Reads the report that Jest writes with --json. A suite that does not load counts as one failed test.
 *
 * @param {{root: string, testName?: string}} options - what the names of files are relative to, and what the full names
 *   of the tests that were to run have in them: Jest lists all others as skipped
 * @returns {Counts}
 */
export function jestCounts(report, { root, testName = '' }) {
  const failures = [];
  const skipped = [];
  for (const { name, status, assertionResults } of report.testResults) {
    const file = relative(root, name);
    const failed = assertionResults.filter(test => test.status === 'failed');
    failed.forEach(test => failures.push({ file, name: test.fullName }));
    if (status === 'failed' && failed.length === 0) {
      failures.push({ file });
    }
    assertionResults
      .filter(test => ['pending', 'todo'].includes(test.status))
      .filter(test => test.fullName.includes(testName))
      .forEach(test => skipped.push(test.fullName));
  }
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: skipped.length,
    failures,
    needs: needsIn(skipped),
  };
}

/**
 * Reads the report of Playwright's JSON reporter.
 *
 * @param {string} folder - where the tests are, as seen from the root
 * @returns {Counts}
 */
export function playwrightCounts({ stats, suites = [], errors = [] }, folder) {
  const failures = [];
  const skipped = [];
  const read = (suite, titles) => {
    for (const { title, file, tests } of suite.specs ?? []) {
      const name = [...titles, title].join(' ');
      const statuses = tests.map(test => test.status);
      if (statuses.some(status => ['unexpected', 'flaky'].includes(status))) {
        failures.push({ file: `${folder}/${file}`, name });
      }
      tests
        .filter(test => test.status === 'skipped')
        .forEach(({ annotations = [] }) =>
          skipped.push(
            [name, ...annotations.map(each => each.description)].join(' '),
          ),
        );
    }
    suite.suites?.forEach(inner => read(inner, [...titles, inner.title]));
  };
  // The outermost suites are the files.
  suites.forEach(suite => read(suite, []));
  errors.forEach(({ location }) =>
    failures.push({ file: location ? location.file : folder }),
  );
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures,
    needs: needsIn(skipped),
  };
}

/**
 * Reads what nodeTestReporter.mjs writes: a line of JSON for each test.
 *
 * @param {string} root - what the names of files are relative to
 * @returns {Counts}
 */
export function nodeCounts(report, root) {
  const tests = report
    .split('\n')
    .filter(line => line)
    .map(line => JSON.parse(line));
  const of = outcome => tests.filter(test => test.outcome === outcome);
  return {
    passed: of('passed').length,
    failed: of('failed').length,
    skipped: of('skipped').length,
    failures: of('failed').map(({ file, name }) => ({
      file: relative(root, file),
      name,
    })),
    needs: needsIn(of('skipped').map(({ name }) => name)),
  };
}
