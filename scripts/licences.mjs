// Lists the licences of what the published packages bring with them, and fails on one that is not allowed.
//   node scripts/licences.mjs           checks, and says how many packages have which licence
//   node scripts/licences.mjs --list    lists every package
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAllowed, licenceOf } from './lib/licences.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');

const manifestIn = directory => {
  try {
    return JSON.parse(
      readFileSync(path.join(directory, 'package.json'), 'utf8'),
    );
  } catch {
    return undefined;
  }
};

/** The folder of a dependency, as Node finds it. */
function folderOf(name, from) {
  const { resolve } = createRequire(path.join(from, 'package.json'));
  // With a file, since a bare name may be one of Node's own modules.
  return resolve
    .paths(`${name}/package.json`)
    .map(place => path.join(place, name))
    .find(place => manifestIn(place));
}

const found = new Map();
const visit = (directory, manifest) => {
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const folder = folderOf(name, directory);
    if (folder && !found.has(folder)) {
      const own = manifestIn(folder);
      found.set(folder, own);
      visit(folder, own);
    }
  }
};
for (const group of ['packages', 'plugins']) {
  for (const name of readdirSync(path.join(root, group))) {
    const directory = path.join(root, group, name);
    const manifest = manifestIn(directory);
    if (manifest && !manifest.private) {
      visit(directory, manifest);
    }
  }
}

const packages = [...found.values()]
  .filter(({ name }) => !name.startsWith('@kuadrant/'))
  .map(manifest => ({
    name: `${manifest.name}@${manifest.version}`,
    licence: licenceOf(manifest),
  }))
  .sort((a, b) => a.name.localeCompare(b.name));
if (process.argv.includes('--list')) {
  packages.forEach(({ name, licence }) => console.log(`${name}: ${licence}`));
} else {
  const counts = Map.groupBy(packages, ({ licence }) => licence);
  [...counts]
    .sort(([, a], [, b]) => b.length - a.length)
    .forEach(([licence, { length }]) => console.log(`${length} ${licence}`));
}
const refused = packages.filter(({ licence }) => !isAllowed(licence));
for (const { name, licence } of refused) {
  console.error(`Not allowed: ${name} has the licence ${licence}`);
}
process.exitCode = refused.length > 0 ? 1 : 0;
