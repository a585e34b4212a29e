import {
  API_KEY_STATES,
  type APIKey,
  type APIKeyRequestStatus,
  type APIKeyStatus,
  EXPIRES_SOON,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { conditionsFrom, type WantedCondition } from '../objects';
import type { KeyEvaluation } from './evaluateKey';

/** The status of a key as its evaluation wants it. */
export function keyStatus(
  apiKey: APIKey,
  evaluation: KeyEvaluation,
  now: number,
): APIKeyStatus {
  const { authentication, approved } = evaluation;
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
        selector: authentication.apiKey?.selector as Record<string, unknown>,
        allNamespaces: authentication.apiKey?.allNamespaces,
      },
      credentials: authentication.credentials as Record<string, unknown>,
    },
    approved: approved && {
      ...approved.terms,
      approvalName: approved.decision.name,
      reviewedBy: approved.decision.reviewedBy,
      reviewedAt: approved.decision.reviewedAt,
      message: approved.decision.message,
    },
  };
}

/** What a request shows of its key's status. */
export function requestStatus({
  conditions,
  approved,
}: APIKeyStatus): APIKeyRequestStatus {
  return { conditions, approved };
}

function wantedConditions(evaluation: KeyEvaluation): WantedCondition[] {
  const { state, reason, message } = evaluation;
  const states = API_KEY_STATES.map<WantedCondition>(type =>
    type === state
      ? { type, status: 'True', reason, message }
      : { type, status: 'False', reason, message: `The key is ${state}` },
  );
  return evaluation.expiresSoon
    ? [
        ...states,
        {
          ...EXPIRES_SOON,
          status: 'True',
          message: `The key expires at ${evaluation.approved?.terms.expiresAt}`,
        },
      ]
    : states;
}
