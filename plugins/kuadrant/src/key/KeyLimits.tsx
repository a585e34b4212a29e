import Typography from '@material-ui/core/Typography';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useProduct } from '../api/queries';
import { limitsInWords, hasLongWindow } from '../format/limits';
import { useFormat } from '../format/useFormat';
import { heldTerms } from '../keys/heldTerms';
import { useKuadrantTranslation } from '../translation';

/** What a key allows and with whom it is shared. Until the key is approved the plan itself tells. */
export function KeyLimits({ apiKey }: { apiKey: KeyView }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const { planTier } = heldTerms(apiKey);
  const product = useProduct(apiKey.product, {
    enabled: apiKey.status?.limits === undefined,
  });
  const plan = product.data?.status?.discoveredPlans?.find(
    each => each.tier === planTier,
  );
  const limits = apiKey.status?.limits ?? plan?.limits;
  if (!limits) {
    return (
      <Typography>
        {plan ? t('limits.none') : t('key.limitsUnknown')}
      </Typography>
    );
  }
  return (
    <>
      <Typography>
        {limitsInWords(limits, t, format)},{' '}
        {t(`limits.scope.${apiKey.limitsScope}`, {
          tier: planTier,
        })}
      </Typography>
      {hasLongWindow(limits) && (
        <Typography variant="body2" color="textSecondary">
          {t('limits.windowStart')}
        </Typography>
      )}
    </>
  );
}
