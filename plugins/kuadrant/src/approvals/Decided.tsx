import Typography from '@material-ui/core/Typography';
import type { Decision } from '@kuadrant/backstage-plugin-kuadrant-common';
import { usePersonName } from '../components/PersonName';
import { TimeText } from '../components/TimeText';
import { useKuadrantTranslation } from '../translation';

/** Who decided, when, and with which words. */
export function Decided({ decision }: { decision: Decision }) {
  const { t } = useKuadrantTranslation();
  const name = usePersonName(decision.reviewedBy);
  const text = () => {
    if (!decision.approved) {
      return t('timeline.rejected', { name });
    }
    return decision.automatic
      ? t('timeline.approvedAutomatically')
      : t('timeline.approved', { name });
  };
  return (
    <Typography variant="body2">
      {text()}, <TimeText value={decision.reviewedAt} />
      {decision.message && (
        <>
          : <q>{decision.message}</q>
        </>
      )}
    </Typography>
  );
}
