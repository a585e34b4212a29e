import {
  type APIKey,
  type APIKeyRequest,
  type APIProduct,
  apiProducts,
  enforcementSecretName,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound, type KubernetesClient } from '@kuadrant/kubernetes-cache';
import { type Caches, productRefOf } from '../caches';
import type { Enforcer, SecretRound } from '../enforcement';
import { keyOf, refOfMeta } from '../objects';
import {
  authSchemeOf,
  discover,
  hostnameOf,
  oldestFirst,
  plansOf,
} from '../product/discover';
import { isRequestOf, requestRefOf } from '../request/wantedRequest';
import type { KeyInput } from './KeyInput';

/** Collects all that the state of a key depends on: from the caches, and from the cluster what they do not have. */
export async function gatherKey(
  apiKey: APIKey,
  options: {
    caches: Caches;
    client: KubernetesClient;
    enforcer: Enforcer;
    round: SecretRound;
    now: number;
    expiryWarningMs: number;
  },
): Promise<KeyInput> {
  const { caches, enforcer, now, expiryWarningMs } = options;
  const kuadrantNamespace = kuadrantNamespaceOf(caches);
  const key = refOfMeta(apiKey.metadata);
  const product = await findProduct(productRefOf(apiKey), options);
  const found = product && discover(product, caches);
  const trusted =
    kuadrantNamespace === undefined
      ? undefined
      : enforcer.enforcedVersion({
          namespace: kuadrantNamespace,
          name: enforcementSecretName(key),
        });
  return {
    now,
    expiryWarningMs,
    apiKey,
    kuadrantNamespace,
    product,
    plans: found && plansOf(found),
    authScheme: product && found && authSchemeOf(product, found),
    hostname: found && hostnameOf(found),
    secret: await options.round.state(
      { namespace: key.namespace, name: apiKey.spec.secretRef.name },
      trusted,
    ),
    ...reviewOf(apiKey, caches),
  };
}

/** The key's own request and the approvals that name it, as the caches have them now. */
export function reviewOf(
  apiKey: APIKey,
  caches: Caches,
): Pick<KeyInput, 'request' | 'approvals'> {
  const ref = requestRefOf(apiKey);
  const request: APIKeyRequest | undefined = caches.apiKeyRequests.get(ref);
  return request && isRequestOf(request, apiKey)
    ? {
        request,
        approvals: caches.apiKeyApprovals.byIndex('request', keyOf(ref)),
      }
    : { approvals: [] };
}

/** The namespace of the Kuadrant object; of several the oldest counts. */
function kuadrantNamespaceOf({ kuadrants }: Caches): string | undefined {
  const [kuadrant] = kuadrants
    .list()
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort(oldestFirst);
  return kuadrant?.metadata.namespace;
}

// A product that the cache lacks may have been made a moment ago.
async function findProduct(
  ref: ObjectRef,
  { caches, client }: { caches: Caches; client: KubernetesClient },
): Promise<APIProduct | undefined> {
  const cached = caches.apiProducts.get(ref);
  if (cached) {
    return cached;
  }
  try {
    return await client.get(apiProducts, ref);
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}
