import type { IncomingHttpHeaders } from 'node:http';
import {
  keyPlacement,
  type AuthPolicy,
  type KeyPlacement,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { extractKey } from './credentials';
import type { Keys } from './keys';
import { authRules } from './policies';

/** Who sends a request: the Secret of the key, or nobody in particular. */
export type Identity = KubernetesObject | { anonymous: true };

/** Whether a request may pass, and if not, how the client should ask. */
export type Authentication =
  { identity: Identity } | { reason: string; challenges: string[] };

/** Tries the authentication rules of a policy in turn; the first that knows the request counts. */
export function authenticate(
  policy: AuthPolicy,
  request: { headers: IncomingHttpHeaders; search: string },
  keys: Keys,
): Authentication {
  const rules = Object.entries(authRules(policy).authentication ?? {});
  if (rules.length === 0) {
    return { identity: { anonymous: true } };
  }

  let reason = 'no key was sent';
  const challenges: string[] = [];
  for (const [name, { apiKey, credentials }] of rules) {
    if (!apiKey) {
      continue;
    }
    const placement = keyPlacement(credentials);
    challenges.push(challenge(placement, name));
    const value = extractKey(request, placement);
    if (value) {
      const identity = keys.find(policy, name, value);
      if (identity) {
        return { identity };
      }
      reason = 'the key is not valid here';
    }
  }
  return rules.some(([, rule]) => 'anonymous' in rule)
    ? { identity: { anonymous: true } }
    : { reason, challenges };
}

function challenge(placement: KeyPlacement, realm: string): string {
  const scheme =
    placement.in === 'header'
      ? (placement.prefix ?? placement.name)
      : placement.name;
  return `${scheme} realm="${realm}"`;
}
