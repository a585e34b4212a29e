import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { Content, Header, Page } from '@backstage/core-components';
import type {
  AnyApiFactory,
  IdentityApi,
  SignInPageProps,
} from '@backstage/core-plugin-api';
import { CatalogEntityPage } from '@backstage/plugin-catalog';
import { type ReactElement, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Route } from 'react-router-dom';

declare global {
  interface Window {
    /** Who looks at the page, given by the measurement before the page's own code runs. */
    benchmark: { token: string; userEntityRef: string };
  }
}

const identity: IdentityApi = {
  getCredentials: async () => ({ token: window.benchmark.token }),
  getProfileInfo: async () => ({}),
  getBackstageIdentity: async () => ({
    type: 'user',
    userEntityRef: window.benchmark.userEntityRef,
    ownershipEntityRefs: [window.benchmark.userEntityRef],
  }),
  signOut: async () => {},
};

function SignInPage({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(identity), [onSignInSuccess]);
  return null;
}

/** A page of Backstage's own parts without any content: what the app itself costs. */
function EmptyPage() {
  return (
    <Page themeId="tool">
      <Header title="Empty" />
      <Content>
        <table>
          <tbody>
            <tr>
              <td>Nothing</td>
            </tr>
          </tbody>
        </table>
      </Content>
    </Page>
  );
}

/**
 * Starts a classic app with nothing in it but the pages to be measured, by their paths, and the APIs that their plugin
 * leaves to the app.
 */
export function start(
  pages: Record<string, ReactElement>,
  apis: AnyApiFactory[] = [],
) {
  const { origin, pathname } = window.location;
  // One at a time, as the pages of the peer all stand for the same route.
  const path = Object.keys(pages).find(each => pathname.startsWith(each));
  const app = createApp({
    apis,
    components: { SignInPage },
    configLoader: async () => [
      {
        context: 'benchmark',
        data: {
          app: { title: 'Benchmark', baseUrl: origin },
          backend: { baseUrl: origin },
          permission: { enabled: true },
        },
      },
    ],
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        />
        <Route path="/empty" element={<EmptyPage />} />
        {path && <Route path={path} element={pages[path]} />}
      </FlatRoutes>
    </AppRouter>,
  );
  createRoot(document.getElementById('root')!).render(<Root />);
}
