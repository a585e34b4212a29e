import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { CodedError } from '../errors';
import type { RouteFields } from '../gateway';

const REMEDIES = {
  productOwner: "Ask the product's owner to fix it.",
  platformEngineer: 'Ask a platform engineer to fix it.',
};

/**
 * Checks that keys of a product can work.
 *
 * @throws CodedError noKeyAccepted: says why, and who can fix it
 */
export function checkAcceptsKeys(
  { spec }: APIProduct,
  { access }: Pick<RouteFields, 'access'>,
): void {
  if (!access.works) {
    const reason = `${access.message.replace(/\.$/, '')}.`;
    throw new CodedError(
      'noKeyAccepted',
      `${spec.displayName} accepts no API keys. ${reason} ${REMEDIES[access.fixer]}`,
    );
  }
}
