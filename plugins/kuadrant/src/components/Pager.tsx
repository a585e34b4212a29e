import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { PAGE_SIZES, type ListState } from './useListState';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBlockStart: theme.spacing(1.5),
  },
  space: { flex: 1 },
}));

/** "Showing 1–50 of 312", rows per page, Previous and Next. */
export function Pager<F extends string>(props: {
  state: ListState<F>;
  shown: number;
  total: number;
  nextCursor: string | undefined;
}) {
  const { state, shown, total, nextCursor } = props;
  const classes = useStyles();
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const start = state.page * state.limit;
  const single = state.page === 0 && !nextCursor;
  return (
    <nav className={classes.root} aria-label={t('list.pages')}>
      <span>
        {t('list.showing', {
          from: format.number(shown === 0 ? 0 : start + 1),
          to: format.number(start + shown),
          total: format.number(total),
        })}
      </span>
      <span className={classes.space} />
      {(!single || total > PAGE_SIZES[0]) && (
        <TextField
          select
          size="small"
          value={state.limit}
          onChange={event => state.setLimit(Number(event.target.value))}
          SelectProps={{ native: true }}
          inputProps={{ 'aria-label': t('list.perPageLabel') }}
        >
          {PAGE_SIZES.map(size => (
            <option key={size} value={size}>
              {t('list.perPage', { amount: format.number(size) })}
            </option>
          ))}
        </TextField>
      )}
      {!single && (
        <>
          <Button
            size="small"
            disabled={state.page === 0}
            onClick={state.previous}
          >
            {t('list.previous')}
          </Button>
          <Button
            size="small"
            disabled={!nextCursor}
            onClick={() => nextCursor && state.next(nextCursor)}
          >
            {t('list.next')}
          </Button>
        </>
      )}
    </nav>
  );
}
