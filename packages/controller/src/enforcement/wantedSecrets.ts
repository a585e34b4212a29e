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
  /** Further Secrets with the same value, for selectors that the gateway may know instead and this one does not meet. */
  others: OtherSecret[];
}

/** A copy of an enforcement Secret with other labels. */
export interface OtherSecret {
  ref: ObjectRef;
  labels: Record<string, string>;
}

/**
 * The enforcement Secrets of an approved key: one for its value, and a second for the value before a rotation while
 * that still works.
 */
export function wantedSecrets(options: {
  apiKey: APIKey;
  kuadrantNamespace: string;
  /** Those by which the AuthPolicy finds the Secrets of the product's keys; those of further Secrets follow. */
  labels: Record<string, string>[];
  terms: Terms;
  /** The previous value, while it works. */
  overlap?: Overlap;
}): WantedSecret[] {
  const { apiKey, kuadrantNamespace, overlap } = options;
  const key = refOfObject(apiKey);
  const annotations = annotationsFor(apiKey, options.terms);
  const withKey = (labels: Record<string, string>) => ({
    ...labels,
    [LABELS.apiKey]: labelValue(key.name),
    [LABELS.apiKeyNamespace]: labelValue(key.namespace),
  });
  const [labels, ...others] = options.labels.map(withKey);
  const secretFor = (
    value: 'current' | 'previous',
    secretName: string,
  ): WantedSecret => {
    const nameOfCopy = (withLabels: Record<string, string>) =>
      enforcementCopyName(
        key,
        value,
        indexedText({ labels: withLabels, annotations }),
      );
    const inGateway = (name: string) => ({
      namespace: kuadrantNamespace,
      name,
    });
    return {
      ref: inGateway(enforcementSecretName(key, value)),
      copyName: nameOfCopy(labels),
      source: { namespace: key.namespace, name: secretName },
      labels,
      annotations,
      others: others.map(each => ({
        ref: inGateway(nameOfCopy(each)),
        labels: each,
      })),
    };
  };
  return [
    secretFor('current', apiKey.spec.secretRef.name),
    ...(overlap ? [secretFor('previous', overlap.secretName)] : []),
  ];
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
