import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
  AuthPolicy,
  HTTPRoute,
  KubernetesObject,
  ObjectRef,
  PlanPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  LABELS,
  labelValue,
  productRefOf,
  secretNamesOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
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

/** Products by `namespace/name` of their HTTPRoute. */
export function productsByRoute(product: APIProduct): string[] {
  const { namespace } = product.metadata;
  return [keyOf({ namespace, name: product.spec.targetRef.name })];
}

/** The Gateways that a route belongs to. */
export function parentGateways(route: HTTPRoute): ObjectRef[] {
  return (route.spec.parentRefs ?? [])
    .filter(
      ({ group, kind }) =>
        (group ?? 'gateway.networking.k8s.io') ===
          'gateway.networking.k8s.io' && (kind ?? 'Gateway') === 'Gateway',
    )
    .map(({ namespace, name }) => ({
      namespace: namespace ?? route.metadata.namespace ?? '',
      name,
    }));
}

/** Routes by `namespace/name` of their Gateways. */
export function routesByGateway(route: HTTPRoute): string[] {
  return parentGateways(route).map(keyOf);
}

/** Policies by `Kind/namespace/name` of their target. */
export function policiesByTarget(policy: AuthPolicy | PlanPolicy): string[] {
  const { kind, name } = policy.spec.targetRef;
  return [
    targetKey(kind, { namespace: policy.metadata.namespace ?? '', name }),
  ];
}

/** The key of {@link policiesByTarget}. */
export function targetKey(kind: string, ref: ObjectRef): string {
  return `${kind}/${keyOf(ref)}`;
}

/** Enforcement Secrets by namespace and name of their key, as written in labels. */
export function enforcementByKey({ metadata }: KubernetesObject): string[] {
  const labels = metadata.labels ?? {};
  const namespace = labels[LABELS.apiKeyNamespace];
  const name = labels[LABELS.apiKey];
  return labels[LABELS.enforcement] === 'true' && namespace && name
    ? [keyOf({ namespace, name })]
    : [];
}

/** The key of {@link enforcementByKey}. */
export function enforcementIndexKey(apiKey: ObjectRef): string {
  return keyOf({
    namespace: labelValue(apiKey.namespace),
    name: labelValue(apiKey.name),
  });
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
