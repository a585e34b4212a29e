import {
  type APIProduct,
  type APIProductStatus,
  type Condition,
  findCondition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  type DocumentState,
  type IssuerMetadata,
  issuerOf,
  type OpenApiDocument,
  openApiUrlOf,
} from '../fetch';
import { conditionsFrom, keyOf, type WantedCondition } from '../objects';
import {
  acceptedCondition,
  authSchemeOf,
  type Discovery,
  isInForce,
  plansOf,
} from './discover';

/** All that the status of a product depends on. */
export interface ProductInput {
  /** Milliseconds since the epoch. */
  now: number;
  product: APIProduct;
  discovery: Discovery;
  /** State of the document at the product's URL; undefined when it was not tried yet. */
  openApi?: DocumentState<OpenApiDocument>;
  /** State of the metadata of the issuer in force; undefined when it was not tried yet. */
  issuer?: DocumentState<IssuerMetadata>;
}

/** The status of a product as its input wants it. Reads nothing else. */
export function productStatus(input: ProductInput): APIProductStatus {
  const { product, discovery, now } = input;
  const authScheme = authSchemeOf(product, discovery);
  const conditions = [
    readyCondition(input),
    planCondition(discovery),
    authCondition(discovery),
    oidcCondition(input),
    openApiCondition(input),
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
    oidcDiscovery: oidcDiscovery(input),
    openapi: openApiDocument(input),
  };
}

function readyCondition({
  product,
  discovery: { route },
}: ProductInput): WantedCondition {
  const { name } = product.spec.targetRef;
  if (!route) {
    return {
      type: 'Ready',
      status: 'False',
      reason: 'HTTPRouteNotFound',
      message: `There is no HTTPRoute ${name} in namespace ${product.metadata.namespace}`,
    };
  }
  const accepted = acceptedCondition(route);
  return accepted?.status === 'True'
    ? {
        type: 'Ready',
        status: 'True',
        reason: 'HTTPRouteAccepted',
        message: `HTTPRoute ${name} is accepted`,
      }
    : {
        type: 'Ready',
        status: 'False',
        reason: 'HTTPRouteNotAccepted',
        message: accepted?.message
          ? `HTTPRoute ${name} is not accepted: ${accepted.message}`
          : `No Gateway has accepted HTTPRoute ${name} yet`,
      };
}

function planCondition({ planPolicy }: Discovery): WantedCondition {
  const type = 'PlanPolicyDiscovered';
  return planPolicy
    ? {
        type,
        status: 'True',
        reason: 'Found',
        message: `PlanPolicy ${keyOf(planPolicy.metadata)} applies`,
      }
    : {
        type,
        status: 'False',
        reason: 'NotFound',
        message: 'No PlanPolicy applies to the HTTPRoute or its Gateways',
      };
}

function authCondition({ authPolicy }: Discovery): WantedCondition {
  const type = 'AuthPolicyDiscovered';
  if (!authPolicy) {
    return {
      type,
      status: 'False',
      reason: 'NotFound',
      message: 'No AuthPolicy applies to the HTTPRoute or its Gateways',
    };
  }
  const name = `AuthPolicy ${keyOf(authPolicy.metadata)}`;
  return isInForce(authPolicy)
    ? { type, status: 'True', reason: 'Found', message: `${name} applies` }
    : {
        type,
        status: 'False',
        reason: 'AuthPolicyNotReady',
        message: `${name} is not accepted and enforced yet`,
      };
}

function oidcCondition(input: ProductInput): WantedCondition | undefined {
  const type = 'OIDCDiscovered';
  const issuer = issuerOf(authSchemeOf(input.product, input.discovery));
  if (!issuer) {
    return {
      type,
      status: 'False',
      reason: 'NoOIDCAuth',
      message: 'The AuthPolicy has no rule for JWTs of an issuer',
    };
  }
  if (!input.issuer) {
    return previousCondition(input, type);
  }
  const { failure } = input.issuer;
  return failure
    ? {
        type,
        status: 'False',
        reason: 'DiscoveryFailed',
        message: failure.message,
      }
    : {
        type,
        status: 'True',
        reason: 'Discovered',
        message: `Issuer ${issuer} was discovered`,
      };
}

function oidcDiscovery(input: ProductInput): APIProductStatus['oidcDiscovery'] {
  const { product, discovery, issuer } = input;
  if (!issuerOf(authSchemeOf(product, discovery))) {
    return undefined;
  }
  return issuer ? issuer.value : product.status?.oidcDiscovery;
}

function openApiCondition(input: ProductInput): WantedCondition | undefined {
  const type = 'OpenAPISpecReady';
  const url = openApiUrlOf(input.product);
  if (!url) {
    return undefined;
  }
  if (!input.openApi) {
    return previousCondition(input, type);
  }
  const { failure } = input.openApi;
  return failure
    ? {
        type,
        status: 'False',
        reason: failure.reason,
        message: failure.message,
      }
    : {
        type,
        status: 'True',
        reason: 'SpecFetched',
        message: `The document was fetched from ${url}`,
      };
}

/** The document in the status that is from the product's present URL; another controller does not note the URL. */
export function presentDocument(
  product: APIProduct,
): OpenApiDocument | undefined {
  const url = openApiUrlOf(product);
  const document = product.status?.openapi;
  return url && document && (document.sourceURL ?? url) === url
    ? document
    : undefined;
}

// What was fetched once stays when the server is gone for a while.
function openApiDocument({
  product,
  openApi,
}: ProductInput): OpenApiDocument | undefined {
  return openApi?.value ?? presentDocument(product);
}

// After a restart nothing has been tried yet; that is no news.
function previousCondition(
  { product }: ProductInput,
  type: string,
): Condition | undefined {
  return findCondition(product.status?.conditions, type);
}
