import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
  KubernetesObject,
  ListenerSet,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  ANNOTATIONS,
  LABELS,
  labelValue,
  listenerSetGateway,
  productRefOf,
  secretNamesOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  policyTarget,
  type PolicyTarget,
  type Route,
  type RouteKind,
  routeParents,
  type Targeting,
} from '@kuadrant/gateway-policy';
import { keyOf } from '../objects';

/** Keys by `namespace/name` of their product. */
export function keysByProduct(apiKey: APIKey): string[] {
  return [keyOf(productRefOf(apiKey))];
}

/** Keys by `namespace/name` of the Secrets that they name. */
export function keysBySecret(apiKey: APIKey): string[] {
  const { namespace } = apiKey.metadata;
  return secretNamesOf(apiKey).map(name => keyOf({ namespace, name }));
}

/** Keys by their UID. */
export function keysByUid({ metadata }: APIKey): string[] {
  return metadata.uid ? [metadata.uid] : [];
}

/** Requests by `namespace/name` of the key that they shadow. */
export function requestsByKey(request: APIKeyRequest): string[] {
  return [keyOf(request.spec.apiKeyRef)];
}

/** Approvals by `namespace/name` of the request that they decide. */
export function approvalsByRequest(approval: APIKeyApproval): string[] {
  const { namespace } = approval.metadata;
  return [keyOf({ namespace, name: approval.spec.apiKeyRequestRef.name })];
}

/** Products by their route. */
export function productsByRoute(product: APIProduct): string[] {
  return [targetKey(routeRefOf(product))];
}

/** The route that a product names. */
export function routeRefOf({ metadata, spec }: APIProduct): RouteRef {
  const { kind, name } = spec.targetRef;
  return {
    kind: kind === 'GRPCRoute' ? 'GRPCRoute' : 'HTTPRoute',
    namespace: metadata.namespace ?? '',
    name,
  };
}

/** A route by name. */
export interface RouteRef extends ObjectRef {
  kind: RouteKind;
}

/** Routes by their Gateways and ListenerSets. */
export function routesByParent(route: Route): string[] {
  return routeParents(route).map(targetKey);
}

/** ListenerSets by `namespace/name` of their Gateway. */
export function listenerSetsByGateway(listenerSet: ListenerSet): string[] {
  const gateway = listenerSetGateway(listenerSet);
  return gateway ? [keyOf(gateway)] : [];
}

/** Policies by their target. */
export function policiesByTarget(policy: Targeting): string[] {
  const target = policyTarget(policy);
  return target ? [targetKey(target)] : [];
}

/** An object with its kind as a text, `Kind/namespace/name`. */
export function targetKey(target: PolicyTarget): string {
  return `${target.kind}/${keyOf(target)}`;
}

/**
 * Enforcement Secrets by `namespace/name` of their key: by the annotation that has it in full, else by the labels, which
 * other controllers write alone. Earlier versions have another annotation.
 */
export function enforcementByKey({ metadata }: KubernetesObject): string[] {
  const { labels = {}, annotations = {} } = metadata;
  const namespace = labels[LABELS.apiKeyNamespace];
  const name = labels[LABELS.apiKey];
  return labels[LABELS.enforcement] === 'true' && namespace && name
    ? [
        annotations[ANNOTATIONS.keyId] ??
          annotations[ANNOTATIONS.apiKey] ??
          keyOf({ namespace, name }),
      ]
    : [];
}

/** Secrets that are labelled for a key, by namespace and label. */
export function secretsByLabel({ metadata }: KubernetesObject): string[] {
  const { namespace, labels = {} } = metadata;
  const name = labels[LABELS.apiKey];
  return name && labels[LABELS.enforcement] === undefined
    ? [keyOf({ namespace, name })]
    : [];
}

/** The key of {@link secretsByLabel}. */
export function labelIndexKey({ namespace, name }: ObjectRef): string {
  return keyOf({ namespace, name: labelValue(name) });
}
