import {
  ANNOTATIONS,
  type APIProduct,
  type APIProductStatus,
  findCondition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { PLANS_PRESENT } from '../product/discover';

const DISCOVERED = 'PlanPolicyDiscovered';

/** Whether the status of a product says that it has or had plans, so that its keys never work without them. */
export function hadPlans({ status }: APIProduct): boolean {
  return (
    findCondition(status?.conditions, DISCOVERED)?.status === 'True' ||
    findCondition(status?.conditions, PLANS_PRESENT) !== undefined
  );
}

/** The part of a product's status that says so. */
export function planMemory({ status }: APIProduct): APIProductStatus {
  return {
    conditions: (status?.conditions ?? []).filter(({ type }) =>
      [DISCOVERED, PLANS_PRESENT].includes(type),
    ),
  };
}

/** Whether the cluster's product has to be reminded that it had plans. */
export function lacksPlanMemory(saved: APIProduct, live: APIProduct): boolean {
  return (
    hadPlans(saved) &&
    !hadPlans(live) &&
    live.metadata.annotations?.[ANNOTATIONS.withoutPlans] !== 'true'
  );
}
