import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { limitsInWords, hasLongWindow } from '../format/limits';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import type { ProductTabProps } from './LoadedProduct';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    alignItems: 'baseline',
    paddingBlock: theme.spacing(1),
    '& + &': { borderBlockStart: `1px solid ${theme.palette.divider}` },
  },
  tier: { fontWeight: 600, minWidth: 96 },
  limits: { flex: '1 1 280px', minWidth: 0 },
}));

/** The plans of a product with their limits in words, each with a way to ask for it. */
export function Plans({ product, onRequest }: ProductTabProps) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const plans = product.status?.discoveredPlans ?? [];
  if (plans.length === 0) {
    return <Typography>{t('product.noPlans')}</Typography>;
  }
  return (
    <>
      <ul className={classes.list}>
        {plans.map(({ tier, limits }) => (
          <li key={tier} className={classes.item}>
            <span className={classes.tier}>{tier}</span>
            <span className={classes.limits}>
              {limitsInWords(limits, t, format)} ·{' '}
              {t(`limits.scope.${product.limitsScope}`, { tier })}
            </span>
            {onRequest && (
              <Button
                size="small"
                color="primary"
                onClick={() => onRequest(tier)}
              >
                {t('product.requestPlan', { plan: tier })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {plans.some(({ limits }) => hasLongWindow(limits)) && (
        <Typography variant="body2" color="textSecondary">
          {t('limits.windowStart')}
        </Typography>
      )}
    </>
  );
}
