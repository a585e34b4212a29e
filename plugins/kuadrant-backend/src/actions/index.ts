import type { ActionOptions } from './ActionOptions';
import { registerListApiProducts } from './listApiProducts';
import { registerListMyApiKeys } from './listMyApiKeys';
import { registerRequestApiAccess } from './requestApiAccess';
import {
  registerListAccessRequests,
  registerReviewAccessRequest,
} from './reviewRequests';
import { withCodedErrors } from './withCodedErrors';

/** Offers the portal to agents, by Backstage's actions registry: what a person may do there, and never a key's value. */
export function registerActions({ registry, ...rest }: ActionOptions): void {
  const options = { registry: withCodedErrors(registry), ...rest };
  registerListApiProducts(options);
  registerListMyApiKeys(options);
  registerRequestApiAccess(options);
  registerListAccessRequests(options);
  registerReviewAccessRequest(options);
}
