import { useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import { kuadrantApiRef } from '../api';
import { queryClientFor } from '../api/queryClient';
import { useFormat } from '../format/useFormat';
import { useLiveUpdates } from '../live/useLiveUpdates';
import { AnnouncerProvider } from './Announcer';

const useStyles = makeStyles(theme => ({
  page: {
    padding: theme.spacing(0, 3, 3),
    maxWidth: 1440,
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 2) },
    // Backstage's page is a little darker than what Material UI's grey was chosen for.
    '& .MuiInputLabel-root:not(.Mui-focused):not(.Mui-error)': {
      color: theme.palette.text.primary,
    },
    '& .MuiFormHelperText-root:not(.Mui-error)': {
      color: theme.palette.text.primary,
    },
  },
}));

/** What every extension of this plugin stands in: one shared cache of answers, kept fresh, and one live region. */
export function KuadrantRoot({ children }: { children: ReactNode }) {
  const client = queryClientFor(useApi(kuadrantApiRef));
  useLiveUpdates(client);
  return (
    <QueryClientProvider client={client}>
      <AnnouncerProvider>{children}</AnnouncerProvider>
    </QueryClientProvider>
  );
}

/** Whether the framework has drawn the page's main landmark already: there must be one only. */
export const HasMainContext = createContext(false);

/** The content of a page. Its header and tabs are drawn by the framework. */
export function KuadrantPageBody({ children }: { children: ReactNode }) {
  const classes = useStyles();
  const { language } = useFormat();
  const Landmark = useContext(HasMainContext) ? 'div' : 'main';
  return (
    <KuadrantRoot>
      <Landmark className={classes.page} lang={language}>
        {children}
      </Landmark>
    </KuadrantRoot>
  );
}
