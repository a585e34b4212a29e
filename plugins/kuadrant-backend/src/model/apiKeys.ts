import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyRequest,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** The product of a key: in the key's own namespace where the reference names none. */
export function productRefOf(key: APIKey): ObjectRef {
  const { name, namespace } = key.spec.apiProductRef;
  return { namespace: namespace ?? key.metadata.namespace ?? '', name };
}

/** The product of a request: in the request's namespace. */
export function productRefOfRequest(request: APIKeyRequest): ObjectRef {
  return {
    namespace: request.metadata.namespace ?? '',
    name: request.spec.apiProductRef.name,
  };
}

/** When the current value was shown; undefined while it was not. */
export function revealedAt(key: APIKey): string | undefined {
  return key.metadata.annotations?.[ANNOTATIONS.revealedAt];
}

/** Until when the value before a rotation works; undefined when there is none that works. */
export function previousValidUntil(
  key: APIKey,
  now: number,
): string | undefined {
  const previous = key.spec.previousSecretRef;
  return previous && Date.parse(previous.validUntil) > now
    ? previous.validUntil
    : undefined;
}
