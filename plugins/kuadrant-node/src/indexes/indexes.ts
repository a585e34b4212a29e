import {
  listenerSetGateway,
  productOwner,
  readEntityRef,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  type ListenerSet,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * The key under which an object is found in an index: `namespace/name`.
 *
 * @public
 */
export function objectKey(ref: { namespace?: string; name: string }): string {
  return `${ref.namespace ?? ''}/${ref.name}`;
}

/**
 * The key under which an entity is found in an index: its full reference in lower case, as Backstage compares them;
 * undefined for a text that is no reference.
 *
 * @param defaultKind - the kind of a reference that names none
 * @public
 */
export function entityKey(
  ref: string | undefined,
  defaultKind: 'user' | 'group',
): string | undefined {
  return ref === undefined ? undefined : readEntityRef(ref, defaultKind).ref;
}

/**
 * The key under which policies are found that target an object.
 *
 * @public
 */
export function policyTargetKey(target: {
  kind: string;
  namespace?: string;
  name: string;
}): string {
  return `${target.kind} ${objectKey(target)}`;
}

/** Keys by requester ({@link entityKey}). @public */
export function keysByRequester(apiKey: APIKey): string[] {
  return present(entityKey(apiKey.spec.requestedBy.userId, 'user'));
}

/** Keys by product ({@link objectKey}); a reference without namespace means the key's own. @public */
export function keysByProduct(apiKey: APIKey): string[] {
  const { name, namespace } = apiKey.spec.apiProductRef;
  return [
    objectKey({ namespace: namespace ?? apiKey.metadata.namespace, name }),
  ];
}

/** Requests by product ({@link objectKey}), which is in the request's namespace. @public */
export function requestsByProduct(request: APIKeyRequest): string[] {
  return [
    objectKey({
      namespace: request.metadata.namespace,
      name: request.spec.apiProductRef.name,
    }),
  ];
}

/** Requests by APIKey ({@link objectKey}). @public */
export function requestsByKey(request: APIKeyRequest): string[] {
  return [objectKey(request.spec.apiKeyRef)];
}

/** Decisions by request ({@link objectKey}), which is in the decision's namespace. @public */
export function approvalsByRequest(approval: APIKeyApproval): string[] {
  return [
    objectKey({
      namespace: approval.metadata.namespace,
      name: approval.spec.apiKeyRequestRef.name,
    }),
  ];
}

/** Products by owner ({@link entityKey}); an owner without a kind is a group. @public */
export function productsByOwner(product: APIProduct): string[] {
  return present(productOwner(product));
}

/** Products by name, of all namespaces. @public */
export function productsByName(product: APIProduct): string[] {
  return [product.metadata.name];
}

/** Products by HTTPRoute ({@link objectKey}), which is in the product's namespace. @public */
export function productsByRoute(product: APIProduct): string[] {
  return [
    objectKey({
      namespace: product.metadata.namespace,
      name: product.spec.targetRef.name,
    }),
  ];
}

/** ListenerSets by Gateway ({@link objectKey}). @public */
export function listenerSetsByGateway(listenerSet: ListenerSet): string[] {
  const gateway = listenerSetGateway(listenerSet);
  return gateway ? [objectKey(gateway)] : [];
}

/** Policies by target ({@link policyTargetKey}), which is in the policy's namespace. @public */
export function policiesByTarget(policy: {
  metadata: { namespace?: string };
  spec: { targetRef?: { kind: string; name: string } };
}): string[] {
  if (!policy.spec.targetRef) {
    return [];
  }
  const { kind, name } = policy.spec.targetRef;
  return [
    policyTargetKey({ kind, namespace: policy.metadata.namespace, name }),
  ];
}

function present(key: string | undefined): string[] {
  return key === undefined ? [] : [key];
}
