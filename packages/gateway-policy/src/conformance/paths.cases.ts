import type { HTTPRouteRule } from '@kuadrant/backstage-plugin-kuadrant-common';
import { gateway, httpRoute } from './objects';
import type { HostCase } from './types';

const rule = (...paths: (string | undefined)[]): HTTPRouteRule => ({
  matches: paths.map(path => {
    if (path === undefined) {
      return { method: 'GET' };
    }
    const [type, value] = path.split(' ');
    return { path: { type, value } };
  }),
});

const below = (...rules: HTTPRouteRule[]) => ({
  gateways: [gateway(['web :80 a.example.com'])],
  route: httpRoute({ rules }),
});

/** Below which path a route is called. */
export const pathCases: HostCase[] = [
  {
    name: 'A route without rules is called at the root',
    gateways: [gateway(['web :80 a.example.com'])],
    route: httpRoute(),
    answer: { urls: ['http://a.example.com'], path: '' },
  },
  {
    name: 'A prefix is the path of the route',
    ...below(rule('PathPrefix /api/v3/')),
    answer: { urls: ['http://a.example.com'], path: '/api/v3' },
  },
  {
    name: 'Several matches have what they share, segment by segment',
    ...below(
      rule('PathPrefix /shop/toys', 'Exact /shop/toyshop'),
      rule('PathPrefix /shop/games'),
    ),
    answer: { urls: ['http://a.example.com'], path: '/shop' },
  },
  {
    name: 'A match without a path is at the root',
    ...below(rule('PathPrefix /shop'), rule(undefined)),
    answer: { urls: ['http://a.example.com'], path: '' },
  },
  {
    name: 'A rule without matches is at the root',
    ...below(rule('PathPrefix /shop'), {}),
    answer: { urls: ['http://a.example.com'], path: '' },
  },
  {
    name: 'Nothing is known of a regular expression',
    ...below(rule('RegularExpression /shop/.*')),
    answer: { urls: ['http://a.example.com'], path: '' },
  },
];
