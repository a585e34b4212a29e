import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, local, root } from '../bootstrap.mjs';
import { exitWith, Failure } from './failure.mjs';
import { runRunner, runners, sum, summary } from './runners.mjs';

const names = ['scripts', 'packages', 'browser'];

const help = `npm test -- [options]

Runs all tests: those of the scripts, of the packages and plugins, and the story in a real browser. Whatever is
missing is installed first, inside of this folder.

Options:
  --only NAME  run ${names.join(', ')} only; may be given more than once
  --help       show this help

With KUBEBUILDER_ASSETS set to a folder with etcd and kube-apiserver, the suites run against these as well.
`;

export const test = args => exitWith(() => run(args));

async function run(args) {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const { node, env } = await ensureInstalled({ scope: 'all' });
  const reports = join(local, 'reports');
  const results = [];
  for (const runner of runners({ root, reports, node })) {
    if (options.only.includes(runner.name)) {
      console.log(`\n=== ${runner.title} ===\n`);
      const since = Date.now();
      const counts = await runRunner({
        ...runner,
        env: { ...env, CI: '1', ...runner.environment },
      });
      results.push({
        title: runner.title,
        seconds: Math.round((Date.now() - since) / 1000),
        ...counts,
      });
    }
  }
  const total = sum(results);
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'summary.json'), JSON.stringify(total));
  console.log('');
  for (const result of results) {
    console.log(`${result.title}: ${summary(result)} (${result.seconds} s)`);
  }
  console.log(`\nAll tests: ${summary(total)}`);
  return total.failed > 0 ? 1 : 0;
}

function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true, default: names },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }));
  } catch (error) {
    throw new Failure(
      `${error.message}\nnpm test -- --help lists the options.`,
    );
  }
  const unknown = values.only.find(name => !names.includes(name));
  if (unknown) {
    throw new Failure(
      `--only ${unknown}: it must be one of ${names.join(', ')}.`,
    );
  }
  return values;
}
