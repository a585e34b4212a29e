import type { HTTPRouteRule } from '@kuadrant/backstage-plugin-kuadrant-common';
import { edge, gateway, grpcRoute, httpRoute, listener } from './objects';
import type { DecisionCase } from './types';

const any = gateway(['any :80']);
const route = (
  name: string,
  hostnames: string[],
  match: NonNullable<HTTPRouteRule['matches']>[number] = {},
  created?: string,
) => httpRoute({ name, hostnames, created, rules: [{ matches: [match] }] });
const path = (type: string, value: string, method?: string) => ({
  path: { type, value },
  ...(method && { method }),
});
const ask = (...pairs: [string, string][]) =>
  pairs.map(([call, answer]) => ({ call, answer }));

/** Which route takes a call. */
export const routingCases: DecisionCase[] = [
  {
    name: 'An exact hostname takes a call before a longer wildcard, and that before a shorter',
    gateways: [any],
    routes: [
      route('any', []),
      route('wide', ['*.test']),
      route('narrow', ['*.shop.test']),
      route('exact', ['toys.shop.test']),
    ],
    calls: ask(
      ['GET http://toys.shop.test/', '200 exact'],
      ['GET http://games.shop.test/', '200 narrow'],
      ['GET http://a.b.shop.test/', '200 narrow'],
      ['GET http://shop.test/', '200 wide'],
      ['GET http://example.com/', '200 any'],
    ),
  },
  {
    name: 'An exact path takes a call before a longer prefix, and that before a shorter',
    gateways: [any],
    routes: [
      route('root', ['a.test']),
      route('prefix', ['a.test'], path('PathPrefix', '/toys')),
      route('longer', ['a.test'], path('PathPrefix', '/toys/wooden/')),
      route('exact', ['a.test'], path('Exact', '/toys/wooden/train')),
    ],
    calls: ask(
      ['GET http://a.test/', '200 root'],
      ['GET http://a.test/toyshop', '200 root'],
      ['GET http://a.test/toys', '200 prefix'],
      ['GET http://a.test/toys/wooden', '200 longer'],
      ['GET http://a.test/toys/wooden/train', '200 exact'],
      ['GET http://a.test/toys/wooden/train/', '200 longer'],
    ),
  },
  {
    name: 'A method takes a call before any method',
    gateways: [any],
    routes: [
      route('all', ['a.test'], path('PathPrefix', '/toys')),
      route('post', ['a.test'], path('PathPrefix', '/toys', 'POST')),
    ],
    calls: ask(
      ['GET http://a.test/toys', '200 all'],
      ['POST http://a.test/toys', '200 post'],
    ),
  },
  {
    name: 'More headers take a call before fewer',
    gateways: [any],
    routes: [
      route('none', ['a.test']),
      route('one', ['a.test'], { headers: [{ name: 'Version', value: '2' }] }),
    ],
    calls: [
      { call: 'GET http://a.test/', answer: '200 none' },
      {
        call: 'GET http://a.test/',
        headers: { version: '2' },
        answer: '200 one',
      },
      {
        call: 'GET http://a.test/',
        headers: { version: '1' },
        answer: '200 none',
      },
    ],
  },
  {
    name: 'Query parameters take a call that has them',
    gateways: [any],
    routes: [
      route('none', ['a.test']),
      route('beta', ['a.test'], {
        queryParams: [{ name: 'beta', value: 'yes' }],
      }),
    ],
    calls: ask(
      ['GET http://a.test/?beta=yes', '200 beta'],
      ['GET http://a.test/?beta=no', '200 none'],
      ['GET http://a.test/?beta=no&beta=yes', '200 none'],
      ['GET http://a.test/?bet%61=yes', '200 none'],
      ['GET http://a.test/?beta=y%65s', '200 none'],
    ),
  },
  {
    name: 'Rules of a wildcard never take the calls to a hostname that another route names',
    gateways: [any],
    routes: [
      route('wide', ['*.test'], path('PathPrefix', '/toys')),
      route('narrow', ['a.test'], path('PathPrefix', '/games')),
    ],
    calls: ask(
      ['GET http://a.test/games', '200 narrow'],
      ['GET http://a.test/toys', '404 route'],
      ['GET http://b.test/toys', '200 wide'],
    ),
  },
  {
    name: 'Of two equal routes the older takes a call, then the first by name',
    gateways: [any],
    routes: [
      route('a', ['old.test'], {}, '2026-02-01T00:00:00Z'),
      route('b', ['old.test']),
      route('z', ['same.test']),
      route('c', ['same.test']),
    ],
    calls: ask(
      ['GET http://old.test/', '200 b'],
      ['GET http://same.test/', '200 c'],
    ),
  },
  {
    name: 'No route takes a call for a hostname that its listener does not serve',
    gateways: [gateway(['shop :80 *.shop.test'])],
    routes: [
      httpRoute({ name: 'named', hostnames: ['example.com'] }),
      httpRoute({ name: 'any' }),
    ],
    calls: ask(
      ['GET http://example.com/', '404 route'],
      ['GET http://a.shop.test/', '200 any'],
    ),
  },
  {
    name: 'A more specific listener keeps calls from routes on a wider one (listener isolation)',
    gateways: [gateway(['wide :80 *.test', 'exact :80 a.test'])],
    routes: [
      httpRoute({ name: 'wide', parentRefs: [edge({ sectionName: 'wide' })] }),
      httpRoute({
        name: 'exact',
        parentRefs: [edge({ sectionName: 'exact' })],
        rules: [{ matches: [path('PathPrefix', '/here')] }],
      }),
    ],
    calls: ask(
      ['GET http://a.test/here', '200 exact'],
      ['GET http://a.test/elsewhere', '404 route'],
      ['GET http://b.test/elsewhere', '200 wide'],
    ),
  },
  {
    name: 'A port keeps calls from routes on other ports',
    gateways: [gateway(['one :8001', 'two :8002'])],
    routes: [
      httpRoute({ name: 'one', parentRefs: [edge({ port: 8001 })] }),
      httpRoute({ name: 'two', parentRefs: [edge({ port: 8002 })] }),
    ],
    calls: ask(
      ['GET http://a.test:8001/', '200 one'],
      ['GET http://a.test:8002/', '200 two'],
      ['GET http://a.test:8003/', '404 route'],
    ),
  },
  {
    name: 'A GRPCRoute takes calls of its methods',
    gateways: [any],
    routes: [
      grpcRoute({
        name: 'service',
        rules: [{ matches: [{ method: { service: 'shop.Toys' } }] }],
      }),
      grpcRoute({
        name: 'method',
        rules: [
          { matches: [{ method: { service: 'shop.Toys', method: 'List' } }] },
        ],
      }),
    ],
    calls: ask(
      ['POST http://a.test/shop.Toys/List', '200 method'],
      ['POST http://a.test/shop.Toys/Get', '200 service'],
      ['POST http://a.test/shop.Games/List', '404 route'],
    ),
  },
  {
    name: 'No route with a regular expression takes a call, because it cannot be judged',
    gateways: [any],
    routes: [route('regular', ['a.test'], path('RegularExpression', '/.*'))],
    calls: ask(['GET http://a.test/', '404 route']),
  },
  {
    name: 'A route on a listener that carries no routes takes no call',
    gateways: [gateway([listener('tcp :80', { protocol: 'TCP' })])],
    routes: [httpRoute()],
    calls: ask(['GET http://a.test/', '404 route']),
  },
];
