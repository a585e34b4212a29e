// Builds the published packages and packs each into a file as it would go to the registry.
//   node scripts/pack.mjs [--only NAME]... [--out FOLDER]
// With --only, those packages and what they need of this repository.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeDeclarations } from './lib/declarations.mjs';
import { packable, workspacesOf } from './lib/packages.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    out: { type: 'string', default: '.local/packages' },
  },
});
const out = path.resolve(values.out);
function run(cwd, command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${command} ${args.join(' ')} failed in ${cwd}`);
    throw error ?? new Error(`exit ${status}`);
  }
}

const bin = name => path.join(root, 'node_modules', name);
const node = (cwd, ...args) => run(cwd, process.execPath, ...args);
const cli = bin('@backstage/cli/bin/backstage-cli');

mkdirSync(out, { recursive: true });
// The build of each package takes its declarations from there.
writeDeclarations();
for (const { directory, manifest } of packable(
  workspacesOf(root),
  values.only,
)) {
  node(directory, cli, 'package', 'build');
  const file = manifest.name.replace('@', '').replace('/', '-');
  // Each package carries the licence of all.
  const licence = path.join(directory, 'LICENSE');
  copyFileSync(path.join(root, 'LICENSE'), licence);
  try {
    run(directory, 'yarn', 'pack', '--out', path.join(out, `${file}.tgz`));
  } finally {
    rmSync(licence);
  }
  console.log(`Packed ${manifest.name}`);
}
