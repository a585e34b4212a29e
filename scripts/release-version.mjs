// Gives the packages their next version, and the chart and the manifests the version of the controller.
//   node scripts/release-version.mjs [--root FOLDER]    FOLDER: another clone
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withVersion } from './lib/version.mjs';

const { values } = parseArgs({ options: { root: { type: 'string' } } });
const root = path.resolve(
  values.root ?? path.join(fileURLToPath(import.meta.url), '../..'),
);
const { status } = spawnSync('yarn', ['changeset', 'version'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) {
  process.exit(status ?? 1);
}
const { version } = JSON.parse(
  readFileSync(path.join(root, 'packages/controller/package.json'), 'utf8'),
);
for (const name of [
  'deploy/helm/kuadrant-developer-portal/Chart.yaml',
  'deploy/kustomize/base/controller/kustomization.yaml',
  'deploy/kustomize/components/portal/kustomization.yaml',
]) {
  const file = path.join(root, name);
  writeFileSync(file, withVersion(readFileSync(file, 'utf8'), version));
}
// The lock file names the versions of the workspaces.
const { status: locked } = spawnSync(
  'yarn',
  ['install', '--mode=update-lockfile'],
  { cwd: root, stdio: 'inherit' },
);
process.exit(locked ?? 1);
