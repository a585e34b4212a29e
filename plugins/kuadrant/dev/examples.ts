import type { Entity } from '@backstage/catalog-model';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  exampleKey,
  exampleProduct,
  exampleRequest,
  exampleRoute,
} from './fixtures';
import { PortalInMemory } from './PortalInMemory';

const PRODUCTS = [
  'toystore',
  'gamestore',
  'bookstore',
  'weather',
  'payments',
  'maps',
];
const STATES = ['Approved', 'Pending', 'Denied', 'Expired', 'Failed'] as const;
const USE_CASES = [
  'Nightly stock import',
  'Checkout pilot',
  'Search index\nIt reads everything once a night.',
  'בדיקה של מחירי הצעצועים',
  '<b>Not bold</b>, because texts are drawn as texts',
  'A use case whose first line goes on and on '.repeat(6).trim(),
];

const pick = <T>(values: readonly T[], index: number): T =>
  values[index % values.length];

const productOf = (index: number) => {
  const name = pick(PRODUCTS, index);
  return {
    namespace: 'demo',
    name,
    displayName: `${name[0].toUpperCase()}${name.slice(1)} API`,
    owner: 'group:default/api-owners',
  };
};

function keyOf(index: number): KeyView {
  const state = pick(STATES, index);
  const approved = state === 'Approved';
  return exampleKey(`key-${index}`, {
    state,
    product: productOf(index),
    actions: approved
      ? ['delete', 'update', 'reveal', 'rotate']
      : ['delete', 'update'],
    reveal: { available: approved },
    spec: {
      useCase: pick(USE_CASES, index),
      planTier: pick(['gold', 'silver'], index),
    },
  });
}

const routeOf = (name: string) =>
  exampleRoute(name, {
    metadata: { namespace: 'demo', name },
    spec: { hostnames: [`${name}.localhost`] },
    hostnames: [`${name}.localhost`],
  });

/** A portal with products, keys in all states, and a queue of requests. */
export function examplePortal(): PortalInMemory {
  const portal = new PortalInMemory();
  portal.products = PRODUCTS.map((name, index) =>
    exampleProduct(name, {
      actions: ['requestKey', 'update', 'delete'],
      counts: {
        Approved: index * 7,
        Pending: 0,
        Denied: 0,
        Expired: 0,
        Failed: 0,
      },
      spec: {
        publishStatus: index === 3 ? 'Draft' : 'Published',
        approvalMode: index % 2 === 0 ? 'manual' : 'automatic',
        tags: Array.from({ length: index * 2 }, (_, tag) => `tag-${tag}`),
        version: `v${index + 1}`,
      },
    }),
  );
  portal.keys = Array.from({ length: 120 }, (_, index) => keyOf(index));
  portal.values = new Map(
    portal.keys.map(({ metadata: { name } }) => [name, `example-of-${name}`]),
  );
  portal.requests = Array.from({ length: 75 }, (_, index) =>
    exampleRequest(`request-${index}`, {
      product: productOf(index),
      spec: { useCase: pick(USE_CASES, index) },
    }),
  );
  portal.routes = PRODUCTS.map(routeOf);
  return portal;
}

/** Who the examples speak of. */
export const examplePeople: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'consumer1' },
    spec: {
      profile: {
        displayName: 'Consumer One',
        email: 'consumer1@example.com',
      },
    },
    relations: [{ type: 'memberOf', targetRef: 'group:default/api-consumers' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'api-owners', title: 'API owners' },
    spec: { type: 'team' },
  },
];
