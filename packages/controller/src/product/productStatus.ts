import {
  ANNOTATIONS,
  type APIProduct,
  type APIProductStatus,
  type AuthPolicy,
  type Condition,
  findCondition,
  type PlanPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  describeDocument,
  type DocumentState,
  type FetchedOpenApi,
  type IssuerMetadata,
  issuerOf,
  type OpenApiDocument,
  openApiUrlOf,
} from '../fetch';
import {
  shownText,
  conditionsFrom,
  keyOf,
  type WantedCondition,
} from '../objects';
import {
  acceptedCondition,
  authSchemeOf,
  type Discovery,
  isInForce,
  lacksPlans,
  PLANS_PRESENT,
  plansOf,
} from './discover';
import type { Isolation } from './IsolationIndex';

/** All that the status of a product depends on. */
export interface ProductInput {
  /** Milliseconds since the epoch. */
  now: number;
  product: APIProduct;
  discovery: Discovery;
  /** Whose keys open the product; undefined where it takes no keys. */
  isolation?: Isolation;
  /** State of the document at the product's URL; undefined when it was not tried yet. */
  openApi?: DocumentState<FetchedOpenApi>;
  /** The document in the status is not known to be from another URL than the present one. */
  keepsDocument: boolean;
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
    missingPlansCondition(input),
    authCondition(discovery),
    isolationCondition(input),
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
          ? `HTTPRoute ${name} is not accepted: ${shownText(accepted.message)}`
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
        message: `PlanPolicy ${nameOf(planPolicy)} applies`,
      }
    : {
        type,
        status: 'False',
        reason: 'NotFound',
        message: 'No PlanPolicy applies to the HTTPRoute or its Gateways',
      };
}

// Absent otherwise.
function missingPlansCondition({
  product,
  discovery,
}: ProductInput): WantedCondition | undefined {
  return lacksPlans(product, discovery)
    ? {
        type: PLANS_PRESENT,
        status: 'False',
        reason: 'PlanPolicyRemoved',
        message: `The product had plans, and no PlanPolicy applies any more. Its keys do not work until one does, or until the product has the annotation ${ANNOTATIONS.withoutPlans}: "true"; without plans nothing limits their calls`,
      }
    : undefined;
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
  const name = `AuthPolicy ${nameOf(authPolicy)}`;
  return isInForce(authPolicy)
    ? { type, status: 'True', reason: 'Found', message: `${name} applies` }
    : {
        type,
        status: 'False',
        reason: 'AuthPolicyNotReady',
        message: `${name} is not accepted and enforced yet${objectionTo(authPolicy)}`,
      };
}

/** Name and target of a policy: whether it is the route's own or that of its Gateway. */
function nameOf({ metadata, spec }: AuthPolicy | PlanPolicy): string {
  return `${keyOf(metadata)} on ${spec.targetRef.kind} ${spec.targetRef.name}`;
}

/** What the policy itself says about why it is not in force. */
function objectionTo({ status }: AuthPolicy): string {
  const [objection] = ['Accepted', 'Enforced']
    .flatMap(type => findCondition(status?.conditions, type) ?? [])
    .filter(condition => condition.status !== 'True');
  const { reason, message } = objection ?? {};
  const said = [reason, message]
    .filter((text): text is string => Boolean(text))
    .map(shownText)
    .join(': ');
  return said && `. ${said}`;
}

// Absent where the product takes no keys.
function isolationCondition({
  isolation,
}: ProductInput): WantedCondition | undefined {
  const type = 'KeysIsolated';
  if (!isolation) {
    return undefined;
  }
  const { isIsolated, openedBy, hasMore } = isolation;
  return isIsolated
    ? {
        type,
        status: 'True',
        reason: 'KeysIsolated',
        message: 'Only keys of this product are let in',
      }
    : {
        type,
        status: 'False',
        reason: 'SelectorShared',
        // The pages show the names in a sentence of their own.
        message: `${openedBy.join(', ')}${hasMore ? ' and more' : ''}`,
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
        message: describeDocument(url, input.openApi.value),
      };
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

// After a restart nothing has been tried yet; that is no news.
function previousCondition(
  { product }: ProductInput,
  type: string,
): Condition | undefined {
  return findCondition(product.status?.conditions, type);
}
