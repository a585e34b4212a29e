import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { useFormat } from '../format/useFormat';
import { endOfDayAfter, pickedDay } from '../format/time';
import { useKuadrantTranslation } from '../translation';
import {
  expiryDays,
  expiryMoment,
  type ExpiryChoice,
  type KeyLifetime,
} from './expiry';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    alignItems: 'flex-start',
  },
  field: { minWidth: 150 },
}));

/** When a key shall end: after some days, on a day, or never; the exact moment is told below. */
export function ExpiryField(props: {
  value: ExpiryChoice;
  onChange: (value: ExpiryChoice) => void;
  lifetime?: KeyLifetime;
  now: Date;
  error?: string;
}) {
  const { value, onChange, lifetime, now, error } = props;
  const classes = useStyles();
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const id = useId();
  const moment = expiryMoment(value, now);
  const maxDays = lifetime?.maxDays;

  const choose = (chosen: string) => {
    if (chosen === 'never') {
      onChange({ kind: 'never' });
    } else if (chosen === 'date') {
      onChange({ kind: 'date', day: moment ? pickedDay(moment) : '' });
    } else {
      onChange({ kind: 'days', days: Number(chosen) });
    }
  };

  const end = moment && format.dateTime(moment);
  // Where the moment says "UTC" already, the zone is not said again.
  const endInZone = end?.includes(format.timeZone)
    ? end
    : end && t('expiry.until', { moment: end, zone: format.timeZone });
  const help = [
    endInZone,
    value.kind === 'never' && t('expiry.neverText'),
    maxDays !== undefined && t('expiry.longest', { count: maxDays }),
  ]
    .filter(Boolean)
    .join(' ');

  return (
    <div className={classes.root}>
      <TextField
        select
        className={classes.field}
        label={t('expiry.label')}
        value={value.kind === 'days' ? String(value.days) : value.kind}
        onChange={event => choose(event.target.value)}
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true, htmlFor: `${id}-expiry` }}
        inputProps={{ id: `${id}-expiry` }}
        FormHelperTextProps={{ id: `${id}-help` }}
        variant="outlined"
        size="small"
        helperText={help}
      >
        {expiryDays(lifetime).map(days => (
          <option key={days} value={String(days)}>
            {t('expiry.inDays', { count: days })}
          </option>
        ))}
        <option value="date">{t('expiry.date')}</option>
        {maxDays === undefined && (
          <option value="never">{t('expiry.never')}</option>
        )}
      </TextField>
      {value.kind === 'date' && (
        <TextField
          type="date"
          id={`${id}-day`}
          label={t('expiry.pick')}
          value={value.day}
          onChange={event =>
            onChange({ kind: 'date', day: event.target.value })
          }
          InputLabelProps={{ shrink: true }}
          inputProps={{
            min: pickedDay(now),
            max:
              maxDays === undefined
                ? undefined
                : pickedDay(endOfDayAfter(maxDays, now)),
          }}
          variant="outlined"
          size="small"
          error={Boolean(error)}
          helperText={error}
        />
      )}
    </div>
  );
}
