import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import { exampleKey, exampleProduct } from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import {
  EntityKuadrantAccessCard,
  EntityKuadrantApiKeysContent,
  isKuadrantApiAvailable,
  kuadrantApiRef,
  KuadrantPage,
  kuadrantPlugin,
  kuadrantTranslations,
} from '..';

const toystore = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: {
    namespace: 'demo',
    name: 'toystore',
    annotations: {
      'kuadrant.io/apiproduct': 'toystore',
      'kuadrant.io/namespace': 'demo',
    },
  },
};

const catalogPlugin = createPlugin({
  id: 'catalog',
  routes: { catalogEntity: entityRouteRef },
});

const EntityPage = catalogPlugin.provide(
  createRoutableExtension({
    name: 'EntityPage',
    mountPoint: entityRouteRef,
    component: async () => () => (
      <EntityProvider entity={toystore}>
        <EntityKuadrantAccessCard />
        <EntityKuadrantApiKeysContent />
      </EntityProvider>
    ),
  }),
);

/** A classic app as app-defaults makes it, with the exports of this package as its readers are told to use them. */
function startApp(at: string, language = 'en') {
  window.history.replaceState(null, '', at);
  const portal = new PortalInMemory();
  portal.products = [exampleProduct('toystore')];
  portal.keys = [exampleKey('nightly')];
  const app = createApp({
    plugins: [kuadrantPlugin, catalogPlugin],
    apis: [
      createApiFactory(kuadrantApiRef, portal.client()),
      createApiFactory(
        permissionApiRef,
        mockApis.permission({ authorize: () => AuthorizeResult.ALLOW }),
      ),
    ],
    configLoader: async () => [
      {
        context: 'test',
        data: {
          app: { title: 'Portal', baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost:7007' },
        },
      },
    ],
    __experimentalTranslations: {
      defaultLanguage: language,
      availableLanguages: ['en', 'de'],
      resources: [kuadrantTranslations],
    },
  });
  const App = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/apis" element={<KuadrantPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<EntityPage />}
        />
      </FlatRoutes>
    </AppRouter>,
  );
  return render(<App />);
}

describe('in a classic app', () => {
  beforeEach(() => localStorage.clear());
  afterEach(cleanup);

  it('the pages are below the path that the app chose', async () => {
    startApp('/apis');
    await userEvent.click(
      await screen.findByRole('link', { name: 'Toystore API' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Toystore API' }),
    ).toBeInTheDocument();
    expect(window.location.pathname).toBe(
      '/apis/products/demo/toystore/overview',
    );
    expect(screen.getByRole('tab', { name: 'Definition' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'API products' }));
    await userEvent.click(
      await screen.findByRole('tab', { name: 'My API keys' }),
    );
    await userEvent.click(
      await screen.findByRole('link', { name: /Nightly stock import/ }),
    );
    expect(
      await screen.findByRole('button', { name: 'Show key' }),
    ).toBeInTheDocument();
    expect(window.location.pathname).toBe(
      '/apis/keys/kuadrant-consumer1-3f2a91c0/nightly',
    );
  });

  it('the entity page has the keys and the access to an API, linked to the pages', async () => {
    expect(isKuadrantApiAvailable(toystore)).toBe(true);
    expect(isKuadrantApiAvailable({ ...toystore, kind: 'Component' })).toBe(
      false,
    );
    startApp('/catalog/demo/api/toystore');
    expect(await screen.findByText('Access to this API')).toBeInTheDocument();
    const links = await screen.findAllByRole('link', {
      name: /Nightly stock import/,
    });
    expect(links[0]).toHaveAttribute(
      'href',
      '/apis/keys/kuadrant-consumer1-3f2a91c0/nightly',
    );
    expect(screen.queryByText(/could not be loaded/)).toBeNull();
  });

  it('speaks the language of the app', async () => {
    startApp('/apis', 'de');
    expect(
      await screen.findByRole('tab', { name: 'Meine API-Schlüssel' }),
    ).toBeInTheDocument();
    const content = within(screen.getByRole('main'));
    expect(
      (await content.findByRole('searchbox')).closest('[lang]'),
    ).toHaveAttribute('lang', 'de');
  });
});
