import { LocalCluster } from '@kuadrant/local-cluster';
import { ControlPlane, definitions } from '@kuadrant/test-control-plane';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KUADRANT_NAMESPACE, TestWorld } from './TestWorld';
import { waitFor } from './waitFor';

/** Where deploy/kustomize puts the controller. */
export const CONTROLLER_NAMESPACE = 'kuadrant-developer-portal';
const CONTROLLER_USER = `system:serviceaccount:${CONTROLLER_NAMESPACE}:developer-portal-controller`;

const DEPLOYED = join(
  __dirname,
  '../../../../deploy/kustomize/base/controller',
);
const ENFORCEMENT_RBAC = 'enforcement-rbac.yaml';
const RBAC = ['rbac.yaml', ENFORCEMENT_RBAC];

interface RunningWorld {
  world: TestWorld;
  stop: () => Promise<void>;
}

/** The rights of the controller, as they are deployed. */
export function rbacManifests(): ManifestWithRules[] {
  return RBAC.flatMap(deployedManifests);
}

function deployedManifests(file: string): ManifestWithRules[] {
  return parseAllDocuments(readFileSync(join(DEPLOYED, file), 'utf8')).map(
    document => document.toJS(),
  );
}

export interface ManifestWithRules {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  rules?: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
}

/**
 * A world on a cluster of its own: the embedded one, or a real kube-apiserver where KUBEBUILDER_ASSETS names the folder
 * of the programs. There the controllers have the rights of deploy/kustomize and no others.
 */
export function startWorld(): Promise<RunningWorld> {
  const binaries = process.env.KUBEBUILDER_ASSETS;
  return binaries ? startRealWorld(binaries) : startEmbeddedWorld();
}

/** What is to be done where the Kuadrant object is in another namespace, as the manifest says. */
export async function allowEnforcementIn(
  world: TestWorld,
  namespace: string,
): Promise<void> {
  if (!process.env.KUBEBUILDER_ASSETS) {
    // The embedded API asks for no rights.
    return;
  }
  for (const manifest of deployedManifests(ENFORCEMENT_RBAC)) {
    await create(world, {
      ...manifest,
      metadata: { ...manifest.metadata, namespace },
    });
  }
}

async function startEmbeddedWorld(): Promise<RunningWorld> {
  const cluster = await LocalCluster.start({ manifests: definitions() });
  const world = new TestWorld(cluster.kubeconfig());
  await world.namespace(KUADRANT_NAMESPACE);
  await world.namespace(CONTROLLER_NAMESPACE);
  return {
    world,
    stop: async () => {
      await world.close();
      await cluster.stop();
    },
  };
}

async function startRealWorld(binaries: string): Promise<RunningWorld> {
  const plane = await ControlPlane.start({
    binaries,
    authorization: 'RBAC',
    users: [CONTROLLER_USER],
  });
  const world = new TestWorld(
    plane.kubeconfig(),
    plane.kubeconfig(plane.tokenOf(CONTROLLER_USER)),
  );
  const stop = async () => {
    await world.close();
    await plane.stop();
  };
  try {
    await world.namespace(KUADRANT_NAMESPACE);
    await world.namespace(CONTROLLER_NAMESPACE);
    for (const manifest of [...definitions(), ...rbacManifests()]) {
      await create(world, manifest as ManifestWithRules);
    }
    // A definition is served some time after it was made.
    await waitFor(() => world.kuadrant(), 30_000);
    await world.removeKuadrant();
    return { world, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function create(
  world: TestWorld,
  manifest: ManifestWithRules,
): Promise<void> {
  const [version, group = ''] = manifest.apiVersion.split('/').reverse();
  const { kind, metadata } = manifest;
  await world.client.create(
    {
      group,
      version,
      kind,
      plural: `${kind.toLowerCase()}s`,
      namespaced: metadata.namespace !== undefined,
    },
    manifest,
  );
}
