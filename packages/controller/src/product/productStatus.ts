import type {
  APIProduct,
  APIProductStatus,
  AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyIsolation } from '@kuadrant/gateway-policy';
import {
  type DocumentState,
  type FetchedOpenApi,
  type IssuerMetadata,
  issuersOf,
  type OpenApiDocument,
  openApiUrlOf,
} from '../fetch';
import { conditionsFrom, type WantedCondition } from '../objects';
import {
  authCondition,
  identityCondition,
  isolationCondition,
  missingPlansCondition,
  oidcCondition,
  openApiCondition,
  planCondition,
  readyCondition,
} from './conditions';
import { authSchemeOf, type Discovery, plansOf } from './discover';

/** All that the status of a product depends on. */
export interface ProductInput {
  /** Milliseconds since the epoch. */
  now: number;
  product: APIProduct;
  discovery: Discovery;
  /** Whose keys open the product. */
  isolation?: KeyIsolation;
  /** State of the document at the product's URL; undefined when it was not tried yet. */
  openApi?: DocumentState<FetchedOpenApi>;
  /** The document in the status is not known to be from another URL than the present one. */
  keepsDocument: boolean;
  /** State of the metadata of the issuers in force; undefined when they were not tried yet. */
  issuer?: DocumentState<IssuerMetadata>;
}

/** The status of a product as its input wants it. Reads nothing else. */
export function productStatus(input: ProductInput): APIProductStatus {
  const { product, discovery, isolation, now } = input;
  const authScheme = authSchemeOf(product, discovery);
  const conditions = [
    readyCondition(product, discovery),
    planCondition(discovery),
    missingPlansCondition(product, discovery),
    authCondition(discovery, isolation),
    isolationCondition(isolation),
    identityCondition(authScheme),
    oidcCondition(product, authScheme, input.issuer),
    openApiCondition(product, input.openApi),
  ].filter((condition): condition is WantedCondition => !!condition);
  return {
    observedGeneration: product.metadata.generation,
    conditions: conditionsFrom(conditions, {
      previous: product.status?.conditions,
      observedGeneration: product.metadata.generation,
      now,
    }),
    discoveredPlans: plansOf(discovery),
    discoveredAuthScheme: authScheme,
    oidcDiscovery: oidcDiscovery(input, authScheme),
    openapi: openApiDocument(input),
  };
}

function oidcDiscovery(
  { product, issuer }: ProductInput,
  rules: AuthRules | undefined,
): APIProductStatus['oidcDiscovery'] {
  if (issuersOf(rules).length === 0) {
    return undefined;
  }
  return issuer
    ? issuer.value && { tokenEndpoint: issuer.value.tokenEndpoint }
    : product.status?.oidcDiscovery;
}

/** The document in the status, while the product names a URL. */
export function documentInStatus(
  product: APIProduct,
): OpenApiDocument | undefined {
  const { raw, lastSyncTime, maxSizeUsed } = product.status?.openapi ?? {};
  return openApiUrlOf(product) && raw !== undefined && lastSyncTime
    ? { raw, lastSyncTime, maxSizeUsed }
    : undefined;
}

// What was fetched once stays when the server cannot be reached for a while.
function openApiDocument({
  product,
  openApi,
  keepsDocument,
}: ProductInput): OpenApiDocument | undefined {
  return (
    openApi?.value?.document ??
    (keepsDocument ? documentInStatus(product) : undefined)
  );
}
