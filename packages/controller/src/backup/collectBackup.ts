import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequests,
  apiKeys,
  type APIProduct,
  apiProducts,
  DECISION_BINDING,
  isRequestOf,
  type KubernetesObject,
  LABELS,
  namespaces,
  productRefOf,
  readExtension,
  refOfObject,
  requestRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyOf } from '../objects';
import { wantedRequest } from '../request/wantedRequest';
import { listAll } from './listAll';
import { byRequest } from './LiveCluster';
import { hadPlans, planMemory } from './planMemory';
import { savedDecisions } from './savedDecisions';
import { saveSecrets, type SaveSecretsOptions } from './saveSecrets';
import {
  noObjects,
  savedNamespace,
  savedObject,
  type SavedObjects,
} from './savedObjects';

/** What to save. */
export interface CollectOptions extends SaveSecretsOptions {
  /** Namespaces of products and of consumers; all where absent. */
  namespaces?: string[];
  /** Whether to save the key values. */
  withSecrets: boolean;
}

interface Cluster {
  namespaces: KubernetesObject[];
  products: Map<string, APIProduct>;
  keys: APIKey[];
  requests: Map<string, APIKeyRequest>;
  approvals: APIKeyApproval[];
}

const exists = ({ metadata }: KubernetesObject) => !metadata.deletionTimestamp;

/**
 * Reads from the cluster what a backup holds. Only reads.
 *
 * @throws KubernetesError where something cannot be read: a backup is whole or none
 */
export async function collectBackup(
  options: CollectOptions,
): Promise<SavedObjects> {
  const cluster = await readCluster(options);
  const saved = noObjects();
  saved.products = [...cluster.products.values()].map(savedProduct);
  const approvals = byRequest(cluster.approvals);
  for (const apiKey of cluster.keys) {
    saveReview(apiKey, { cluster, approvals, saved, options });
  }
  saved.decisions.push(...madeInAdvance([...approvals.values()].flat()));
  if (options.withSecrets) {
    await saveSecrets(saved, options);
  }
  saved.namespaces = savedNamespaces(cluster, saved);
  return saved;
}

async function readCluster({
  client,
  namespaces: scope,
}: CollectOptions): Promise<Cluster> {
  const read = <T extends KubernetesObject>(
    resource: Parameters<typeof listAll<T>>[1],
  ) => listAll<T>(client, resource, scope);
  // Decisions last: none may be older than the key that it is about.
  const products = await read<APIProduct>(apiProducts);
  const keys = await read<APIKey>(apiKeys);
  const requests = await read<APIKeyRequest>(apiKeyRequests);
  const approvals = await read<APIKeyApproval>(apiKeyApprovals);
  return {
    namespaces: scope
      ? await Promise.all(
          scope.map(name => client.get(namespaces, { namespace: '', name })),
        )
      : await listAll(client, namespaces),
    products: new Map(
      products.filter(exists).map(each => [keyOf(each.metadata), each]),
    ),
    keys: keys.filter(exists),
    requests: new Map(requests.map(each => [keyOf(each.metadata), each])),
    approvals: approvals.filter(exists),
  };
}

// The condition that a product had plans is kept in its status alone.
function savedProduct(product: APIProduct): APIProduct {
  return {
    ...savedObject(product),
    ...(hadPlans(product) && { status: planMemory(product) }),
  };
}

function saveReview(
  apiKey: APIKey,
  context: {
    cluster: Cluster;
    approvals: Map<string, APIKeyApproval[]>;
    saved: SavedObjects;
    options: CollectOptions;
  },
): void {
  const { cluster, approvals, saved, options } = context;
  const key = keyOf(refOfObject(apiKey));
  const productRef = productRefOf(apiKey);
  const scope = options.namespaces;
  if (scope && !scope.includes(productRef.namespace)) {
    options.onNote(
      `APIKey ${key} is left out: its decisions are in namespace ${productRef.namespace}, which --namespace does not name`,
    );
    return;
  }
  const requestKey = keyOf(requestRefOf(apiKey));
  const live = cluster.requests.get(requestKey);
  const own = live && isRequestOf(live, apiKey) ? live : undefined;
  const { decisions, leftOut } = savedDecisions(
    approvals.get(requestKey) ?? [],
    {
      apiKey,
      request: own ?? wantedRequest(apiKey),
      productUid: cluster.products.get(keyOf(productRef))?.metadata.uid,
    },
  );
  approvals.delete(requestKey);
  if (leftOut > 0) {
    options.onNote(
      `${leftOut} decisions on APIKey ${key} are left out: they count for nothing any more`,
    );
  }
  saved.keys.push(savedKey(apiKey));
  saved.requests.push(...(own ? [savedObject(own)] : []));
  saved.decisions.push(...decisions);
}

function savedKey(apiKey: APIKey): APIKey {
  const saved = savedObject(apiKey);
  const { [ANNOTATIONS.restoring]: _, ...annotations } =
    saved.metadata.annotations ?? {};
  return {
    ...saved,
    metadata: {
      ...saved.metadata,
      ...(saved.metadata.annotations && { annotations }),
    },
  };
}

// Whose key does not exist yet. What is bound already was made on a key that no longer exists.
function madeInAdvance(approvals: APIKeyApproval[]): APIKeyApproval[] {
  return approvals
    .filter(approval => {
      const { value, problem } = readExtension(DECISION_BINDING, approval);
      const owned = (approval.metadata.ownerReferences ?? []).length > 0;
      return value === undefined && problem === undefined && !owned;
    })
    .map(approval => savedObject(approval));
}

// Those of saved objects, and those made for consumers.
function savedNamespaces(
  cluster: Cluster,
  saved: SavedObjects,
): KubernetesObject[] {
  const used = new Set(
    [...saved.products, ...saved.keys, ...saved.decisions].map(
      ({ metadata }) => metadata.namespace,
    ),
  );
  return cluster.namespaces
    .filter(
      ({ metadata }) =>
        !metadata.deletionTimestamp &&
        (used.has(metadata.name) ||
          metadata.labels?.[LABELS.consumerNamespace] === 'true'),
    )
    .map(savedNamespace);
}
