#!/usr/bin/env node
// Builds the releases of Helm that the chart is tested with from their Go modules. Prints the path of each program, one
// a line; does nothing for those that are there already. Nothing is written to this repository.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const releases = JSON.parse(
  readFileSync(
    new URL('../packages/adoption-tests/helm-releases.json', import.meta.url),
    'utf8',
  ),
);
const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');

function build(release) {
  const folder = join(
    cacheHome,
    'kuadrant-developer-portal',
    `helm-${release}`,
  );
  const program = join(
    folder,
    process.platform === 'win32' ? 'helm.exe' : 'helm',
  );
  if (existsSync(program)) {
    return program;
  }
  const [major] = release.split('.');
  const result = spawnSync(
    'go',
    ['install', `helm.sh/helm/v${major}/cmd/helm@v${release}`],
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
    console.error(`Helm ${release}: go install failed (exit ${result.status})`);
    process.exit(1);
  }
  return program;
}

for (const release of releases) {
  console.log(build(release));
}
