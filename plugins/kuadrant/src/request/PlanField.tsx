import FormControl from '@material-ui/core/FormControl';
import FormHelperText from '@material-ui/core/FormHelperText';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RouteLimitView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId, useState } from 'react';
import { LimitText } from '../format/LimitText';
import { hasLongWindow } from '../format/limits';
import { useKuadrantTranslation } from '../translation';

/** Plans from which on a search box helps. */
const SEARCH_FROM = 20;

const useStyles = makeStyles(theme => ({
  legend: { marginBlockEnd: theme.spacing(1), padding: 0 },
  plans: {
    display: 'grid',
    gap: theme.spacing(1),
    maxHeight: 320,
    overflowY: 'auto',
  },
  plan: {
    display: 'flex',
    alignItems: 'center',
    padding: theme.spacing(0.5, 1.5, 0.5, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    cursor: 'pointer',
    '&:focus-within': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  chosen: { borderColor: theme.palette.primary.main },
  text: { padding: theme.spacing(1, 0), overflowWrap: 'anywhere' },
  tier: { fontWeight: 600 },
}));

/** The plans of a product as radios, each with its limits in words. */
export function PlanField(props: {
  plans: { tier: string; limits: RouteLimitView[]; readsPlanId: boolean }[];
  value: string | undefined;
  onChange: (tier: string) => void;
  error?: string;
}) {
  const { plans, value, onChange, error } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const id = useId();
  const [search, setSearch] = useState('');
  const shown = plans.filter(
    ({ tier }) =>
      tier === value || tier.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <FormControl component="fieldset" error={Boolean(error)}>
      <Typography component="legend" className={classes.legend}>
        {t('request.plan')} *
      </Typography>
      {plans.length > SEARCH_FROM && (
        <TextField
          id={`${id}-search`}
          type="search"
          size="small"
          variant="outlined"
          margin="dense"
          label={t('request.searchPlans')}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      )}
      <RadioGroup
        className={classes.plans}
        name={`${id}-plan`}
        value={value ?? ''}
        onChange={event => onChange(event.target.value)}
      >
        {shown.map(({ tier, limits, readsPlanId }) => (
          <label
            key={tier}
            className={`${classes.plan} ${tier === value ? classes.chosen : ''}`}
          >
            <Radio value={tier} color="primary" required />
            <span className={classes.text}>
              <span className={classes.tier}>{tier}</span>{' '}
              <span>
                <LimitText limits={limits} tier={tier} />
              </span>
              {!readsPlanId && (
                <Typography
                  variant="body2"
                  component="span"
                  color="textSecondary"
                  display="block"
                >
                  {t('product.planNotByKey')}
                </Typography>
              )}
            </span>
          </label>
        ))}
      </RadioGroup>
      {error && <FormHelperText>{error}</FormHelperText>}
      {plans.some(({ limits }) => hasLongWindow(limits)) && (
        <FormHelperText error={false}>{t('limits.windowStart')}</FormHelperText>
      )}
    </FormControl>
  );
}
