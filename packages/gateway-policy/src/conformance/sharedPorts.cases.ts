import type { GatewayListener } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  condition,
  conditions,
  edge,
  gateway,
  grpcRoute,
  httpRoute,
  listener,
  listenerSet,
  namespaceObject,
  reports,
} from './objects';
import type { AttachmentCase, HostCase } from './types';

const https = (text: string, extra: Partial<GatewayListener> = {}) =>
  listener(text, { protocol: 'HTTPS', ...extra });
const passthrough = (text: string) => listener(text, { protocol: 'TLS' });
const open = { allowedListeners: { namespaces: { from: 'All' as const } } };
const onSet = httpRoute({
  parentRefs: [{ kind: 'ListenerSet', name: 'extra' }],
});
const notAllowed = (name: string) => ({
  reason: 'NotAllowedByListeners',
  serves: {},
  refuses: { [name]: 'NamespaceNotAllowed' },
});

/** Listeners of one port, and what they say about themselves. */
export const sharedPortCases: AttachmentCase[] = [
  {
    name: 'A listener for TLS passthrough beside HTTPS on one port is no conflict, and carries no HTTPRoute',
    gateways: [
      gateway([
        https('web :443 *.example.com'),
        passthrough('raw :443 raw.example.com'),
      ]),
    ],
    route: httpRoute({ hostnames: ['api.example.com'] }),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['api.example.com'] },
        refuses: { raw: 'ProtocolNotSupported' },
      },
    ],
  },
  {
    name: 'TLS and HTTPS for the same name on one port are in conflict',
    gateways: [
      gateway([
        https('web :443 api.example.com'),
        passthrough('raw :443 api.example.com'),
      ]),
    ],
    route: httpRoute({ hostnames: ['api.example.com'] }),
    answer: [
      {
        reason: 'NoMatchingParent',
        serves: {},
        refuses: { web: 'ListenerNotReady', raw: 'ProtocolNotSupported' },
      },
    ],
  },
  {
    name: 'A TCP listener is in conflict with every HTTP listener of its port',
    gateways: [
      gateway([
        'web :80 api.example.com',
        listener('raw :80', { protocol: 'TCP' }),
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        serves: {},
        refuses: { web: 'ListenerNotReady', raw: 'ProtocolNotSupported' },
      },
    ],
  },
  {
    name: 'A UDP listener is in nobody’s way',
    gateways: [
      gateway([
        https('web :443 api.example.com'),
        listener('quic :443', { protocol: 'UDP' }),
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['api.example.com'] },
        refuses: { quic: 'ProtocolNotSupported' },
      },
    ],
  },
  {
    name: 'The same hostname on two ports is served on both',
    gateways: [
      gateway(['one :80 api.example.com', 'two :8080 api.example.com']),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { one: ['api.example.com'], two: ['api.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A listener of a ListenerSet gives way to one of the Gateway with the same port and name',
    gateways: [gateway(['web :80 api.example.com'], open)],
    listenerSets: [listenerSet(['mine :80 api.example.com'])],
    route: onSet,
    answer: [
      {
        reason: 'NoMatchingParent',
        message:
          'The listener mine of the ListenerSet shop/extra does not work: it is in conflict with the listener web on port 80',
        serves: {},
        refuses: { mine: 'ListenerNotReady' },
      },
    ],
  },
  {
    name: 'A ListenerSet cannot take the name of a listener from its Gateway',
    gateways: [gateway(['web :80 api.example.com'], open)],
    listenerSets: [listenerSet(['mine :80 api.example.com'])],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['api.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'Of two ListenerSets with the same name the older is served',
    gateways: [gateway(['web :80 other.example.com'], open)],
    listenerSets: [
      {
        ...listenerSet(['theirs :80 api.example.com'], { namespace: 'them' }),
        metadata: {
          name: 'extra',
          namespace: 'them',
          creationTimestamp: '2026-01-01T00:00:00Z',
        },
      },
      {
        ...listenerSet(['mine :80 api.example.com']),
        metadata: {
          name: 'extra',
          namespace: 'shop',
          creationTimestamp: '2026-01-02T00:00:00Z',
        },
      },
    ],
    route: onSet,
    answer: [
      {
        reason: 'NoMatchingParent',
        serves: {},
        refuses: { mine: 'ListenerNotReady' },
      },
    ],
  },
  {
    name: 'A ListenerSet that its Gateway does not take is in nobody’s way',
    gateways: [
      gateway(['web :80 other.example.com'], {
        allowedListeners: {
          namespaces: {
            from: 'Selector',
            selector: { matchLabels: { listeners: 'yes' } },
          },
        },
      }),
    ],
    namespaces: [
      namespaceObject('shop', { listeners: 'yes' }),
      namespaceObject('them'),
    ],
    listenerSets: [
      listenerSet(['theirs :80 api.example.com'], { namespace: 'them' }),
      listenerSet(['mine :80 api.example.com']),
    ],
    route: onSet,
    answer: [
      {
        reason: 'Accepted',
        serves: { mine: ['api.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'Two listeners of a ListenerSet may have the name of one of the Gateway, which is another listener',
    gateways: [gateway(['web :80 other.example.com'], open)],
    listenerSets: [
      listenerSet(['web :80 api.example.com', 'more :80 more.example.com']),
    ],
    route: httpRoute({
      parentRefs: [{ kind: 'ListenerSet', name: 'extra', sectionName: 'web' }],
    }),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['api.example.com'] },
        refuses: { more: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'What a Gateway reported about a listener before its spec changed does not count',
    gateways: [
      {
        ...gateway(['web :80 api.example.com', 'copy :80 api.example.com']),
        metadata: { name: 'edge', namespace: 'infra', generation: 2 },
        status: {
          listeners: [
            {
              name: 'web',
              conditions: [condition('Accepted=True Accepted', 1)],
            },
          ],
        },
      },
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        serves: {},
        refuses: { web: 'ListenerNotReady', copy: 'ListenerNotReady' },
      },
    ],
  },
  {
    name: 'A listener that failed before its Gateway changed may work now',
    gateways: [
      {
        ...gateway(['web :80 api.example.com']),
        metadata: { name: 'edge', namespace: 'infra', generation: 2 },
        status: {
          conditions: [condition('Accepted=False ListenersNotValid', 1)],
          listeners: [
            {
              name: 'web',
              conditions: [condition('Programmed=False Invalid: port', 1)],
            },
          ],
        },
      },
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['api.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A ListenerSet that was accepted for an earlier generation is judged by what its Gateway allows now',
    gateways: [gateway(['web :80 other.example.com'])],
    listenerSets: [
      {
        ...listenerSet(['mine :80 api.example.com'], {
          status: { conditions: [condition('Accepted=True Accepted', 1)] },
        }),
        metadata: { name: 'extra', namespace: 'shop', generation: 2 },
      },
    ],
    route: onSet,
    answer: [{ reason: 'NoMatchingParent', serves: {}, refuses: {} }],
  },
  {
    name: 'A route needs no ReferenceGrant for a Gateway of another namespace, only its listener’s consent',
    gateways: [
      gateway([
        listener('web :80 api.example.com', {
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: {
                matchExpressions: [
                  {
                    key: 'kubernetes.io/metadata.name',
                    operator: 'In',
                    values: ['shop', 'toys'],
                  },
                ],
              },
            },
          },
        }),
      ]),
    ],
    namespaces: [namespaceObject('shop')],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['api.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'All requirements of a namespace selector must be met',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: {
                matchLabels: { team: 'toys' },
                matchExpressions: [{ key: 'frozen', operator: 'DoesNotExist' }],
              },
            },
          },
        }),
      ]),
    ],
    namespaces: [namespaceObject('shop', { team: 'toys', frozen: 'yes' })],
    route: httpRoute(),
    answer: [notAllowed('web')],
  },
  {
    name: 'A selector without requirements takes routes of every namespace, no selector those of none',
    gateways: [
      gateway([
        listener('all :80 a.example.com', {
          allowedRoutes: { namespaces: { from: 'Selector', selector: {} } },
        }),
        listener('none :80 b.example.com', {
          allowedRoutes: { namespaces: { from: 'Selector' } },
        }),
      ]),
    ],
    namespaces: [namespaceObject('shop')],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { all: ['a.example.com'] },
        refuses: { none: 'NamespaceNotAllowed' },
      },
    ],
  },
  {
    name: 'A listener for both kinds takes a GRPCRoute beside HTTPRoutes',
    gateways: [
      gateway([
        listener('web :80 *.example.com', {
          allowedRoutes: {
            namespaces: { from: 'All' },
            kinds: [{ kind: 'HTTPRoute' }, { kind: 'GRPCRoute' }],
          },
        }),
        listener('http :8080 *.example.com', {
          allowedRoutes: {
            namespaces: { from: 'All' },
            kinds: [{ kind: 'HTTPRoute' }],
          },
        }),
      ]),
    ],
    route: grpcRoute({ hostnames: ['grpc.example.com'] }),
    answer: [
      {
        reason: 'Accepted',
        serves: { web: ['grpc.example.com'] },
        refuses: { http: 'KindNotAllowed' },
      },
    ],
  },
  {
    name: 'A refusal that is reported for the present generation counts although a listener would take the route',
    gateways: [gateway(['web :80 api.example.com'])],
    route: grpcRoute({
      generation: 3,
      status: reports(
        'Accepted=False HostnameConflict: an HTTPRoute has the hostname',
        edge(),
        3,
      ),
    }),
    answer: [
      {
        reason: 'HostnameConflict',
        message: 'an HTTPRoute has the hostname',
        reported: true,
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A conflict that is reported in the present counts before all else',
    gateways: [
      {
        ...gateway(['web :80 api.example.com']),
        metadata: { name: 'edge', namespace: 'infra', generation: 2 },
        status: {
          listeners: [
            {
              name: 'web',
              conditions: conditions(
                'Accepted=True Accepted',
                'Conflicted=True HostnameConflict: with another Gateway',
              ),
            },
          ],
        },
      },
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        serves: {},
        refuses: { web: 'ListenerNotReady' },
      },
    ],
  },
];

