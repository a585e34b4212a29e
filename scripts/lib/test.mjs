import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, local, root } from '../bootstrap.mjs';
import { exitWith, Failure } from './failure.mjs';
import { runRunner, runners } from './runners.mjs';
import { failureLines, needLines } from './testFailures.mjs';
import { sum, summary } from './testReports.mjs';
import { findTestFiles, parts, readCommandLine } from './testSelection.mjs';

const help = `npm test -- [options] [path or pattern]...

Runs tests: those of the scripts, of the packages and plugins, and the portal in a real browser. Missing dependencies
are installed into this folder first.

A path is a test file or a folder, as seen from the folder you are in. Anything else is a part of a test file's path.
Without any, all tests run:

  npm test -- packages/controller
  npm test -- packages/controller/src/approval/review.cluster.test.ts -t "revokes an approved key"
  npm test -- e2e-tests/story.test.ts ResourceCache

Options:
  -t, --test-name TEXT  run only tests with this in their full name, which is that of their suites and their own
  --only NAME           run ${parts.join(', ')} only; may be given more than once
  --repeat N            run everything N times, whatever fails
  -h, --help            show this help

With KUBEBUILDER_ASSETS set to a folder with etcd and kube-apiserver, the suites of the controller run against these.
CONTRIBUTING.md says how to run the browser tests on a slow processor.
`;

export const test = args => exitWith(() => run(args));

async function run(args) {
  const options = readCommandLine(args, {
    root,
    // npm changes to the root, and keeps where it was called in this variable.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    files: findTestFiles(root),
  });
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const { node, env } = await ensureInstalled({ scope: 'all' });
  const reports = join(local, 'reports');
  const rounds = [];
  for (let round = 1; round <= options.repeat; round++) {
    if (options.repeat > 1) {
      console.log(`\n=== Run ${round} of ${options.repeat} ===`);
    }
    rounds.push(await runAll({ root, reports, node, env, ...options }));
  }
  const total = sum(rounds);
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'summary.json'), JSON.stringify(total));
  for (const line of [
    '',
    ...needLines(total.needs),
    ...repeatLines(rounds),
    `All tests: ${summary(total)}`,
    ...failureLines(total.failures),
  ]) {
    console.log(line);
  }
  if (options.testName && total.passed + total.failed === 0) {
    throw new Failure(
      `No test that runs has "${options.testName}" in its name.`,
    );
  }
  return total.failed > 0 ? 1 : 0;
}

async function runAll({ env, ...options }) {
  const results = [];
  for (const runner of runners(options)) {
    console.log(`\n=== ${runner.title} ===\n`);
    const since = Date.now();
    const counts = await runRunner({
      ...runner,
      env: { ...env, CI: '1', ...runner.environment },
    });
    const seconds = Math.round((Date.now() - since) / 1000);
    results.push({ title: runner.title, seconds, counts });
  }
  console.log('');
  for (const { title, seconds, counts } of results) {
    console.log(`${title}: ${summary(counts)} (${seconds} s)`);
  }
  return sum(results.map(({ counts }) => counts));
}

function repeatLines(rounds) {
  const green = rounds.filter(({ failed }) => failed === 0).length;
  return rounds.length > 1 ? [`${green} of ${rounds.length} runs passed`] : [];
}
