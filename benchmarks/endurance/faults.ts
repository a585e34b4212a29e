import { setTimeout as pause } from 'node:timers/promises';
import {
  authPolicies,
  gateways,
  httpRoutes,
  kuadrants,
  type KubernetesObject,
  planPolicies,
  refOfObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isNotFound,
  KubernetesClient,
  type ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import { KubeConfig } from '@kubernetes/client-node';
import type { Stage } from './actors';

/** What keys depend on and a person, or GitOps, may remove and bring back. */
const FRAGILE: ResourceDefinition[] = [
  authPolicies,
  planPolicies,
  httpRoutes,
  gateways,
  kuadrants,
];
const BETWEEN_MS = 25_000;
const SETTLES_MS = 10_000;

/** Takes an object away that keys depend on, and brings it back seconds later, again and again. */
export async function breakAndRepair(stage: Stage): Promise<void> {
  const { ledger, portal, random, signal } = stage;
  while (!signal.aborted) {
    await pause(BETWEEN_MS * (0.5 + random()));
    if (!portal.up || signal.aborted) {
      continue;
    }
    const resource = FRAGILE[Math.floor(random() * FRAGILE.length)];
    // A route without its policy is open, and one without its Gateway is not there.
    ledger.brokenUntil = Infinity;
    const taken = await take(stage, resource);
    if (taken) {
      await pause(500 + random() * 3_000);
      await bringBack(stage, resource, taken);
      ledger.count(`${resource.kind} away and back`);
    }
    ledger.brokenUntil = Date.now() + SETTLES_MS;
  }
}

/** Deletes one object of a kind; undefined where there is none or the cluster is down. */
async function take(
  stage: Stage,
  resource: ResourceDefinition,
): Promise<KubernetesObject | undefined> {
  return withClient(stage, async client => {
    const items = (await client.list(resource, {})).items as KubernetesObject[];
    const object = items[Math.floor(stage.random() * items.length)];
    if (object) {
      await client.delete(resource, refOfObject(object));
    }
    return object;
  }).catch(() => undefined);
}

// Whatever happens to the portal meanwhile, what was taken comes back.
async function bringBack(
  stage: Stage,
  resource: ResourceDefinition,
  taken: KubernetesObject,
): Promise<void> {
  const { namespace, name, labels, annotations } = taken.metadata;
  const { spec } = taken as { spec?: object };
  for (;;) {
    try {
      await withClient(stage, async client => {
        try {
          await client.get(resource, refOfObject(taken));
        } catch (error) {
          if (!isNotFound(error)) {
            throw error;
          }
          await client.create(resource, {
            metadata: { namespace, name, labels, annotations },
            spec,
          } as KubernetesObject);
        }
      });
      return;
    } catch (error) {
      stage.ledger.count(`bring back: ${(error as Error).name}`);
      await pause(1_000);
    }
  }
}

async function withClient<T>(
  { portal }: Stage,
  act: (client: KubernetesClient) => Promise<T>,
): Promise<T> {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(portal.kubeconfig);
  const client = KubernetesClient.fromKubeConfig(kubeConfig);
  try {
    return await act(client);
  } finally {
    await client.close();
  }
}
