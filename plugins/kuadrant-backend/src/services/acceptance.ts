import {
  findCondition,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { CodedError } from '../errors';

interface AuthScheme {
  authentication?: Record<string, { apiKey?: object }>;
}

/**
 * Checks that keys of a product can work, as far as the controller has found out: its route is accepted by a Gateway, an
 * AuthPolicy is in force there, and that policy takes API keys.
 *
 * @throws CodedError noKeyAccepted: says why, and who can fix it
 */
export function checkAcceptsKeys({ spec, status }: APIProduct): void {
  for (const type of ['Ready', 'AuthPolicyDiscovered']) {
    const condition = findCondition(status?.conditions, type);
    if (condition?.status === 'False') {
      throw refused(spec.displayName, `${condition.message}.`);
    }
  }
  const scheme = status?.discoveredAuthScheme as AuthScheme | undefined;
  const rules = Object.values(scheme?.authentication ?? {});
  if (scheme && !rules.some(({ apiKey }) => apiKey)) {
    throw refused(
      spec.displayName,
      'The AuthPolicy on its route has no rule for API keys.',
    );
  }
}

function refused(displayName: string, reason: string): CodedError {
  return new CodedError(
    'noKeyAccepted',
    `${displayName} accepts no API keys now. ${reason.replace(/\.\.$/, '.')} Its owner or a platform engineer can fix this.`,
  );
}
