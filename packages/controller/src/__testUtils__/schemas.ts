import {
  type APIProduct,
  apiProducts,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { definitions } from '@kuadrant/test-control-plane';
import {
  type CustomResourceDefinition,
  customResourceDefinitions,
  DEFINITION_NAMES,
} from '../manager/schemas';
import { upstreamDefinitions } from './startWorld';
import type { TestWorld } from './TestWorld';

/** A definition as the cluster returns it. */
export type StoredDefinition = CustomResourceDefinition & {
  metadata: { resourceVersion?: string };
};

/** Reads a definition. */
export function getDefinition(
  { client }: TestWorld,
  name: string,
): Promise<StoredDefinition> {
  return client.get<StoredDefinition>(customResourceDefinitions, { name });
}

/** Writes a definition over the one of its name, as an operator's upgrade does. */
export async function replaceDefinition(
  world: TestWorld,
  definition: CustomResourceDefinition,
): Promise<void> {
  const { metadata } = await getDefinition(world, definition.metadata.name);
  await world.client.replace<StoredDefinition>(customResourceDefinitions, {
    ...definition,
    metadata: {
      ...definition.metadata,
      resourceVersion: metadata.resourceVersion,
    },
  });
}

/** This project's definitions of the four kinds, or Kuadrant's. */
function definitionsOf(owner: 'ours' | 'theirs'): CustomResourceDefinition[] {
  return owner === 'theirs'
    ? (upstreamDefinitions() as CustomResourceDefinition[])
    : (definitions() as CustomResourceDefinition[]).filter(({ metadata }) =>
        DEFINITION_NAMES.includes(metadata.name),
      );
}

/** Writes all four definitions of one owner over those that are there. */
export async function installDefinitions(
  world: TestWorld,
  owner: 'ours' | 'theirs',
): Promise<void> {
  for (const definition of definitionsOf(owner)) {
    await replaceDefinition(world, definition);
  }
}

/** Whose schema of APIProduct the API server applies now: Kuadrant's drops a field that ours keeps. */
export async function schemaInForce(
  { client }: TestWorld,
  namespace: string,
): Promise<'ours' | 'theirs'> {
  const { spec } = await client.create<APIProduct>(
    apiProducts,
    {
      metadata: { namespace, name: 'probe' },
      spec: {
        displayName: 'Probe',
        approvalMode: 'manual',
        publishStatus: 'Draft',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'probe',
        },
        keyLifetime: { maxDays: 1 },
      },
    },
    { dryRun: true },
  );
  return spec.keyLifetime ? 'ours' : 'theirs';
}
