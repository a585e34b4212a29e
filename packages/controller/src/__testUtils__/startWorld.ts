import { LocalCluster } from '@kuadrant/local-cluster';
import { ControlPlane, definitions } from '@kuadrant/test-control-plane';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { GATEWAY, KUADRANT_NAMESPACE, TestWorld } from './TestWorld';
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

/** The group of the four kinds that are Kuadrant's. */
const PORTAL_GROUP = 'devportal.kuadrant.io';

interface Definition {
  metadata: { name: string };
}

/** Kuadrant's own definitions of the four kinds, in the folder that UPSTREAM_CRDS names; none where it is not set. */
export function upstreamDefinitions(): Definition[] {
  const folder = process.env.UPSTREAM_CRDS;
  return folder
    ? readdirSync(folder)
        .filter(file => file.startsWith(`${PORTAL_GROUP}_`))
        .map(file => parse(readFileSync(join(folder, file), 'utf8')))
    : [];
}

/** What the tests run on: our definitions, or Kuadrant's of the same names. */
function testDefinitions(): object[] {
  const upstream = upstreamDefinitions();
  const names = upstream.map(({ metadata }) => metadata.name);
  return [
    ...(definitions() as Definition[]).filter(
      ({ metadata }) => !names.includes(metadata.name),
    ),
    ...upstream,
  ];
}

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
 * of the programs. There the controllers have the rights of deploy/kustomize and no others. UPSTREAM_CRDS, see
 * {@link upstreamDefinitions}, chooses the definitions on either.
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
  const cluster = await LocalCluster.start({ manifests: testDefinitions() });
  const world = new TestWorld(cluster.kubeconfig());
  await world.namespace(KUADRANT_NAMESPACE);
  await world.namespace(CONTROLLER_NAMESPACE);
  await world.namespace(GATEWAY.namespace);
  await world.gateway();
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
    for (const manifest of [...testDefinitions(), ...rbacManifests()]) {
      await create(world, manifest as ManifestWithRules);
    }
    // A definition is served some time after it was made.
    await waitFor(() => world.kuadrant(), 30_000);
    await world.removeKuadrant();
    await world.namespace(GATEWAY.namespace);
    await waitFor(() => world.gateway(), 30_000);
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
