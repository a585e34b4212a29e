import {
  ANNOTATIONS,
  type APIKey,
  type AuthenticationRule,
  enforcementCopyName,
  enforcementSecretName,
  LABELS,
  labelsOfProductKeys,
  labelValue,
  type ObjectRef,
  type Overlap,
  productRefOf,
  refOfObject,
  type Terms,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyOf } from '../objects';
import { indexedText } from './differences';

/** An enforcement Secret as it should be, but for its value. */
export interface WantedSecret {
  ref: ObjectRef;
  /** Name of a copy that stands in while the Secret is replaced; another one for other labels and annotations. */
  copyName: string;
  /** The consumer's Secret that holds the value. */
  source: ObjectRef;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * The enforcement Secrets of an approved key: one for its value, and a second for the value before a rotation while
 * that still works.
 */
export function wantedSecrets(options: {
  apiKey: APIKey;
  kuadrantNamespace: string;
  authentication: AuthenticationRule;
  terms: Terms;
  /** The previous value, while it works. */
  overlap?: Overlap;
}): WantedSecret[] {
  const { apiKey, kuadrantNamespace, overlap } = options;
  const key = refOfObject(apiKey);
  const common = {
    labels: labelsFor(apiKey, options.authentication),
    annotations: annotationsFor(apiKey, options.terms),
  };
  const copyName = (value: 'current' | 'previous') =>
    enforcementCopyName(key, value, indexedText(common));
  const wanted: WantedSecret[] = [
    {
      ref: { namespace: kuadrantNamespace, name: enforcementSecretName(key) },
      copyName: copyName('current'),
      source: { namespace: key.namespace, name: apiKey.spec.secretRef.name },
      ...common,
    },
  ];
  if (overlap) {
    wanted.push({
      ref: {
        namespace: kuadrantNamespace,
        name: enforcementSecretName(key, 'previous'),
      },
      copyName: copyName('previous'),
      source: { namespace: key.namespace, name: overlap.secretName },
      ...common,
    });
  }
  return wanted;
}

function labelsFor(
  apiKey: APIKey,
  authentication: AuthenticationRule,
): Record<string, string> {
  const key = refOfObject(apiKey);
  return {
    ...labelsOfProductKeys(
      productRefOf(apiKey),
      authentication.apiKey?.selector,
    ),
    [LABELS.apiKey]: labelValue(key.name),
    [LABELS.apiKeyNamespace]: labelValue(key.namespace),
  };
}

function annotationsFor(apiKey: APIKey, terms: Terms): Record<string, string> {
  return {
    [ANNOTATIONS.planId]: terms.planTier,
    [ANNOTATIONS.userId]: apiKey.spec.requestedBy.userId,
    ...(terms.expiresAt && { [ANNOTATIONS.expiresAt]: terms.expiresAt }),
    [ANNOTATIONS.apiKeyUid]: apiKey.metadata.uid ?? '',
    [ANNOTATIONS.keyId]: keyOf(apiKey.metadata),
  };
}
