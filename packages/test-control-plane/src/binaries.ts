import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The release that the suites are written for, and that scripts/build-kube-apiserver.mjs builds. */
const release = '1.36.3';

/**
 * The folder with the programs of Kubernetes: `KUBEBUILDER_ASSETS`, or where scripts/build-kube-apiserver.mjs puts them.
 *
 * @param programs - what has to be in it
 * @returns undefined where one of them is missing; suites that need them count as skipped then
 * @throws Error where `KUBEBUILDER_ASSETS` names a folder that does not exist
 * @public
 */
export function kubernetesBinaries(
  programs: string[] = ['etcd', 'kube-apiserver'],
): string | undefined {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets && !existsSync(assets)) {
    throw new Error(
      `KUBEBUILDER_ASSETS is ${assets}, which does not exist: name the folder with etcd and kube-apiserver, or unset it`,
    );
  }
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder =
    assets || join(cache, 'kuadrant-developer-portal', `kubernetes-${release}`);
  return programs.every(program => existsSync(join(folder, program)))
    ? folder
    : undefined;
}
