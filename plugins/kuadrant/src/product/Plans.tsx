import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { offeredPlans } from '../calling/offeredPlans';
import { LimitText } from '../format/LimitText';
import { hasLongWindow } from '../format/limits';
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
  // Names of plans are written as their policy writes them.
  request: { textTransform: 'none' },
}));

/** The plans of a product with their limits in words, each with a way to request it. */
export function Plans({ product, onRequest }: ProductTabProps) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  if (product.plans.state === 'refused') {
    const { reason, message } = product.plans.why;
    return (
      <Alert severity="warning">
        <Typography variant="body2">{t('product.plansRefused')}</Typography>
        <Typography variant="body2">
          {reason}: {message}
        </Typography>
      </Alert>
    );
  }
  const plans = offeredPlans(product);
  if (plans.length === 0) {
    return <Typography>{t('product.noPlans')}</Typography>;
  }
  return (
    <>
      <ul className={classes.list}>
        {plans.map(({ tier, limits, readsPlanId }) => (
          <li key={tier} className={classes.item}>
            <span className={classes.tier}>{tier}</span>
            <span className={classes.limits}>
              <LimitText limits={limits} tier={tier} />
              {!readsPlanId && (
                <Typography variant="body2" color="textSecondary">
                  {t('product.planNotByKey')}
                </Typography>
              )}
            </span>
            {onRequest && (
              <Button
                size="small"
                color="primary"
                className={classes.request}
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
