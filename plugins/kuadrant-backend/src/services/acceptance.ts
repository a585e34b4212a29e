import {
  findCondition,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { CodedError } from '../errors';

interface AuthScheme {
  authentication?: Record<string, { apiKey?: object }>;
}

/**
 * Why keys of a product cannot work, as far as the controller has found out: its route is accepted by a Gateway, an
 * AuthPolicy is in force there, and that policy takes API keys. Undefined where they can.
 */
export function keyObstacle({ status }: APIProduct): string | undefined {
  for (const type of ['Ready', 'AuthPolicyDiscovered']) {
    const condition = findCondition(status?.conditions, type);
    if (condition?.status === 'False') {
      return `${condition.message.replace(/\.$/, '')}.`;
    }
  }
  const scheme = status?.discoveredAuthScheme as AuthScheme | undefined;
  const rules = Object.values(scheme?.authentication ?? {});
  return scheme && !rules.some(({ apiKey }) => apiKey)
    ? 'The AuthPolicy on its route has no rule for API keys.'
    : undefined;
}

/**
 * Checks that keys of a product can work.
 *
 * @throws CodedError noKeyAccepted: says why, and who can fix it
 */
export function checkAcceptsKeys(product: APIProduct): void {
  const obstacle = keyObstacle(product);
  if (obstacle !== undefined) {
    throw new CodedError(
      'noKeyAccepted',
      `${product.spec.displayName} accepts no API keys now. ${obstacle} Its owner or a platform engineer can fix this.`,
    );
  }
}
