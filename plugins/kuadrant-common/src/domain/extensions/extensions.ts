import { z } from 'zod';
import type {
  APIKey,
  APIKeyApproval,
  APIKeyRequest,
  APIProduct,
} from '../../kinds';
import { findCondition } from '../../kinds/conditions';
import { ANNOTATIONS } from '../../names';
import { instant } from '../instants';
import { MAX_ENTITY_REF_LENGTH, MAX_PLAN_LENGTH } from '../lengths';
import type { Terms } from '../terms';
import { isLongerThan } from '../text';
import type { Extension } from './Extension';

const LONGEST_LIFETIME_DAYS = 36_500;

const atMost = (characters: number) =>
  z
    .string()
    .refine(
      text => !isLongerThan(text, characters),
      `must have at most ${characters} characters`,
    );
const entityText = atMost(MAX_ENTITY_REF_LENGTH);
const uid = z.string().min(1).max(128);
const planTier = atMost(MAX_PLAN_LENGTH);
const days = z
  .int()
  .min(1, 'must be at least 1 day')
  .max(LONGEST_LIFETIME_DAYS, `must be at most ${LONGEST_LIFETIME_DAYS} days`);

/**
 * How long the keys of a product may live.
 *
 * @public
 */
export interface KeyLifetime {
  /** Proposed expiry of a new key, in days. */
  defaultDays?: number;
  /** Longest expiry, in days; absent means that keys need not expire. */
  maxDays?: number;
}

/** `devportal.kuadrant.io/key-lifetime` on an APIProduct. @public */
export const KEY_LIFETIME: Extension<KeyLifetime, APIProduct> = {
  annotation: ANNOTATIONS.keyLifetime,
  format: 'json',
  schema: z
    .strictObject({ defaultDays: days.optional(), maxDays: days.optional() })
    .refine(
      ({ defaultDays, maxDays }) =>
        defaultDays === undefined ||
        maxDays === undefined ||
        defaultDays <= maxDays,
      'defaultDays must not exceed maxDays',
    ),
  fromField: ({ spec }) => spec.keyLifetime,
};

/**
 * The Secret with the value that a key had before a rotation.
 *
 * @public
 */
export interface PreviousSecretRef {
  name: string;
  /** RFC 3339: when the previous value stops working. */
  validUntil: string;
}

/** `devportal.kuadrant.io/previous-secret-ref` on an APIKey. @public */
export const PREVIOUS_SECRET_REF: Extension<PreviousSecretRef, APIKey> = {
  annotation: ANNOTATIONS.previousSecretRef,
  format: 'json',
  schema: z.strictObject({
    name: z.string().min(1).max(253),
    validUntil: instant,
  }),
  fromField: ({ spec }) => spec.previousSecretRef,
};

/** `devportal.kuadrant.io/apikey-uid` on an APIKeyRequest: the UID of the APIKey that it shadows. @public */
export const REQUESTED_KEY_UID: Extension<string, APIKeyRequest> = {
  annotation: ANNOTATIONS.apiKeyUid,
  format: 'text',
  schema: uid,
  fromField: ({ spec }) => spec.apiKeyRef.uid,
};

const terms: z.ZodType<Terms> = z.strictObject({
  planTier,
  expiresAt: instant.optional(),
});

/**
 * `devportal.kuadrant.io/terms` on an APIKeyApproval: the terms that the reviewer decided on. A rejection with terms
 * other than the approved ones rejects that change only; a rejection without terms revokes.
 *
 * @public
 */
export const DECIDED_TERMS: Extension<Terms, APIKeyApproval> = {
  annotation: ANNOTATIONS.terms,
  format: 'json',
  schema: terms,
  fromField: ({ spec }) => spec.terms,
};

/**
 * What a decision was made on. It counts for nothing else.
 *
 * @public
 */
export interface DecisionBinding {
  apiKeyUid: string;
  productUid?: string;
  /** Entity reference of the requester, as the key has it. */
  requester?: string;
  /** Entity reference of the owner of the key. */
  owner?: string;
  /** The terms of the request when the decision was first seen; those that the decision names itself come first. */
  terms?: Terms;
}

/**
 * `devportal.kuadrant.io/bound-to` on an APIKeyApproval: what the decision was made on. The portal writes it with the
 * decision. The controller writes it when it first sees a decision without it.
 *
 * @public
 */
export const DECISION_BINDING: Extension<DecisionBinding, APIKeyApproval> = {
  annotation: ANNOTATIONS.boundTo,
  format: 'json',
  schema: z.strictObject({
    apiKeyUid: uid,
    productUid: uid.optional(),
    requester: entityText.optional(),
    owner: entityText.optional(),
    terms: terms.optional(),
  }),
  fromField: approval =>
    bindingInStatus(approval) ?? bindingOfFirstVersion(approval),
};

/**
 * The condition of an APIKeyApproval that repeats its binding, as JSON. The controller reads it where a tool that
 * replaces objects has removed the annotation, so that the decision is not bound to what the request shows by then.
 *
 * @public
 */
export const BOUND_CONDITION = 'Bound';

function bindingInStatus({ metadata, status }: APIKeyApproval): unknown {
  const bound = findCondition(status?.conditions, BOUND_CONDITION);
  // An edited decision is a new one.
  if (!bound || bound.observedGeneration !== metadata.generation) {
    return undefined;
  }
  try {
    return JSON.parse(bound.message);
  } catch {
    return undefined;
  }
}

function bindingOfFirstVersion({ spec, status }: APIKeyApproval): unknown {
  const apiKeyUid = spec.apiKeyUid ?? status?.apiKeyUid;
  return (
    apiKeyUid && {
      apiKeyUid,
      ...(status?.terms && { terms: status.terms }),
    }
  );
}

/** All extensions, for documentation and checks. @public */
export const EXTENSIONS = {
  APIProduct: [KEY_LIFETIME],
  APIKey: [PREVIOUS_SECRET_REF],
  APIKeyRequest: [REQUESTED_KEY_UID],
  APIKeyApproval: [DECIDED_TERMS, DECISION_BINDING],
} as const;
