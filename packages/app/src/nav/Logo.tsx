import { useSidebarOpenState, sidebarConfig } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from 'react-router-dom';

const useStyles = makeStyles({
  link: {
    display: 'flex',
    alignItems: 'center',
    height: 3 * sidebarConfig.logoHeight,
    marginBlockEnd: -14,
    color: '#fff',
    textDecoration: 'none',
    fontSize: '0.95rem',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  mark: {
    flex: `0 0 ${sidebarConfig.drawerWidthClosed}px`,
    display: 'flex',
    justifyContent: 'center',
  },
});

/** A key whose bow is a gateway: our own drawing, in the colours of the sidebar. */
function Mark() {
  return (
    <svg width="30" height="30" viewBox="0 0 32 32" fill="none" aria-hidden>
      <g strokeWidth="3.4" strokeLinecap="round">
        <path d="M8 5v22" stroke="#7fd1c7" />
        <path d="m9 16 10.5-10.5M9 16l8.4 3.8" stroke="currentColor" />
        <circle cx="21" cy="22" r="4.6" stroke="currentColor" />
      </g>
    </svg>
  );
}

export function Logo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Developer Portal';
  return (
    <Link to="/" className={classes.link} aria-label={title}>
      <span className={classes.mark}>
        <Mark />
      </span>
      {isOpen && title}
    </Link>
  );
}
