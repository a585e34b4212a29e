import {
  apiProducts,
  authPolicies,
  gateways,
  httpRoutes,
  kuadrants,
  namespaces,
  planPolicies,
  type KubernetesObject,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isAlreadyExists,
  isNotFound,
  type KubernetesClient,
} from '@kuadrant/kubernetes-cache';
import { setTimeout as pause } from 'node:timers/promises';
import { readDemoObjects } from './manifests';

interface ConfigMap extends KubernetesObject {
  data?: Record<string, string>;
}

const definitions: ResourceDefinition = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

const configMaps: ResourceDefinition<ConfigMap> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
};

const seeded: ResourceDefinition[] = [
  namespaces,
  gateways,
  kuadrants,
  httpRoutes,
  authPolicies,
  planPolicies,
  apiProducts,
];

const FIELD_MANAGER = 'playground';

/** Where it is noted that the demo objects have been made, and for which port. */
const note = { namespace: 'kuadrant-system', name: 'playground-demo-data' };

/** How long a cluster may take to serve a kind after its definition was written. */
const SERVED_MS = 60_000;

interface CustomKind extends KubernetesObject {
  spec: {
    group: string;
    names: { kind: string; plural: string };
    versions: { name: string; served: boolean }[];
  };
}

/**
 * Brings the definitions of all kinds up to date; the cluster may have been made by an older playground. Resolves once
 * the kinds are served.
 *
 * @throws KubernetesError when a kind is not served after a minute
 */
export async function installDefinitions(
  client: KubernetesClient,
  all: KubernetesObject[],
): Promise<void> {
  for (const definition of all) {
    await put(client, definitions, definition);
  }
  const patience = AbortSignal.timeout(SERVED_MS);
  for (const definition of all) {
    await untilServed(client, definition as CustomKind, patience);
  }
}

async function untilServed(
  client: KubernetesClient,
  { spec }: CustomKind,
  patience: AbortSignal,
): Promise<void> {
  const { group, names, versions } = spec;
  for (const { name } of versions.filter(({ served }) => served)) {
    const kind = { group, version: name, ...names, namespaced: true };
    while (!(await isServed(client, kind, patience))) {
      await pause(50);
    }
  }
}

async function isServed(
  client: KubernetesClient,
  kind: ResourceDefinition,
  patience: AbortSignal,
): Promise<boolean> {
  try {
    await client.list(kind, { limit: 1 });
    return true;
  } catch (error) {
    if (!isNotFound(error) || patience.aborted) {
      throw error;
    }
    return false;
  }
}

/**
 * Makes the objects of the demo when the cluster is new. Afterwards they belong to whoever uses the playground: what
 * was changed stays changed, and what was deleted stays away. Only addresses of the gateway follow its port.
 */
export async function seed(
  client: KubernetesClient,
  options: { gatewayPort: number },
): Promise<void> {
  const { gatewayPort } = options;
  const before = await readNote(client);
  if (before === undefined) {
    for (const object of await readDemoObjects(gatewayPort)) {
      await createIfAbsent(client, resourceOf(object), object);
    }
  } else if (before !== gatewayPort) {
    await moveGateway(client, before, gatewayPort);
  }
  await put<ConfigMap>(client, configMaps, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: note,
    data: { gatewayPort: String(gatewayPort) },
  });
}

/** Creates an object, or overwrites what is there of it. */
async function put<T extends KubernetesObject>(
  client: KubernetesClient,
  resource: ResourceDefinition<T>,
  object: T,
): Promise<void> {
  if (!(await createIfAbsent(client, resource, object))) {
    const { namespace, name } = object.metadata;
    await client.patch(resource, { namespace, name }, object, {
      type: 'merge',
      fieldManager: FIELD_MANAGER,
    });
  }
}

async function readNote(client: KubernetesClient): Promise<number | undefined> {
  try {
    const { data } = await client.get(configMaps, note);
    return Number(data?.gatewayPort);
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Resolves to whether the object was created. */
async function createIfAbsent<T extends KubernetesObject>(
  client: KubernetesClient,
  resource: ResourceDefinition<T>,
  object: T,
): Promise<boolean> {
  try {
    await client.create(resource, object, { fieldManager: FIELD_MANAGER });
    return true;
  } catch (error) {
    if (!isAlreadyExists(error)) {
      throw error;
    }
    return false;
  }
}

function resourceOf({ kind }: KubernetesObject): ResourceDefinition {
  const resource = seeded.find(candidate => candidate.kind === kind);
  if (!resource) {
    throw new Error(`The demo data has a ${kind}, which nobody makes.`);
  }
  return resource;
}

/** Writes the new port into every Gateway and product that names the old one. */
async function moveGateway(
  client: KubernetesClient,
  before: number,
  after: number,
): Promise<void> {
  for (const gateway of (await client.list(gateways)).items) {
    const listeners = gateway.spec.listeners?.map(listener => ({
      ...listener,
      port: listener.port === before ? after : listener.port,
    }));
    await client.patch(
      gateways,
      { namespace: gateway.metadata.namespace, name: gateway.metadata.name },
      { spec: { listeners } },
      { type: 'merge', fieldManager: FIELD_MANAGER },
    );
  }
  for (const product of (await client.list(apiProducts)).items) {
    const { documentation = {} } = product.spec;
    const moved = Object.fromEntries(
      Object.entries(documentation).map(([name, value]) => [
        name,
        value?.replace(`localhost:${before}/`, `localhost:${after}/`),
      ]),
    );
    await client.patch(
      apiProducts,
      { namespace: product.metadata.namespace, name: product.metadata.name },
      { spec: { documentation: moved } },
      { type: 'merge', fieldManager: FIELD_MANAGER },
    );
  }
}
