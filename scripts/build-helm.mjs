#!/usr/bin/env node
// Builds Helm from its Go module, for the tests of the chart. Prints the path of the program; does nothing when it is
// there already. Nothing is written to this repository.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const version = '3.22.0';
const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const folder = join(cacheHome, 'kuadrant-developer-portal', `helm-${version}`);
const program = join(
  folder,
  process.platform === 'win32' ? 'helm.exe' : 'helm',
);

if (!existsSync(program)) {
  const result = spawnSync(
    'go',
    ['install', `helm.sh/helm/v3/cmd/helm@v${version}`],
    {
      env: { ...process.env, CGO_ENABLED: '0', GOBIN: folder, GOWORK: 'off' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (result.error) {
    console.error('Helm is not built: Go is not installed');
    process.exit(0);
  }
  if (result.status !== 0) {
    console.error(`go install failed (exit ${result.status})`);
    process.exit(1);
  }
}
console.log(program);
