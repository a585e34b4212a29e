import type { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { PortalInMemory } from '../../dev/PortalInMemory';
import { kuadrantApiRef } from '../api';
import type { TestSignals } from './TestSignals';
import {
  allKeysRouteRef,
  approvalsRouteRef,
  editProductRouteRef,
  keyRouteRef,
  myKeysRouteRef,
  productRouteRef,
  productsRouteRef,
} from '../routes';

/** Renders a screen in an app that has all routes of this plugin and answers from memory. */
export function renderScreen(
  screen: JSX.Element,
  options: {
    portal: PortalInMemory;
    /** Path of the screen, with parameters. */
    mountPath?: string;
    /** Address that is looked at. */
    at?: string;
    /** Entity reference of the signed-in user. */
    user?: string;
    /** Names of permissions that are refused; all others are granted. */
    refused?: string[];
    /** Signals of the backend; the app has none without. */
    signals?: TestSignals;
    /** What the catalog holds. */
    entities?: Entity[];
  },
) {
  const {
    portal,
    mountPath,
    at,
    user,
    refused = [],
    signals,
    entities,
  } = options;
  return renderInTestApp(screen, {
    apis: [
      [kuadrantApiRef, portal.client()],
      mockApis.identity({
        userEntityRef: user ?? 'user:default/consumer1',
        displayName: 'Consumer One',
        email: 'consumer1@example.com',
      }),
      mockApis.permission({
        authorize: ({ permission }) =>
          refused.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
      [catalogApiRef, catalogApiMock({ entities })],
      ...(signals ? [[signalApiRef, signals] as const] : []),
    ],
    mountPath,
    initialRouteEntries: at ? [at] : undefined,
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': convertLegacyRouteRef(entityRouteRef),
      '/kuadrant/products': productsRouteRef,
      '/kuadrant/my-keys': myKeysRouteRef,
      '/kuadrant/approvals': approvalsRouteRef,
      '/kuadrant/all-keys': allKeysRouteRef,
      '/kuadrant/products/:namespace/:name': productRouteRef,
      '/kuadrant/products/:namespace/:name/edit': editProductRouteRef,
      '/kuadrant/keys/:namespace/:name': keyRouteRef,
    },
  });
}
