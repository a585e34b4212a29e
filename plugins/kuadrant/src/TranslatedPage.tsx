import {
  BreadcrumbEntry,
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
  useRouteRef,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, type ReactElement } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { rootRouteRef } from './routes';
import { useKuadrantTranslation } from './translation';
import { translatedTitle } from './translation/titles';

// The header lets long names of tabs run out of a narrow window or out of the bar.
const useStyles = makeStyles({
  '@global': {
    '.bui-PluginHeaderTabsWrapper': {
      overflowX: 'auto',
      overflowY: 'hidden',
      // The line below the active tab is drawn there.
      paddingBottom: 1,
    },
    '.bui-PluginHeaderTabsWrapper .bui-Tab': {
      whiteSpace: 'nowrap',
      flexShrink: 0,
    },
  },
});

/** Scrolls the bar of tabs to the one that is open, after each way to another. */
function useActiveTabInSight(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    document
      .querySelector('.bui-PluginHeaderTabsWrapper [aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
}

/** A tab of a page: an extension that is attached to it. */
export interface Tab {
  path: string;
  title: string;
  icon?: IconElement;
  content: ReactElement;
}

/** A page as the framework draws it, with its titles in the language of the app. */
export function TranslatedPage(props: {
  pluginId: string;
  title: string;
  icon?: IconElement;
  tabs: Tab[];
  /** What the page shows when it has no tabs. */
  content?: ReactElement;
}) {
  const { t } = useKuadrantTranslation();
  useStyles();
  useActiveTabInSight();
  const rootLink = useRouteRef(rootRouteRef);
  const actions = useApi(pluginHeaderActionsApiRef);
  const tabs = props.tabs.map(tab => ({
    ...tab,
    title: translatedTitle(tab.title, t),
  }));
  return (
    <PageLayout
      title={translatedTitle(props.title, t)}
      icon={props.icon}
      titleLink={rootLink?.()}
      headerActions={actions.getPluginHeaderActions(props.pluginId)}
      tabs={
        tabs.length > 0
          ? tabs.map(({ path, title, icon }) => ({
              id: path,
              label: title,
              icon,
              href: path,
            }))
          : undefined
      }
    >
      {props.content ?? (
        <Routes>
          {tabs.length > 0 && (
            <Route index element={<Navigate to={tabs[0].path} replace />} />
          )}
          {tabs.map(({ path, title, content }) => (
            <Route
              key={path}
              path={`${path}/*`}
              element={
                <BreadcrumbEntry entry={{ label: title, href: path }}>
                  {content}
                </BreadcrumbEntry>
              }
            />
          ))}
        </Routes>
      )}
    </PageLayout>
  );
}
