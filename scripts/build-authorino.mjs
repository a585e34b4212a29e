#!/usr/bin/env node
// Builds Authorino from its Go module and puts its AuthConfig definition beside it, for packages/gateway-tests. Prints
// the folder with both; does nothing when they are there already. Nothing is written to this repository.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const MODULE = 'github.com/kuadrant/authorino';
const DEFINITION = 'authorino.kuadrant.io_authconfigs.yaml';

const { authorino: release } = JSON.parse(
  readFileSync(
    new URL('../packages/gateway-tests/programs.json', import.meta.url),
    'utf8',
  ),
);
const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const folder = join(
  cacheHome,
  'kuadrant-developer-portal',
  `authorino-${release}`,
);
const program = join(
  folder,
  process.platform === 'win32' ? 'authorino.exe' : 'authorino',
);

function go(cwd, args) {
  const result = spawnSync('go', args, {
    cwd,
    env: {
      ...process.env,
      CGO_ENABLED: '0',
      GOFLAGS: '-mod=mod',
      GOWORK: 'off',
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.error) {
    console.error('Authorino is not built: Go is not installed');
    process.exit(0);
  }
  if (result.status !== 0) {
    console.error(
      `go ${args.slice(0, 2).join(' ')} failed (exit ${result.status})`,
    );
    process.exit(1);
  }
  return result.stdout;
}

function build() {
  const workspace = join(folder, `build-${process.pid}`);
  mkdirSync(workspace, { recursive: true });
  try {
    writeFileSync(
      join(workspace, 'go.mod'),
      `module localbuild\n\ngo 1.24\n\nrequire ${MODULE} v${release}\n`,
    );
    const { Dir } = JSON.parse(
      go(workspace, ['mod', 'download', '-json', `${MODULE}@v${release}`]),
    );
    console.error('building authorino (takes some minutes the first time)');
    const unfinished = join(workspace, 'authorino');
    go(workspace, ['get', `${MODULE}@v${release}`]);
    go(workspace, [
      'build',
      '-trimpath',
      '-ldflags',
      '-s -w',
      '-o',
      unfinished,
      MODULE,
    ]);
    copyFileSync(
      join(Dir, 'install/crd', DEFINITION),
      join(folder, DEFINITION),
    );
    renameSync(unfinished, program);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

if (!existsSync(program)) {
  build();
}
console.log(folder);
