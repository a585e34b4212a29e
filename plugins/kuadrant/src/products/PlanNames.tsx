import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/WarningRounded';
import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { offeredPlans } from '../calling/offeredPlans';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

const SHOWN = 2;

const useStyles = makeStyles(theme => ({
  none: {
    display: 'inline-flex',
    gap: theme.spacing(0.5),
    alignItems: 'center',
    '& svg': { fontSize: '1.15em', color: theme.palette.warning.main },
  },
}));

/** The first plans of a product, or a warning that it has none. */
export function PlanNames({ product }: { product: ProductView }) {
  const classes = useStyles();
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const tiers = offeredPlans(product).map(plan => plan.tier);
  if (tiers.length === 0) {
    return (
      <span className={classes.none}>
        <WarningIcon aria-hidden />
        {t('products.noPlans')}
      </span>
    );
  }
  const rest = tiers.slice(SHOWN);
  if (rest.length <= 1) {
    return <>{format.list(tiers)}</>;
  }
  return (
    <>
      {format.list(tiers.slice(0, SHOWN))}{' '}
      <Tooltip title={format.list(rest)}>
        <span tabIndex={0} role="note" aria-label={format.list(rest)}>
          {t('products.morePlans', { count: rest.length })}
        </span>
      </Tooltip>
    </>
  );
}
