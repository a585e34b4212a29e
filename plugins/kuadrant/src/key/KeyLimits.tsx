import Typography from '@material-ui/core/Typography';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { LimitText } from '../format/LimitText';
import { hasLongWindow } from '../format/limits';
import { heldTerms } from '../keys/heldTerms';
import { useKuadrantTranslation } from '../translation';

/** What a key allows, and with whom each limit is shared. */
export function KeyLimits({ apiKey }: { apiKey: KeyView }) {
  const { t } = useKuadrantTranslation();
  const { limits } = apiKey;
  if (!limits) {
    return <Typography>{t('key.limitsUnknown')}</Typography>;
  }
  return (
    <>
      <Typography>
        <LimitText limits={limits} tier={heldTerms(apiKey).planTier} />
      </Typography>
      {hasLongWindow(limits) && (
        <Typography variant="body2" color="textSecondary">
          {t('limits.windowStart')}
        </Typography>
      )}
    </>
  );
}
