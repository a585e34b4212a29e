// Publishes the packages whose version the registry does not have yet, and tags them. The packages are packed by Yarn,
// which writes versions in place of `workspace:`.
//   node scripts/publish.mjs [--packages FOLDER]    FOLDER: what is packed there already
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({ options: { packages: { type: 'string' } } });
const out = path.resolve(values.packages ?? path.join(root, '.local/packages'));

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${command} ${args.join(' ')} failed`);
    process.exit(status ?? 1);
  }
}

function read(command, ...args) {
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

if (!values.packages) {
  // Nothing of an earlier release may go along.
  rmSync(out, { recursive: true, force: true });
  run(process.execPath, 'scripts/pack.mjs', '--out', out);
}
for (const name of readdirSync(out)) {
  const file = path.join(out, name);
  const [{ id }] = JSON.parse(
    read('npm', 'pack', file, '--dry-run', '--json') ?? '[{}]',
  );
  if (!id) {
    console.error(`${name} cannot be read as a package`);
    process.exit(1);
  }
  if (read('npm', 'view', id, 'version')) {
    console.log(`${id} is published already`);
  } else {
    run('npm', 'publish', file, '--access', 'public');
  }
}
run('yarn', 'changeset', 'tag');