/** Hostnames that overlap, at several levels. */
export const overlappingHostCases: HostCase[] = [
  {
    name: 'A host that a listener for TLS passthrough takes is not told: its calls go to another service',
    gateways: [
      gateway([
        https('web :443 *.example.com'),
        passthrough('raw :443 secure.example.com'),
      ]),
    ],
    route: httpRoute({
      hostnames: ['secure.example.com', 'api.example.com'],
    }),
    answer: { urls: ['https://api.example.com'] },
  },
  {
    name: 'A listener for plain HTTP of another port takes nothing from HTTPS',
    gateways: [
      gateway([https('web :443 *.example.com'), 'plain :80 api.example.com']),
    ],
    route: httpRoute({
      hostnames: ['api.example.com'],
      parentRefs: [edge({ sectionName: 'web' })],
    }),
    answer: { urls: ['https://api.example.com'] },
  },
  {
    name: 'Of three levels of wildcards the narrowest listener takes the calls',
    gateways: [
      gateway([
        'wide :80 *.com',
        'middle :80 *.example.com',
        'narrow :80 *.eu.example.com',
      ]),
    ],
    route: httpRoute({
      hostnames: ['*.eu.example.com', 'shop.example.com', 'other.com'],
      parentRefs: [edge({ sectionName: 'wide' })],
    }),
    answer: { urls: ['http://other.com'] },
  },
  {
    name: 'A route on all levels is called at each name through its own listener',
    gateways: [
      gateway([
        'wide :80 *.com',
        'middle :8080 *.example.com',
        'narrow :8081 *.eu.example.com',
      ]),
    ],
    route: httpRoute({ hostnames: ['a.eu.example.com'] }),
    answer: {
      urls: ['http://a.eu.example.com'],
      listeners: ['wide'],
    },
  },
  {
    name: 'A wildcard of the route keeps its pattern although one name below it is another listener’s',
    gateways: [
      gateway(['wild :80 *.example.com', 'billing :80 billing.example.com']),
    ],
    route: httpRoute({
      hostnames: ['*.example.com'],
      parentRefs: [edge({ sectionName: 'wild' })],
    }),
    answer: {
      urls: ['http://<your-host>.example.com'],
      placeholder: [true],
      hostname: '*.example.com',
    },
  },
  {
    name: 'A listener of a ListenerSet that names a host more exactly takes it from the Gateway’s wildcard',
    gateways: [gateway(['wild :80 *.example.com'], open)],
    listenerSets: [
      listenerSet(['billing :80 billing.example.com'], { namespace: 'money' }),
    ],
    route: httpRoute({ hostnames: ['billing.example.com', 'api.example.com'] }),
    answer: { urls: ['http://api.example.com'] },
  },
  {
    name: 'A ListenerSet that the Gateway does not take takes no host',
    gateways: [gateway(['wild :80 *.example.com'])],
    listenerSets: [
      listenerSet(['billing :80 billing.example.com'], { namespace: 'money' }),
    ],
    route: httpRoute({ hostnames: ['billing.example.com'] }),
    answer: { urls: ['http://billing.example.com'] },
  },
  {
    name: 'A listener in conflict takes no host from a wider one',
    gateways: [
      gateway([
        'wild :80 *.example.com',
        'one :80 api.example.com',
        'two :80 api.example.com',
      ]),
    ],
    route: httpRoute({ hostnames: ['api.example.com'] }),
    answer: { urls: ['http://api.example.com'], listeners: ['wild'] },
  },
];
