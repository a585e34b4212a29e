import {
  type APIKey,
  type APIKeyRequest,
  type APIKeyRequestSpec,
  ANNOTATIONS,
  extensionAnnotations,
  refOfObject,
  REQUESTED_KEY_UID,
  requestRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * The request of a key, copied from it into its product's namespace.
 *
 * @remarks
 * That people have to review it is copied once: the requester can change the annotations of the key, not those of the
 * request.
 */
export function wantedRequest(apiKey: APIKey): APIKeyRequest & {
  metadata: { annotations: Record<string, string> };
} {
  const { metadata } = apiKey;
  const review = metadata.annotations?.[ANNOTATIONS.review];
  return {
    metadata: {
      ...requestRefOf(apiKey),
      annotations: {
        ...extensionAnnotations(REQUESTED_KEY_UID, metadata.uid ?? ''),
        ...(review === 'required' && { [ANNOTATIONS.review]: review }),
      },
    },
    spec: wantedRequestSpec(apiKey),
  };
}

function wantedRequestSpec(apiKey: APIKey): APIKeyRequestSpec {
  const { spec } = apiKey;
  return {
    apiProductRef: { name: spec.apiProductRef.name },
    apiKeyRef: refOfObject(apiKey),
    planTier: spec.planTier,
    useCase: spec.useCase ?? '',
    requestedBy: spec.requestedBy,
    expiresAt: spec.expiresAt,
  };
}
