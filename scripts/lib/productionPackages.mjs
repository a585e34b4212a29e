import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workspacesOf } from './packages.mjs';

/**
 * The names of all packages that `yarn workspaces focus --production` installs, and of the workspaces themselves, from
 * the manifests and the lock file. All versions of a package count as one.
 *
 * @param {{root: string, workspaces: string[]}} options
 * @returns {Set<string>}
 */
export function productionPackages({ root, workspaces }) {
  const dependencies = new Map();
  const locked = parse(readFileSync(join(root, 'yarn.lock'), 'utf8'));
  for (const [entry, { dependencies: own = {} }] of Object.entries(locked)) {
    const name = /^(@?[^@]+)@/.exec(entry)?.[1];
    dependencies.set(name, [
      ...(dependencies.get(name) ?? []),
      ...Object.keys(own),
    ]);
  }
  // The lock file does not tell a workspace's devDependencies from its dependencies.
  for (const { manifest } of workspacesOf(root)) {
    dependencies.set(manifest.name, Object.keys(manifest.dependencies ?? {}));
  }
  const reached = new Set();
  const queue = [...workspaces];
  while (queue.length > 0) {
    const name = queue.pop();
    if (!reached.has(name)) {
      reached.add(name);
      queue.push(...(dependencies.get(name) ?? []));
    }
  }
  return reached;
}
