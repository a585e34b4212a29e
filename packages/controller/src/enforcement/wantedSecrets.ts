import {
  ANNOTATIONS,
  type APIKey,
  enforcementCopyName,
  enforcementSecretName,
  LABELS,
  labelValue,
  type ObjectRef,
  type Overlap,
  refOfObject,
  type Terms,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyOf, shownLine } from '../objects';
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
  /** Those by which the AuthPolicy finds the Secrets of the product's keys. */
  labels: Record<string, string>;
  terms: Terms;
  /** The previous value, while it works. */
  overlap?: Overlap;
}): WantedSecret[] {
  const { apiKey, kuadrantNamespace, overlap } = options;
  const key = refOfObject(apiKey);
  const common = {
    labels: {
      ...options.labels,
      [LABELS.apiKey]: labelValue(key.name),
      [LABELS.apiKeyNamespace]: labelValue(key.namespace),
    },
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

function annotationsFor(apiKey: APIKey, terms: Terms): Record<string, string> {
  return {
    [ANNOTATIONS.planId]: terms.planTier,
    // An AuthPolicy may put it into a header of the call.
    [ANNOTATIONS.userId]: shownLine(apiKey.spec.requestedBy.userId),
    ...(terms.expiresAt && { [ANNOTATIONS.expiresAt]: terms.expiresAt }),
    [ANNOTATIONS.apiKeyUid]: apiKey.metadata.uid ?? '',
    [ANNOTATIONS.keyId]: keyOf(apiKey.metadata),
  };
}
