import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { GatewaySnapshot } from '@kuadrant/gateway-policy';
import type { World } from '../world';

/** What the cluster says about traffic at one moment. */
export interface Snapshot extends GatewaySnapshot {
  /** The namespaces of the Kuadrant installations, where keys are looked for. */
  kuadrantNamespaces: readonly string[];
}

/** Takes a snapshot of the watched kinds. */
export function readSnapshot(world: World): Snapshot {
  return {
    gateways: world.gateways.list(),
    routes: [...world.routes.list(), ...world.grpcRoutes.list()],
    namespaces: world.namespaces.list(),
    authPolicies: world.authPolicies.list(),
    planPolicies: world.planPolicies.list(),
    rateLimitPolicies: world.rateLimitPolicies.list(),
    kuadrantNamespaces: world.kuadrants
      .list()
      .map(({ metadata }) => metadata.namespace ?? ''),
  };
}

/** The namespace and name of an object that came from the cluster. */
export function refOf(object: {
  metadata: { namespace?: string; name: string };
}): ObjectRef {
  const { namespace = '', name } = object.metadata;
  return { namespace, name };
}

/** `namespace/name` */
export function refText(object: {
  metadata: { namespace?: string; name: string };
}): string {
  const { namespace, name } = refOf(object);
  return `${namespace}/${name}`;
}
