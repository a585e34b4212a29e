import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { exampleProduct } from '../dev/fixtures';
import { PortalInMemory } from '../dev/PortalInMemory';
import { kuadrantApiRef } from './api';
import { kuadrantPlugin } from './plugin';
import { kuadrantTranslationsModule } from './translation';

type Extensions = Record<
  string,
  boolean | { config: Record<string, string | string[]> }
>[];

/** The pages of people and APIs that this plugin links to. */
const catalog = createFrontendPlugin({
  pluginId: 'catalog',
  extensions: [
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: convertLegacyRouteRef(entityRouteRef),
        loader: async () => <>An entity</>,
      },
    }),
  ],
});

/** The plugin as an app installs it, with what app-config.yaml tells about its extensions. */
async function startApp(at: string, extensions: Extensions = []) {
  const portal = new PortalInMemory();
  portal.products = [exampleProduct('toystore')];
  window.history.replaceState(null, '', at);
  const app = createApp({
    features: [
      catalog,
      kuadrantPlugin.withOverrides({
        extensions: [
          kuadrantPlugin.getExtension('api:kuadrant').override({
            params: defineParams =>
              defineParams({
                api: kuadrantApiRef,
                deps: {},
                factory: () => portal.client(),
              }),
          }),
        ],
      }),
      kuadrantTranslationsModule,
      createFrontendModule({
        pluginId: 'app',
        extensions: [
          ApiBlueprint.make({
            name: 'permission',
            params: defineParams =>
              defineParams({
                api: permissionApiRef,
                deps: {},
                factory: () =>
                  mockApis.permission({
                    authorize: () => AuthorizeResult.ALLOW,
                  }),
              }),
          }),
        ],
      }),
    ],
    advanced: {
      configLoader: async () => ({
        config: mockApis.config({
          data: {
            app: {
              title: 'Portal',
              baseUrl: 'http://localhost',
              extensions: [{ 'sign-in-page:app': false }, ...extensions],
            },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        }),
      }),
    },
  });
  return render(app.createRoot());
}

const tabNames = async () =>
  (await screen.findAllByRole('tab')).map(tab => tab.textContent);

describe('the plugin in an app', () => {
  beforeEach(() => localStorage.clear());
  afterEach(cleanup);

  it('shows its tabs and opens the first one', async () => {
    await startApp('/kuadrant');
    expect(await tabNames()).toEqual(
      expect.arrayContaining(['API products', 'My API keys']),
    );
    expect(await screen.findByText('Toystore API')).toBeInTheDocument();
  });

  it('leaves out a tab that the configuration switches off', async () => {
    await startApp('/kuadrant', [{ 'sub-page:kuadrant/my-keys': false }]);
    expect(await tabNames()).toContain('API products');
    expect(await tabNames()).not.toContain('My API keys');
  });

  it('shows titles of the configuration as they are written, at addresses of its choice', async () => {
    await startApp('/apis/mine', [
      { 'page:kuadrant': { config: { path: '/apis', title: 'Our APIs' } } },
      {
        'sub-page:kuadrant/my-keys': {
          config: { path: 'mine', title: 'What I hold' },
        },
      },
    ]);
    expect(await screen.findByText('Our APIs')).toBeInTheDocument();
    expect(await tabNames()).toEqual(
      expect.arrayContaining(['API products', 'What I hold']),
    );
    expect(await screen.findByText(/You have no API keys/)).toBeInTheDocument();
  });

  it.each([
    ['de', ['API-Produkte', 'Meine API-Schlüssel']],
    ['es', ['Productos de API', 'Mis claves de API']],
    ['ja', ['API プロダクト', '自分の API キー']],
  ])('speaks %s', async (language, tabs) => {
    await startApp('/kuadrant', [
      {
        'api:app/app-language': {
          config: {
            defaultLanguage: language as string,
            availableLanguages: ['en', language as string],
          },
        },
      },
    ]);
    await waitFor(async () =>
      expect(await tabNames()).toEqual(
        expect.arrayContaining(tabs as string[]),
      ),
    );
    expect(await screen.findByText('Toystore API')).toBeInTheDocument();
  });
});
