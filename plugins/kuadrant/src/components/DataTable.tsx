import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { startTransition, useEffect, useState, type ReactNode } from 'react';
import { VisuallyHidden } from './Announcer';

/** A column of a table. */
export interface Column<T> {
  id: string;
  header: string;
  /** The server's name for the order by this column. */
  sortBy?: string;
  render: (row: T) => ReactNode;
  /** The cell names its row. */
  rowHeader?: boolean;
  /** The header is for assistive technology only. */
  hiddenHeader?: boolean;
  /** Its texts are of any length: they break wherever they must, in a column that is not squeezed. */
  longText?: boolean;
  /** It holds what can be done with a row, and stays in sight while the other columns scroll. */
  pinned?: boolean;
  width?: number | string;
}

/** Looks and marks of a row. */
export interface RowProps {
  selected?: boolean;
  /** Tells keyboard handlers which row has the focus. */
  'data-row'?: string;
}

const useStyles = makeStyles(theme => ({
  // Texts for assistive technology scroll with their cells and never widen the page.
  container: { position: 'relative', containerType: 'inline-size' },
  // What belongs to a row stays in sight while the columns scroll: it is as wide as what is seen of the table.
  detail: {
    position: 'sticky',
    left: 0,
    width: `calc(100cqw - ${theme.spacing(3)}px)`,
  },
  table: {
    '& td, & tbody th': {
      verticalAlign: 'top',
      lineHeight: 1.43,
      wordBreak: 'normal',
      // What people wrote runs in the direction of its own script.
      unicodeBidi: 'plaintext',
    },
    '& td, & th': { padding: theme.spacing(1.5, 1, 1.5, 2) },
    '& time': { whiteSpace: 'nowrap' },
  },
  head: {
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
    color: theme.palette.text.secondary,
  },
  fetching: { opacity: 0.6 },
  // Short words stay whole; names of any length may break anywhere.
  cell: { overflowWrap: 'break-word', maxWidth: 280 },
  longText: { overflowWrap: 'anywhere', minWidth: 140, maxWidth: 280 },
  name: { overflowWrap: 'anywhere', minWidth: 200 },
  pinned: {
    position: 'sticky',
    right: 0,
    // Cells that scroll below it must not show through.
    backgroundColor: theme.palette.background.paper,
    'tbody > :nth-of-type(odd) > &': { backgroundColor: 'inherit' },
    'tbody > .Mui-selected > &': {
      backgroundColor: theme.palette.background.paper,
      backgroundImage: `linear-gradient(${theme.palette.action.selected}, ${theme.palette.action.selected})`,
    },
  },
}));

/** Waits before it shows a skeleton, so that quick answers do not flicker. */
function useDelayed(active: boolean): boolean {
  const [due, setDue] = useState(false);
  useEffect(() => {
    if (!active) {
      setDue(false);
      return undefined;
    }
    const timer = setTimeout(() => setDue(true), 200);
    return () => clearTimeout(timer);
  }, [active]);
  return active && due;
}

/** As many rows as fit into a window. */
const FIRST_ROWS = 15;

/**
 * The rows that are in sight when they come first, and all of them a moment later, without keeping the page from
 * answering meanwhile. Rows that were there from the start are all drawn at once: whoever comes back finds their place.
 */
function useFirstRows<T>(rows: T[] | undefined): T[] | undefined {
  const there = rows !== undefined;
  const [all, setAll] = useState(there);
  useEffect(() => {
    if (there) {
      startTransition(() => setAll(true));
    }
  }, [there]);
  return all ? rows : rows?.slice(0, FIRST_ROWS);
}

/** A table of one page of rows, as the server sorted and cut it. */
export function DataTable<T>(props: {
  /** Names the table for assistive technology. */
  caption: string;
  columns: Column<T>[];
  /** Undefined while the first page loads. */
  rows: T[] | undefined;
  rowKey: (row: T) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  /** Said while the first page loads. */
  loadingText: string;
  /** A newer page is on its way. */
  fetching?: boolean;
  /** Drawn below the row over the whole width. */
  renderDetail?: (row: T) => ReactNode;
  rowProps?: (row: T) => RowProps;
}) {
  const { caption, columns, rows, rowKey, sort, onSort, loadingText } = props;
  const classes = useStyles();
  const showSkeleton = useDelayed(rows === undefined);
  const drawn = useFirstRows(rows);
  const sortField = sort?.replace(/^-/, '');
  const direction = sort?.startsWith('-') ? 'desc' : 'asc';
  return (
    <TableContainer
      component={Paper}
      variant="outlined"
      className={classes.container}
    >
      <Table
        size="small"
        className={classes.table}
        aria-label={caption}
        aria-busy={rows === undefined}
      >
        <TableHead>
          <TableRow>
            {columns.map(({ id, header, sortBy, hiddenHeader, ...column }) => (
              <TableCell
                key={id}
                className={`${classes.head} ${column.pinned ? classes.pinned : ''}`}
                style={{ width: column.width }}
                sortDirection={
                  sortBy && sortBy === sortField ? direction : false
                }
              >
                {sortBy && onSort ? (
                  <TableSortLabel
                    active={sortBy === sortField}
                    direction={sortBy === sortField ? direction : 'asc'}
                    onClick={() =>
                      onSort(
                        sortBy === sortField && direction === 'asc'
                          ? `-${sortBy}`
                          : sortBy,
                      )
                    }
                  >
                    {header}
                  </TableSortLabel>
                ) : (
                  <HeaderText hidden={hiddenHeader}>{header}</HeaderText>
                )}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody className={props.fetching ? classes.fetching : undefined}>
          {rows === undefined && (
            <LoadingRows
              columns={columns.length}
              text={loadingText}
              visible={showSkeleton}
            />
          )}
          {drawn?.map(row => {
            const detail = props.renderDetail?.(row);
            return [
              <TableRow key={rowKey(row)} {...props.rowProps?.(row)}>
                {columns.map(({ id, render, rowHeader, ...column }) => (
                  <TableCell
                    key={id}
                    className={`${
                      (rowHeader && classes.name) ||
                      (column.longText ? classes.longText : classes.cell)
                    } ${column.pinned ? classes.pinned : ''}`}
                    {...(rowHeader && {
                      component: 'th',
                      scope: 'row',
                      role: 'rowheader',
                    })}
                  >
                    {render(row)}
                  </TableCell>
                ))}
              </TableRow>,
              detail && (
                <TableRow key={`${rowKey(row)} detail`}>
                  <TableCell colSpan={columns.length}>
                    <div className={classes.detail}>{detail}</div>
                  </TableCell>
                </TableRow>
              ),
            ];
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function HeaderText(props: { hidden?: boolean; children: string }) {
  return props.hidden ? (
    <VisuallyHidden>{props.children}</VisuallyHidden>
  ) : (
    <>{props.children}</>
  );
}

function LoadingRows(props: {
  columns: number;
  text: string;
  visible: boolean;
}) {
  return (
    <>
      {Array.from({ length: 5 }, (_, row) => (
        <TableRow key={row}>
          {Array.from({ length: props.columns }, (__, column) => (
            <TableCell key={column}>
              {row === 0 && column === 0 && (
                <VisuallyHidden>{props.text}</VisuallyHidden>
              )}
              {props.visible ? <Skeleton height={28} /> : <span>&nbsp;</span>}
            </TableCell>
          ))}
        </TableRow>
      ))}
    </>
  );
}
