import {
  authPolicy,
  gateway,
  goldOnly,
  httpRoute,
  keysOf,
  type Scenario,
  telling,
} from './objects';

const corporate = keysOf('corporate', {
  credentials: { customHeader: { name: 'X-Corp-Key' } },
});
const shop = keysOf('shop');
const other = keysOf('other');
const keyless = {
  authentication: { anybody: { anonymous: {} } },
  authorization: goldOnly,
  response: telling,
};

/** Which policy is in effect where. */
export const topologyScenarios: Scenario[] = [
  {
    title: 'a route without a policy',
    hosts: ['open.test'],
    objects: [
      gateway('open', { http: undefined }),
      httpRoute('open', { gateway: 'open', hostnames: ['open.test'] }),
    ],
    effects: [],
  },
  {
    title: 'a policy of one rule',
    hosts: ['rules.test'],
    objects: [
      httpRoute('rules', {
        gateway: 'open',
        hostnames: ['rules.test'],
        rules: [
          {
            name: 'admin',
            matches: [{ path: { type: 'PathPrefix', value: '/admin' } }],
          },
          { name: 'all' },
        ],
      }),
      authPolicy('rules', 'HTTPRoute/rules', { rules: shop }),
      authPolicy('admin', 'HTTPRoute/rules#admin', { rules: other }),
    ],
    effects: [
      { route: 'rules', rule: 0, content: { rules: other } },
      { route: 'rules', rule: 1, content: { rules: shop } },
    ],
  },
  {
    title: 'defaults of a Gateway, replaced as a whole',
    hosts: ['plain.defaults.test', 'own.defaults.test'],
    objects: [
      gateway('defaults', { http: '*.defaults.test' }),
      httpRoute('plain', {
        gateway: 'defaults',
        hostnames: ['plain.defaults.test'],
      }),
      httpRoute('own', {
        gateway: 'defaults',
        hostnames: ['own.defaults.test'],
      }),
      authPolicy('defaults', 'Gateway/defaults', {
        defaults: { rules: corporate },
      }),
      authPolicy('own', 'HTTPRoute/own', { rules: shop }),
    ],
    effects: [
      { route: 'plain', content: { rules: corporate } },
      { route: 'own', content: { rules: shop } },
    ],
  },
  {
    title: 'overrides of a Gateway',
    hosts: ['own.overrides.test'],
    objects: [
      gateway('overrides', { http: '*.overrides.test' }),
      httpRoute('overridden', {
        gateway: 'overrides',
        hostnames: ['own.overrides.test'],
      }),
      authPolicy('overrides', 'Gateway/overrides', {
        overrides: { rules: corporate },
      }),
      authPolicy('overridden', 'HTTPRoute/overridden', { rules: shop }),
    ],
    effects: [{ route: 'overridden', content: { rules: corporate } }],
  },
  {
    title: 'defaults of a Gateway, merged',
    hosts: ['api.merging.test'],
    objects: [
      gateway('merging', {
        other: '*.elsewhere.test',
        named: '*.merging.test',
      }),
      httpRoute('merging', {
        gateway: 'merging',
        listener: 'named',
        hostnames: ['api.merging.test'],
      }),
      authPolicy('merging', 'Gateway/merging', {
        defaults: { strategy: 'merge', rules: corporate },
      }),
      authPolicy('gold-merging', 'HTTPRoute/merging', {
        rules: { authorization: goldOnly },
      }),
    ],
    effects: [
      {
        route: 'merging',
        content: { rules: { ...corporate, authorization: goldOnly } },
      },
    ],
  },
  {
    title: 'overrides of a Gateway, merged',
    hosts: ['api.strict.test'],
    objects: [
      gateway('strict', { http: '*.strict.test' }),
      httpRoute('strict', {
        gateway: 'strict',
        hostnames: ['api.strict.test'],
      }),
      authPolicy('strict', 'Gateway/strict', {
        overrides: { strategy: 'merge', rules: { authorization: goldOnly } },
      }),
      authPolicy('strict-keys', 'HTTPRoute/strict', { rules: shop }),
    ],
    effects: [
      {
        route: 'strict',
        content: { rules: { ...shop, authorization: goldOnly } },
      },
    ],
  },
  {
    title: 'a policy of one listener, and hostnames that overlap',
    hosts: ['exact.apps.test', 'any.apps.test', 'deep.any.apps.test'],
    objects: [
      gateway('apps', { exact: 'exact.apps.test', wild: '*.apps.test' }),
      httpRoute('apps', { gateway: 'apps', hostnames: ['*.apps.test'] }),
      authPolicy('wild', 'Gateway/apps#wild', { rules: other }),
      authPolicy('apps', 'Gateway/apps', { rules: shop }),
    ],
    effects: [
      { route: 'apps', listener: 'wild', content: { rules: other } },
      { route: 'apps', listener: 'exact', content: { rules: shop } },
    ],
  },
  {
    title: 'routes that share a hostname',
    hosts: ['paths.test'],
    objects: [
      httpRoute('files', {
        gateway: 'open',
        hostnames: ['paths.test'],
        rules: [
          { matches: [{ path: { type: 'PathPrefix', value: '/files' } }] },
          {
            matches: [
              { path: { type: 'Exact', value: '/exact' } },
              { path: { type: 'PathPrefix', value: '/admin' }, method: 'POST' },
            ],
          },
        ],
      }),
      httpRoute('public', {
        gateway: 'open',
        hostnames: ['paths.test'],
        rules: [
          {
            matches: [
              { path: { type: 'PathPrefix', value: '/files/public/' } },
            ],
          },
          { matches: [{ path: { type: 'PathPrefix', value: '/admin' } }] },
          {
            matches: [
              { headers: [{ name: 'X-Open', value: 'yes' }] },
              { queryParams: [{ name: 'open', value: 'a b' }] },
            ],
          },
        ],
      }),
      authPolicy('files', 'HTTPRoute/files', { rules: shop }),
    ],
    effects: [{ route: 'files', content: { rules: shop } }],
  },
  {
    title: 'a hostname within a wildcard',
    hosts: ['x.overlap.test', 'y.overlap.test'],
    objects: [
      httpRoute('overlap-any', {
        gateway: 'open',
        hostnames: ['*.overlap.test'],
        rules: [
          { matches: [{ path: { type: 'PathPrefix', value: '/files' } }] },
        ],
      }),
      httpRoute('overlap-one', {
        gateway: 'open',
        hostnames: ['x.overlap.test'],
        rules: [
          { matches: [{ path: { type: 'PathPrefix', value: '/admin' } }] },
        ],
      }),
      authPolicy('overlap-one', 'HTTPRoute/overlap-one', { rules: shop }),
    ],
    effects: [{ route: 'overlap-one', content: { rules: shop } }],
  },
  {
    title: 'authorization that reads a key where nobody has one',
    hosts: ['keyless.test'],
    objects: [
      httpRoute('keyless', { gateway: 'open', hostnames: ['keyless.test'] }),
      authPolicy('keyless', 'HTTPRoute/keyless', {
        rules: keyless,
      }),
    ],
    effects: [
      {
        route: 'keyless',
        content: {
          rules: keyless,
        },
      },
    ],
  },
];
