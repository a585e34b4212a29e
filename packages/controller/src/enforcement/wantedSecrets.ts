import {
  ANNOTATIONS,
  type APIKey,
  type AuthenticationRule,
  enforcementSecretName,
  LABELS,
  labelValue,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { productRefOf } from '../caches';
import type { Terms } from '../key/terms';
import { keyOf, refOfMeta } from '../objects';

/** An enforcement Secret as it should be, but for its value. */
export interface WantedSecret {
  ref: ObjectRef;
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
  /** Milliseconds since the epoch. */
  now: number;
}): WantedSecret[] {
  const { apiKey, kuadrantNamespace, now } = options;
  const key = refOfMeta(apiKey.metadata);
  const { secretRef, previousSecretRef } = apiKey.spec;
  const common = {
    labels: labelsFor(apiKey, options.authentication),
    annotations: annotationsFor(apiKey, options.terms),
  };
  const wanted: WantedSecret[] = [
    {
      ref: { namespace: kuadrantNamespace, name: enforcementSecretName(key) },
      source: { namespace: key.namespace, name: secretRef.name },
      ...common,
    },
  ];
  if (previousSecretRef && Date.parse(previousSecretRef.validUntil) > now) {
    wanted.push({
      ref: {
        namespace: kuadrantNamespace,
        name: enforcementSecretName(key, 'previous'),
      },
      source: { namespace: key.namespace, name: previousSecretRef.name },
      ...common,
    });
  }
  return wanted;
}

function labelsFor(
  apiKey: APIKey,
  authentication: AuthenticationRule,
): Record<string, string> {
  const product = productRefOf(apiKey);
  const key = refOfMeta(apiKey.metadata);
  return {
    ...selectorLabels(authentication),
    [LABELS.authorinoManagedBy]: 'authorino',
    [LABELS.enforcement]: 'true',
    [LABELS.apiProduct]: labelValue(product.name),
    [LABELS.apiProductNamespace]: labelValue(product.namespace),
    [LABELS.apiKey]: labelValue(key.name),
    [LABELS.apiKeyNamespace]: labelValue(key.namespace),
  };
}

// Labels that the selector asks for; of several allowed values the first.
function selectorLabels({
  apiKey,
}: AuthenticationRule): Record<string, string> {
  const { matchLabels, matchExpressions = [] } = apiKey?.selector ?? {};
  const labels: Record<string, string> = { ...matchLabels };
  for (const { key, operator, values } of matchExpressions) {
    if (operator === 'In' && values?.length && labels[key] === undefined) {
      labels[key] = values[0];
    } else if (operator === 'Exists') {
      labels[key] ??= 'true';
    }
  }
  return labels;
}

function annotationsFor(apiKey: APIKey, terms: Terms): Record<string, string> {
  return {
    [ANNOTATIONS.planId]: terms.planTier,
    [ANNOTATIONS.userId]: apiKey.spec.requestedBy.userId,
    ...(terms.expiresAt && { [ANNOTATIONS.expiresAt]: terms.expiresAt }),
    [ANNOTATIONS.apiKeyUid]: apiKey.metadata.uid ?? '',
    [ANNOTATIONS.apiKey]: keyOf(apiKey.metadata),
  };
}
