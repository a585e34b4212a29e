import { API_KEY_REASONS } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantTranslate } from '../translation';

type FailureReason = (typeof API_KEY_REASONS)['Failed'][number];

/** Why a key cannot be used and who can mend it, in a sentence. */
export function failureText(
  key: { reason: string; spec: { planTier: string } },
  t: KuadrantTranslate,
): string {
  const known = API_KEY_REASONS.Failed.find(reason => reason === key.reason) as
    FailureReason | undefined;
  switch (known) {
    case undefined:
      return t('failure.other');
    case 'PlanTierNotFound':
      return t('failure.PlanTierNotFound', { plan: key.spec.planTier });
    default:
      return t(`failure.${known}`);
  }
}
