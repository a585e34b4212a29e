import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package of the peer's backend, which brings its catalog module along. */
export const PEER = '@kuadrant/kuadrant-backstage-plugin-backend';
const VERSION = '0.4.0';
// Its package names them as bundled, so that npm leaves them out, and does not bring them.
const NAMED_AS_BUNDLED = {
  '@kubernetes/client-node': '^0.20.0',
  cors: '^2.8.5',
  express: '^4.17.1',
  'express-promise-router': '^4.1.0',
  zod: '^3.22.4',
};

/** Installs the peer in a folder of its own, once. Backstage itself is the repository's, for both. */
export function installPeer(folder) {
  if (existsSync(join(folder, 'node_modules/@kubernetes/client-node'))) {
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'portal-peer',
      private: true,
      dependencies: { [PEER]: VERSION, ...NAMED_AS_BUNDLED },
      // What it asks for is on no registry in that version; it uses one extension point of it.
      overrides: { '@backstage-community/plugin-rbac-node': '1.12.0' },
    }),
  );
  execFileSync(
    'npm',
    [
      'install',
      '--legacy-peer-deps',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ],
    { cwd: folder, stdio: 'inherit' },
  );
}
