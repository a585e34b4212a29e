import {
  ANNOTATIONS,
  type AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  authenticationOf,
  exportedKeyId,
  type KeyIsolation,
} from '@kuadrant/gateway-policy';
import { keyOf, type WantedCondition } from '../../objects';
import { FIXED_BY_PLATFORM, sentences } from './words';

/** How many other products {@link isolationCondition} names. */
export const NAMED_PRODUCTS = 5;

/** Whether keys of this product alone are let in; absent where no keys are. */
export function isolationCondition(
  isolation: KeyIsolation | undefined,
): WantedCondition | undefined {
  const type = 'KeysIsolated';
  if (!isolation || (!isolation.takesKeys && isolation.isolated)) {
    return undefined;
  }
  const { isolated, openedBy, openedByCount } = isolation;
  return isolated
    ? {
        type,
        status: 'True',
        reason: 'KeysIsolated',
        message: 'Only keys of this product are let in',
      }
    : {
        type,
        status: 'False',
        reason: 'SelectorShared',
        // The pages show the names in a sentence of their own.
        message: `${openedBy.map(keyOf).join(', ')}${openedByCount > openedBy.length ? ' and more' : ''}`,
      };
}

/** Whether calls can be told apart by key; absent where no keys are taken. */
export function identityCondition(
  rules: AuthRules | undefined,
): WantedCondition | undefined {
  const type = 'IdentityExported';
  if (authenticationOf(rules).keyRules.length === 0) {
    return undefined;
  }
  const field = exportedKeyId(rules);
  return field !== undefined
    ? {
        type,
        status: 'True',
        reason: 'IdentityExported',
        message: `The AuthPolicy exports the key of a call as auth.identity.${field}`,
      }
    : {
        type,
        status: 'False',
        reason: 'IdentityNotExported',
        message: sentences(
          `The AuthPolicy does not export the key of a call: no filter named identity in response.success.filters reads the annotation ${ANNOTATIONS.keyId}`,
          FIXED_BY_PLATFORM,
        ),
      };
}
