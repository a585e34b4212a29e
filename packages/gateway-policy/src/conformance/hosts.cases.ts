import {
  edge,
  gateway,
  grpcRoute,
  httpRoute,
  listener,
  listenerSet,
  reports,
} from './objects';
import type { HostCase } from './types';

const https = (text: string) => listener(text, { protocol: 'HTTPS' });
const address = (...values: { type?: string; value: string }[]) => ({
  status: { addresses: values },
});

/** At which URLs a route can be called. */
export const hostCases: HostCase[] = [
  {
    name: 'A wildcard route is not called at another listener’s name (K1)',
    gateways: [
      gateway(['billing :80 billing.localhost', 'shop :80 *.shop.localhost']),
    ],
    route: httpRoute({ hostnames: ['*.shop.localhost'] }),
    answer: {
      urls: ['http://<your-host>.shop.localhost'],
      placeholder: [true],
      kinds: ['wildcard'],
      listeners: ['shop'],
      hostname: '*.shop.localhost',
    },
  },
  {
    name: 'A route that names a port is called at the listener of that port (K6)',
    gateways: [
      gateway(['billing :28080 billing.localhost', 'alt :28081 alt.localhost']),
    ],
    route: httpRoute({ parentRefs: [edge({ port: 28081 })] }),
    answer: { urls: ['http://alt.localhost:28081'], placeholder: [false] },
  },
  {
    name: 'A hostname that no listener serves is no host of the route (K7)',
    gateways: [gateway(['wild :80 *.wild.localhost'])],
    route: httpRoute({
      hostnames: ['api.elsewhere.example', 'ok.wild.localhost'],
    }),
    answer: {
      urls: ['http://ok.wild.localhost'],
      hostname: 'ok.wild.localhost',
    },
  },
  {
    name: 'A wildcard route has a URL with a placeholder (K8)',
    gateways: [gateway(['wild :8080 *.wild.localhost'])],
    route: httpRoute(),
    answer: {
      urls: ['http://<your-host>.wild.localhost:8080'],
      placeholder: [true],
    },
  },
  {
    name: 'Where no name exists the address of the Gateway is called (K8)',
    gateways: [gateway(['web :80'], address({ value: '203.0.113.7' }))],
    route: httpRoute(),
    answer: {
      urls: ['http://203.0.113.7'],
      placeholder: [false],
      kinds: ['any'],
      viaAddress: [{ url: 'http://203.0.113.7' }],
    },
  },
  {
    name: 'A Gateway without name and address has a placeholder for its address',
    gateways: [gateway(['web :8080'])],
    route: httpRoute(),
    answer: { urls: ['http://<gateway-address>:8080'], placeholder: [true] },
  },
  {
    name: 'A configured URL of a wildcard keeps the placeholder (K8)',
    gateways: [gateway(['wild :8080 *.wild.localhost'])],
    route: httpRoute(),
    baseUrls: { '*.wild.localhost': 'https://*.wild.example:8443/' },
    answer: {
      urls: ['https://<your-host>.wild.example:8443'],
      placeholder: [true],
    },
  },
  {
    name: 'A configured URL of a wildcard can be one concrete host',
    gateways: [gateway(['wild :8080 *.wild.localhost'])],
    route: httpRoute(),
    baseUrls: { '*.wild.localhost': 'https://api.wild.example' },
    answer: { urls: ['https://api.wild.example'], placeholder: [false] },
  },
  {
    name: 'A configured URL of a wildcard holds for the hostnames it covers',
    gateways: [gateway(['wild :8080 *.wild.localhost'])],
    route: httpRoute({ hostnames: ['a.b.wild.localhost'] }),
    baseUrls: { '*.wild.localhost': 'https://*.wild.example' },
    answer: { urls: ['https://a.b.wild.example'], placeholder: [false] },
  },
  {
    name: 'A configured URL with a fixed host is not used for other hostnames below the wildcard',
    gateways: [gateway(['wild :8080 *.wild.localhost'])],
    route: httpRoute({ hostnames: ['a.wild.localhost'] }),
    baseUrls: { '*.wild.localhost': 'https://api.wild.example' },
    answer: { urls: ['http://a.wild.localhost:8080'] },
  },
  {
    name: 'The most specific configured wildcard counts',
    gateways: [gateway(['wild :80 *.localhost'])],
    route: httpRoute({ hostnames: ['a.deep.localhost'] }),
    baseUrls: {
      '*.localhost': 'https://*.wide.example',
      '*.deep.localhost': 'https://*.deep.example',
    },
    answer: { urls: ['https://a.deep.example'] },
  },
  {
    name: 'A configured URL of a hostname counts before that of a wildcard',
    gateways: [gateway(['wild :80 *.localhost'])],
    route: httpRoute({ hostnames: ['a.localhost'] }),
    baseUrls: {
      '*.localhost': 'https://*.wide.example',
      'a.localhost': 'https://a.example.com',
    },
    answer: { urls: ['https://a.example.com'] },
  },
  {
    name: 'A configured URL for any hostname serves a route without names',
    gateways: [gateway(['web :80'])],
    route: httpRoute(),
    baseUrls: { '*': 'https://gateway.example.com' },
    answer: { urls: ['https://gateway.example.com'], placeholder: [false] },
  },
  {
    name: 'A configured URL is used only for a hostname that is served',
    gateways: [gateway(['web :80 a.localhost'])],
    route: httpRoute({ hostnames: ['b.localhost'] }),
    baseUrls: { 'b.localhost': 'https://b.example.com' },
    answer: { urls: [] },
  },
  {
    name: 'HTTPS counts before HTTP',
    gateways: [
      gateway(['plain :80 a.example.com', https('tls :443 a.example.com')]),
    ],
    route: httpRoute(),
    answer: { urls: ['https://a.example.com'], listeners: ['tls'] },
  },
  {
    name: 'The scheme comes from the listener that serves the hostname',
    gateways: [
      gateway([
        'plain :8080 *.plain.example',
        https('tls :8443 *.tls.example'),
      ]),
    ],
    route: httpRoute({ hostnames: ['a.plain.example', 'b.tls.example'] }),
    answer: {
      urls: ['http://a.plain.example:8080', 'https://b.tls.example:8443'],
    },
  },
  {
    name: 'A TLS listener that does not take the route gives it no scheme',
    gateways: [
      gateway(['plain :80 *.example.com', https('tls :443 a.example.com')]),
    ],
    route: httpRoute({
      hostnames: ['a.example.com'],
      parentRefs: [edge({ sectionName: 'plain' })],
    }),
    answer: { urls: ['http://a.example.com'], listeners: ['plain'] },
  },
  {
    name: 'A hostname that a more specific listener of the port takes away is no host',
    gateways: [gateway(['wide :80 *.example.com', 'exact :80 a.example.com'])],
    route: httpRoute({
      hostnames: ['a.example.com', 'b.example.com'],
      parentRefs: [edge({ sectionName: 'wide' })],
    }),
    answer: { urls: ['http://b.example.com'] },
  },
  {
    name: 'A more specific listener on another port takes nothing away',
    gateways: [gateway(['wide :80 *.example.com', 'exact :81 a.example.com'])],
    route: httpRoute({
      hostnames: ['a.example.com'],
      parentRefs: [edge({ sectionName: 'wide' })],
    }),
    answer: { urls: ['http://a.example.com'] },
  },
  {
    name: 'A more specific listener that does not work takes nothing away',
    gateways: [
      gateway(['wide :80 *.example.com', 'one :80 a.example.com'], {
        status: {
          listeners: [
            {
              name: 'one',
              conditions: [
                {
                  type: 'Programmed',
                  status: 'False',
                  reason: 'Invalid',
                  message: '',
                  lastTransitionTime: '',
                },
              ],
            },
          ],
        },
      }),
    ],
    route: httpRoute({
      hostnames: ['a.example.com'],
      parentRefs: [edge({ sectionName: 'wide' })],
    }),
    answer: { urls: ['http://a.example.com'] },
  },
  {
    name: 'Concrete hosts come before wildcards, and those before any host',
    gateways: [
      gateway(['any :82', 'wild :81 *.example.com', 'web :80 a.example.org']),
    ],
    route: httpRoute(),
    answer: {
      urls: [
        'http://a.example.org',
        'http://<your-host>.example.com:81',
        'http://<gateway-address>:82',
      ],
      kinds: ['concrete', 'wildcard', 'any'],
    },
  },
  {
    name: 'Without DNS a name is called at the address with a Host header',
    gateways: [
      gateway(['web :8080 *.example.com'], address({ value: '203.0.113.7' })),
    ],
    route: httpRoute({ hostnames: ['a.example.com', '*.b.example.com'] }),
    answer: {
      urls: [
        'http://a.example.com:8080',
        'http://<your-host>.b.example.com:8080',
      ],
      viaAddress: [
        { url: 'http://203.0.113.7:8080', hostHeader: 'a.example.com' },
        {
          url: 'http://203.0.113.7:8080',
          hostHeader: '<your-host>.b.example.com',
        },
      ],
    },
  },
  {
    name: 'An IPv6 address stands in brackets',
    gateways: [
      gateway(
        ['web :80'],
        address({ type: 'IPAddress', value: '2001:db8::7' }),
      ),
    ],
    route: httpRoute(),
    answer: { urls: ['http://[2001:db8::7]'] },
  },
  {
    name: 'A hostname of a load balancer is an address; a provider’s name for one is not',
    gateways: [
      gateway(
        ['web :80'],
        address(
          { type: 'NamedAddress', value: 'my-address' },
          { type: 'Hostname', value: 'lb.example.net' },
        ),
      ),
    ],
    route: httpRoute(),
    answer: { urls: ['http://lb.example.net'] },
  },
  {
    name: 'A route that no listener serves has no host',
    gateways: [gateway(['web :80 a.example.com'])],
    route: httpRoute({ hostnames: ['b.example.com'] }),
    answer: { urls: [] },
  },
  {
    name: 'A route on two Gateways has the hosts of both',
    gateways: [
      gateway(['web :80 a.example.com']),
      gateway(['web :80 b.example.com'], { name: 'inner' }),
    ],
    route: httpRoute({ parentRefs: [edge(), edge({ name: 'inner' })] }),
    answer: { urls: ['http://a.example.com', 'http://b.example.com'] },
  },
  {
    name: 'A route on a ListenerSet has the hosts of its listeners',
    gateways: [
      gateway(['own :80 own.example.com'], {
        allowedListeners: { namespaces: { from: 'All' } },
      }),
    ],
    listenerSets: [listenerSet(['shop :8080 shop.example.com'])],
    route: httpRoute({ parentRefs: [{ kind: 'ListenerSet', name: 'extra' }] }),
    answer: { urls: ['http://shop.example.com:8080'] },
  },
  {
    name: 'A GRPCRoute has hosts as an HTTPRoute has (K27)',
    gateways: [gateway([https('grpc :443 rpc.example.com')])],
    route: grpcRoute({
      rules: [{ matches: [{ method: { service: 'a.B' } }] }],
    }),
    answer: { urls: ['https://rpc.example.com'], path: '' },
  },
  {
    name: 'Where the Gateway takes every name, its address is the hostname',
    gateways: [gateway(['web :8080'], address({ value: 'lb.example.com' }))],
    route: httpRoute(),
    answer: {
      urls: ['http://lb.example.com:8080'],
      hostname: 'lb.example.com',
    },
  },
  {
    name: 'A Gateway without an address that takes every name leaves no hostname',
    gateways: [gateway(['web :8080'])],
    route: httpRoute(),
    answer: {
      urls: ['http://<gateway-address>:8080'],
      hostname: undefined,
    },
  },
  {
    name: 'The name of a route on a Gateway that cannot be seen is the first of its own',
    watched: ['shop'],
    route: httpRoute({
      hostnames: ['*.example.com', 'api.example.com'],
      status: reports('Accepted=True Accepted'),
    }),
    answer: { urls: [], hostname: 'api.example.com' },
  },
  {
    name: 'A route that no Gateway takes has no hostname',
    route: httpRoute({
      hostnames: ['api.example.com'],
      status: reports('Accepted=True Accepted'),
    }),
    answer: { urls: [], hostname: undefined },
  },
];
