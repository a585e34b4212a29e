import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import kuadrantPlugin, {
  kuadrantApiRef,
  kuadrantTranslationsModule,
} from '../src';
import { EntityPage } from './EntityPage';
import { examplePeople, examplePortal } from './examples';

const portal = examplePortal();

/** In place of the backend, a portal that answers from memory. */
const inMemory = createFrontendModule({
  pluginId: 'kuadrant',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: kuadrantApiRef,
          deps: {},
          factory: () => portal.client(),
        }),
    }),
  ],
});

/** In place of the catalog, the people and groups of the examples. */
const catalog = createFrontendPlugin({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities: examplePeople }),
        }),
    }),
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        title: 'Entity',
        routeRef: convertLegacyRouteRef(entityRouteRef),
        loader: async () => <EntityPage />,
      },
    }),
  ],
});

createDevApp({
  features: [kuadrantPlugin, kuadrantTranslationsModule, inMemory, catalog],
});
