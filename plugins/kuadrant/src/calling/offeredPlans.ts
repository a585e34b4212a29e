import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';

/** The plans that a product offers; none where its PlanPolicy is not in force. */
export function offeredPlans({ plans }: Pick<ProductView, 'plans'>) {
  return plans.state === 'offered' ? plans.plans : [];
}
