import type {
  Gateway,
  HTTPRoute,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { createRouter } from './routing';

type Match = NonNullable<
  NonNullable<HTTPRoute['spec']['rules']>[number]['matches']
>[number];

const gateway: Gateway = {
  metadata: { name: 'external', namespace: 'gateways' },
  spec: {
    listeners: [
      { name: 'any', port: 80, protocol: 'HTTP' },
      { name: 'shop', port: 81, protocol: 'HTTP', hostname: '*.shop.test' },
    ],
  },
};

function route(
  name: string,
  hostnames: string[],
  matches: Match[] = [],
  extra: { sectionName?: string; created?: string } = {},
): HTTPRoute {
  return {
    metadata: {
      name,
      namespace: 'apis',
      creationTimestamp: extra.created ?? '2026-01-01T00:00:00Z',
    },
    spec: {
      parentRefs: [
        {
          name: 'external',
          namespace: 'gateways',
          sectionName: extra.sectionName,
        },
      ],
      hostnames,
      rules: [{ matches, backendRefs: [{ name: 'service' }] }],
    },
  };
}

const path = (type: string, value: string, method?: string): Match => ({
  path: { type, value },
  method,
});

function ask(routes: HTTPRoute[], request: string): string | undefined {
  const [method, url] = request.split(' ');
  const { hostname, pathname } = new URL(`http://${url}`);
  const found = createRouter({ routes, gateways: [gateway] })({
    method,
    hostname,
    path: pathname,
  });
  return found?.route.metadata.name;
}

describe('routing', () => {
  it('prefers exact hostnames, then longer wildcards', () => {
    const routes = [
      route('any', []),
      route('wide', ['*.test']),
      route('narrow', ['*.shop.test']),
      route('exact', ['toys.shop.test']),
    ];
    expect(ask(routes, 'GET toys.shop.test/')).toBe('exact');
    expect(ask(routes, 'GET games.shop.test/')).toBe('narrow');
    expect(ask(routes, 'GET a.b.shop.test/')).toBe('narrow');
    expect(ask(routes, 'GET shop.test/')).toBe('wide');
    expect(ask(routes, 'GET example.com/')).toBe('any');
  });

  it('prefers exact paths, then longer prefixes, then those with a method', () => {
    const routes = [
      route('root', ['a.test']),
      route('prefix', ['a.test'], [path('PathPrefix', '/toys')]),
      route('longer', ['a.test'], [path('PathPrefix', '/toys/wooden/')]),
      route('exact', ['a.test'], [path('Exact', '/toys/wooden/train')]),
      route('post', ['a.test'], [path('PathPrefix', '/toys', 'POST')]),
    ];
    expect(ask(routes, 'GET a.test/')).toBe('root');
    expect(ask(routes, 'GET a.test/toyshop')).toBe('root');
    expect(ask(routes, 'GET a.test/toys')).toBe('prefix');
    expect(ask(routes, 'POST a.test/toys/1')).toBe('post');
    expect(ask(routes, 'GET a.test/toys/wooden')).toBe('longer');
    expect(ask(routes, 'GET a.test/toys/wooden/train')).toBe('exact');
    expect(ask(routes, 'GET a.test/toys/wooden/train/')).toBe('longer');
  });

  it('prefers the older of two equal routes, then the first by name', () => {
    const newer = route('a', ['a.test'], [], {
      created: '2026-02-01T00:00:00Z',
    });
    expect(ask([newer, route('b', ['a.test'])], 'GET a.test/')).toBe('b');
    expect(
      ask([route('z', ['a.test']), route('b', ['a.test'])], 'GET a.test/'),
    ).toBe('b');
  });

  it('goes only by listeners that a route names and that take its hostname', () => {
    const inSection = (hostnames: string[]) => [
      route('x', hostnames, [], { sectionName: 'shop' }),
    ];
    expect(ask(inSection(['toys.shop.test']), 'GET toys.shop.test/')).toBe('x');
    expect(ask(inSection(['example.com']), 'GET example.com/')).toBe(undefined);
    expect(ask(inSection([]), 'GET any.shop.test/')).toBe('x');
    expect(ask(inSection([]), 'GET example.com/')).toBe(undefined);
    expect(ask(inSection(['*.test']), 'GET a.other.test/')).toBe(undefined);
  });

  it('serves no route without a Gateway, or that asks for what it does not know', () => {
    const lost = route('lost', ['a.test']);
    lost.spec.parentRefs = [{ name: 'external' }];
    const regular = route(
      'regular',
      ['a.test'],
      [path('RegularExpression', '/.*')],
    );
    expect(ask([lost, regular], 'GET a.test/')).toBe(undefined);
  });
});
