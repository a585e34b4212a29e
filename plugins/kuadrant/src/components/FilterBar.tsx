import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { SearchField } from './SearchField';
import type { ListState } from './useListState';

/** One thing that a list can be filtered by. */
export interface Filter<F extends string> {
  name: F;
  label: string;
  options: {
    value: string;
    label: string;
    /** How many there are, as the server counted. */
    count?: number;
  }[];
}

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginBlockEnd: theme.spacing(2),
  },
  select: { minWidth: 128, maxWidth: 240 },
  // An action decides itself whether it is there: its place, and the gap before it, go with it.
  end: { marginInlineStart: 'auto', '&:empty': { display: 'none' } },
}));

/** Search, filters, what is filtered by (each with a way out), and the page's main action at the end. */
export function FilterBar<F extends string>(props: {
  searchLabel: string;
  state: ListState<F>;
  filters: Filter<F>[];
  action?: ReactNode;
}) {
  const { searchLabel, state, filters, action } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const chosen = filters.flatMap(({ name, options }) => {
    const value = state.filters[name];
    return value
      ? [
          {
            name,
            label:
              options.find(option => option.value === value)?.label ?? value,
          },
        ]
      : [];
  });
  return (
    <div className={classes.root} role="search">
      <SearchField label={searchLabel} value={state.q} onChange={state.setQ} />
      {filters
        .filter(({ options }) => options.length > 0)
        .map(({ name, label, options }) => (
          <TextField
            key={name}
            select
            label={label}
            value={state.filters[name] ?? ''}
            onChange={event =>
              state.setFilter(name, event.target.value || undefined)
            }
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true, htmlFor: `filter-${name}` }}
            inputProps={{ id: `filter-${name}` }}
            variant="outlined"
            size="small"
            className={classes.select}
          >
            <option value="">{t('list.all')}</option>
            {options.map(option => (
              <option key={option.value} value={option.value}>
                {option.count === undefined
                  ? option.label
                  : t('list.optionCount', {
                      option: option.label,
                      amount: format.number(option.count),
                    })}
              </option>
            ))}
          </TextField>
        ))}
      {chosen.map(({ name, label }) => (
        <Chip
          key={name}
          size="small"
          label={`× ${label}`}
          onClick={() => state.setFilter(name, undefined)}
          aria-label={t('list.removeFilter', { filter: label })}
        />
      ))}
      {state.narrowed && (
        <Button size="small" onClick={state.clear}>
          {t('list.clearAll')}
        </Button>
      )}
      {action && <div className={classes.end}>{action}</div>}
    </div>
  );
}
