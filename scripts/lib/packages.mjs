import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The packages and plugins of the repository: where they are, and their package.json. */
export function workspacesOf(root) {
  return ['packages', 'plugins']
    .flatMap(folder =>
      readdirSync(path.join(root, folder)).map(name =>
        path.join(root, folder, name),
      ),
    )
    .filter(directory => existsSync(path.join(directory, 'package.json')))
    .map(directory => ({
      directory,
      manifest: JSON.parse(
        readFileSync(path.join(directory, 'package.json'), 'utf8'),
      ),
    }));
}

/**
 * The workspaces that are published, those first that others need.
 *
 * @param {{directory: string, manifest: object}[]} workspaces
 * @param {string[]} [only] - names of packages: these, and what they need
 */
export function packable(workspaces, only) {
  const byName = new Map(
    workspaces
      .filter(({ manifest }) => !manifest.private)
      .map(workspace => [workspace.manifest.name, workspace]),
  );
  const unknown = only?.find(name => !byName.has(name));
  if (unknown) {
    throw new Error(
      `${unknown} is not published; published are ${[...byName.keys()].join(', ')}`,
    );
  }
  const ordered = new Map();
  const visit = name => {
    const workspace = byName.get(name);
    if (workspace && !ordered.has(name)) {
      Object.keys(workspace.manifest.dependencies ?? {}).forEach(visit);
      ordered.set(name, workspace);
    }
  };
  (only ?? [...byName.keys()]).forEach(visit);
  return [...ordered.values()];
}
