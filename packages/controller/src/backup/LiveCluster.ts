import {
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequests,
  apiKeys,
  type APIProduct,
  apiProducts,
  type KubernetesObject,
  namespaces,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { keyOf } from '../objects';
import { listAll } from './listAll';

/** What is in the cluster before a restore. */
export interface LiveCluster {
  namespaces: Map<string, KubernetesObject>;
  products: Map<string, APIProduct>;
  keys: Map<string, APIKey>;
  requests: Map<string, APIKeyRequest>;
  /** By the request that they name, as `namespace/name`. */
  decisions: Map<string, APIKeyApproval[]>;
}

/** Reads it. */
export async function readLiveCluster(
  client: KubernetesClient,
  scope?: string[],
): Promise<LiveCluster> {
  const all = await listAll<KubernetesObject>(client, namespaces);
  const existing = new Set(all.map(({ metadata }) => metadata.name));
  const within = scope?.filter(name => existing.has(name));
  const decisions = await listAll<APIKeyApproval>(
    client,
    apiKeyApprovals,
    within,
  );
  return {
    namespaces: new Map(all.map(each => [each.metadata.name, each])),
    products: byRef(await listAll<APIProduct>(client, apiProducts, within)),
    keys: byRef(await listAll<APIKey>(client, apiKeys, within)),
    requests: byRef(
      await listAll<APIKeyRequest>(client, apiKeyRequests, within),
    ),
    decisions: byRequest(decisions),
  };
}

/** The request that a decision names, as `namespace/name`. */
export function requestOf({ metadata, spec }: APIKeyApproval): string {
  return keyOf({
    namespace: metadata.namespace,
    name: spec.apiKeyRequestRef.name,
  });
}

/** Decisions by the request that they name. */
export function byRequest(
  decisions: APIKeyApproval[],
): Map<string, APIKeyApproval[]> {
  const found = new Map<string, APIKeyApproval[]>();
  for (const decision of decisions) {
    const request = requestOf(decision);
    found.set(request, [...(found.get(request) ?? []), decision]);
  }
  return found;
}

function byRef<T extends KubernetesObject>(objects: T[]): Map<string, T> {
  return new Map(objects.map(object => [keyOf(object.metadata), object]));
}
