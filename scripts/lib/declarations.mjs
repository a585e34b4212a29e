import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** Writes the declarations of all packages at once. Types are checked elsewhere. */
export function writeDeclarations(folder = path.join(root, 'dist-types')) {
  const { status, error } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/typescript/bin/tsc'),
      ...['--outDir', folder, '--incremental', 'false'],
      ...['--declarationMap', 'false', '--noCheck', '--emitDeclarationOnly'],
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) {
    throw error ?? new Error(`tsc ended with ${status}`);
  }
}
