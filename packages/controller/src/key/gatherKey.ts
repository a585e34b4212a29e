import {
  type APIKey,
  enforcementSecretName,
  productRefOf,
  refOfObject,
  requestRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches, Finder } from '../caches';
import type { Enforcer, SecretRound } from '../enforcement';
import { keyOf, oldestFirst } from '../objects';
import {
  authSchemeOf,
  type Discover,
  hostnameOf,
  lacksPlans,
  plansOf,
} from '../product/discover';
import type { ProductIndex } from '../product/ProductIndex';
import type { KeyInput } from './KeyInput';

/** Collects all that the state of a key depends on: from the caches, and from the cluster what they do not have. */
export async function gatherKey(
  apiKey: APIKey,
  options: {
    caches: Caches;
    discover: Discover;
    finder: Finder;
    products: Pick<ProductIndex, 'othersOf'>;
    enforcer: Enforcer;
    round: SecretRound;
    now: number;
    expiryWarningMs: number;
  },
): Promise<KeyInput> {
  const { caches, enforcer, now, expiryWarningMs } = options;
  const kuadrantNamespace = kuadrantNamespaceOf(caches);
  const key = refOfObject(apiKey);
  const product = await options.finder.find(
    caches.apiProducts,
    productRefOf(apiKey),
  );
  const found = product && options.discover(product);
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
    plans:
      product && found && lacksPlans(product, found)
        ? []
        : found && plansOf(found),
    heldPlans: found?.heldPlans,
    authScheme: product && found && authSchemeOf(product, found),
    otherSchemes: options.products.othersOf(keyOf(productRefOf(apiKey))),
    noAccess:
      found && !found.summary.access.works
        ? found.summary.access.message
        : undefined,
    hostname: found && hostnameOf(found),
    ...(await options.round.stateOf(
      { namespace: key.namespace, name: apiKey.spec.secretRef.name },
      trusted,
    )),
    ...reviewOf(apiKey, caches),
  };
}

/** The key's request and the approvals that name it, as the caches have them now. */
export function reviewOf(
  apiKey: APIKey,
  caches: Caches,
): Pick<KeyInput, 'request' | 'approvals'> {
  const ref = requestRefOf(apiKey);
  return {
    request: caches.apiKeyRequests.get(ref),
    approvals: caches.apiKeyApprovals.byIndex('request', keyOf(ref)),
  };
}

/** The namespace of the Kuadrant object; of several the oldest counts. */
function kuadrantNamespaceOf({ kuadrants }: Caches): string | undefined {
  const [kuadrant] = kuadrants
    .list()
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort(oldestFirst);
  return kuadrant?.metadata.namespace;
}
