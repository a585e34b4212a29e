import { gateway, grpcRoute, httpRoute, listener } from './objects';
import type { AttachmentCase } from './types';

const onListener = (hostname: string | undefined, hostnames?: string[]) => ({
  gateways: [gateway([listener(`web :80 ${hostname ?? ''}`.trim())])],
  route: httpRoute({ hostnames }),
});

const mismatch = {
  reason: 'NoMatchingListenerHostname',
  serves: {},
  refuses: { web: 'NoMatchingListenerHostname' },
};

/** What a route and a listener have in common. */
export const hostnameCases: AttachmentCase[] = [
  {
    name: 'A route and a listener without hostnames serve every hostname',
    ...onListener(undefined),
    answer: [{ reason: 'Accepted', serves: { web: ['*'] }, refuses: {} }],
  },
  {
    name: 'A route without hostnames takes the hostname of the listener',
    ...onListener('api.example.com'),
    answer: [
      { reason: 'Accepted', serves: { web: ['api.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'A route without hostnames takes the wildcard of the listener',
    ...onListener('*.example.com'),
    answer: [
      { reason: 'Accepted', serves: { web: ['*.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'An empty list of hostnames is the same as none',
    ...onListener('api.example.com', []),
    answer: [
      { reason: 'Accepted', serves: { web: ['api.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'A listener without a hostname serves the hostnames of the route',
    ...onListener(undefined, ['a.example.com', 'b.example.org']),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['a.example.com', 'b.example.org'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'Equal hostnames meet',
    ...onListener('api.example.com', ['api.example.com']),
    answer: [
      { reason: 'Accepted', serves: { web: ['api.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'Hostnames meet whatever their case',
    ...onListener('API.example.com', ['api.EXAMPLE.com']),
    answer: [
      { reason: 'Accepted', serves: { web: ['api.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'Different hostnames do not meet',
    ...onListener('api.example.com', ['other.example.com']),
    answer: [mismatch],
  },
  {
    name: 'A wildcard listener serves a hostname one label below',
    ...onListener('*.example.com', ['api.example.com']),
    answer: [
      { reason: 'Accepted', serves: { web: ['api.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'A wildcard listener serves a hostname several labels below',
    ...onListener('*.example.com', ['a.b.example.com']),
    answer: [
      { reason: 'Accepted', serves: { web: ['a.b.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'A wildcard does not stand for no label',
    ...onListener('*.example.com', ['example.com']),
    answer: [mismatch],
  },
  {
    name: 'A wildcard stands for whole labels',
    ...onListener('*.example.com', ['badexample.com']),
    answer: [mismatch],
  },
  {
    name: 'A wildcard route is served at the one hostname of the listener',
    ...onListener('api.example.com', ['*.example.com']),
    answer: [
      { reason: 'Accepted', serves: { web: ['api.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'Of two wildcards that meet, the narrower is served',
    ...onListener('*.example.com', ['*.shop.example.com']),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['*.shop.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A wider wildcard of the route is narrowed to the listener',
    ...onListener('*.shop.example.com', ['*.example.com']),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['*.shop.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'Wildcards of different domains do not meet',
    ...onListener('*.example.com', ['*.example.org']),
    answer: [mismatch],
  },
  {
    name: 'Of several hostnames only those that the listener serves are served',
    ...onListener('*.wild.localhost', [
      'api.elsewhere.example',
      'ok.wild.localhost',
    ]),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['ok.wild.localhost'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A GRPCRoute meets listeners by hostname as an HTTPRoute does',
    gateways: [gateway(['web :80 *.example.com'])],
    route: grpcRoute({ hostnames: ['rpc.example.com'] }),
    answer: [
      { reason: 'Accepted', serves: { web: ['rpc.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'A GRPCRoute with another hostname is not accepted',
    gateways: [gateway(['web :80 *.example.com'])],
    route: grpcRoute({ hostnames: ['rpc.example.org'] }),
    answer: [mismatch],
  },
  {
    name: 'Each listener serves its own part of the hostnames',
    gateways: [
      gateway([
        'very :80 very.specific.com',
        'wild :80 *.wildcard.io',
        'deep :80 *.anotherwildcard.io',
      ]),
    ],
    route: httpRoute({
      hostnames: [
        'non.matching.com',
        'wildcard.io',
        'foo.wildcard.io',
        'foo.bar.wildcard.io',
        'foo.anotherwildcard.io',
      ],
    }),
    answer: [
      {
        reason: 'Accepted',
        serves: {
          wild: ['foo.wildcard.io', 'foo.bar.wildcard.io'],
          deep: ['foo.anotherwildcard.io'],
        },
        refuses: { very: 'NoMatchingListenerHostname' },
      },
    ],
  },
];
