import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { local } from './settings.mjs';

const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The packages of the portal's backend. */
export const OURS = [
  '@kuadrant/backstage-plugin-kuadrant-backend',
  '@kuadrant/backstage-plugin-catalog-backend-module-kuadrant',
];

/**
 * Packs the portal as it stands and unpacks it into a folder, as the peer is: what is measured is what adopters install,
 * not TypeScript that is compiled while it starts. What it needs besides is found in the repository around the folder.
 */
export function installOurs(folder) {
  const packed = mkdtempSync(join(local, 'packed-'));
  try {
    console.log('Packing the portal');
    execFileSync(
      process.execPath,
      [
        join(repository, 'scripts/pack.mjs'),
        ...OURS.flatMap(name => ['--only', name]),
        ...['--out', packed],
      ],
      { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const modules = join(folder, 'node_modules');
    rmSync(modules, { recursive: true, force: true });
    for (const file of readdirSync(packed)) {
      unpack(join(packed, file), modules);
    }
  } finally {
    rmSync(packed, { recursive: true });
  }
}

function unpack(file, modules) {
  const part = mkdtempSync(join(local, 'part-'));
  try {
    execFileSync('tar', ['xzf', file, '-C', part]);
    const { name } = createRequire(import.meta.url)(
      join(part, 'package/package.json'),
    );
    const target = join(modules, name);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(part, 'package'), target);
  } finally {
    rmSync(part, { recursive: true });
  }
}
