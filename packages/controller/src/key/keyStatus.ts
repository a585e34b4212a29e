import {
  type APIKey,
  type APIKeyRequestStatus,
  type APIKeyStatus,
  EXPIRES_SOON,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { conditionsFrom, type WantedCondition } from '../objects';
import type { KeyEvaluation } from './evaluateKey';

type AuthScheme = NonNullable<APIKeyStatus['authScheme']>;
type Selector = NonNullable<AuthScheme['authenticationSpec']>['selector'];

/**
 * The status of a key as its evaluation wants it. It holds only fields that Kuadrant's own schema knows; others would be
 * pruned, and written again and again.
 */
export function keyStatus(
  apiKey: APIKey,
  evaluation: KeyEvaluation,
  now: number,
): APIKeyStatus {
  const { authentication } = evaluation;
  return {
    observedGeneration: apiKey.metadata.generation,
    conditions: conditionsFrom(wantedConditions(evaluation), {
      previous: apiKey.status?.conditions,
      observedGeneration: apiKey.metadata.generation,
      now,
    }),
    apiHostname: evaluation.apiHostname,
    limits: evaluation.limits,
    authScheme: authentication && {
      authenticationSpec: {
        // Kuadrant's schema requires it.
        selector: (authentication.apiKey?.selector ?? {}) as Selector,
        // Its default there.
        allNamespaces: authentication.apiKey?.allNamespaces ?? false,
      },
      credentials: authentication.credentials as AuthScheme['credentials'],
    },
  };
}

/** What a request shows of its key's status. */
export function requestStatus({
  conditions,
}: APIKeyStatus): APIKeyRequestStatus {
  return { conditions };
}

// States that do not hold are absent, as the Go controller leaves them.
function wantedConditions(evaluation: KeyEvaluation): WantedCondition[] {
  const { state, reason, message } = evaluation;
  const states: WantedCondition[] = [
    { type: state, status: 'True', reason, message },
  ];
  return evaluation.expiresSoon
    ? [
        ...states,
        {
          ...EXPIRES_SOON,
          status: 'True',
          message: `The key expires at ${evaluation.inForce?.expiresAt}`,
        },
      ]
    : states;
}
