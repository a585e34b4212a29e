// Builds the published packages and packs each into a file as it would go to the registry.
//   node scripts/pack.mjs [--only NAME]... [--out FOLDER]
// With --only, those packages and what they need of this repository.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packable } from './lib/packages.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    out: { type: 'string', default: '.local/packages' },
  },
});
const out = path.resolve(values.out);
const workspaces = ['packages', 'plugins'].flatMap(folder =>
  readdirSync(path.join(root, folder))
    .map(name => path.join(root, folder, name))
    .filter(directory => existsSync(path.join(directory, 'package.json')))
    .map(directory => ({
      directory,
      manifest: JSON.parse(
        readFileSync(path.join(directory, 'package.json'), 'utf8'),
      ),
    })),
);

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
// The declarations of all packages at once; the build of each takes its own from there. Types are checked elsewhere.
node(
  root,
  bin('typescript/bin/tsc'),
  ...['--incremental', 'false', '--declarationMap', 'false'],
  ...['--noCheck', '--emitDeclarationOnly'],
);
for (const { directory, manifest } of packable(workspaces, values.only)) {
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
