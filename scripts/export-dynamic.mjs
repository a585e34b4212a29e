// Exports the plugins as dynamic plugins of Red Hat Developer Hub, into the folder dist-dynamic of each.
//   node scripts/export-dynamic.mjs [--cli PROGRAM] [--backend-only]
// PROGRAM is an installed rhdh-cli; without it npx gets the one that is named here.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeDeclarations } from './lib/declarations.mjs';

const CLI = '@red-hat-developer-hub/cli@1.9.1';
const EMBEDDED = [
  '@kuadrant/api-documents',
  '@kuadrant/backstage-plugin-kuadrant-common',
  '@kuadrant/backstage-plugin-kuadrant-node',
  '@kuadrant/kubernetes-cache',
];
const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({
  options: {
    cli: { type: 'string' },
    'backend-only': { type: 'boolean', default: false },
  },
});
const [program, ...before] = values.cli
  ? [path.resolve(values.cli)]
  : ['npx', '--yes', CLI];

function exportPlugin(folder, ...options) {
  const cwd = path.join(root, 'plugins', folder);
  const manifest = path.join(cwd, 'package.json');
  const text = readFileSync(manifest, 'utf8');
  const { status, error } = spawnSync(
    program,
    [...before, 'plugin', 'export', '--clean', ...options],
    { cwd, stdio: 'inherit' },
  );
  // The CLI notes in it which version of Backstage the plugin was made for.
  if (readFileSync(manifest, 'utf8') !== text) {
    writeFileSync(manifest, text);
  }
  if (status !== 0) {
    throw error ?? new Error(`The export of ${folder} ended with ${status}`);
  }
}

writeDeclarations();
for (const folder of ['kuadrant-backend', 'catalog-backend-module-kuadrant']) {
  exportPlugin(folder, '--embed-package', ...EMBEDDED);
}
if (!values['backend-only']) {
  exportPlugin('kuadrant');
}
