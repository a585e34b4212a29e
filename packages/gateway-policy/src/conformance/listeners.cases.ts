import {
  conditions,
  edge,
  gateway,
  grpcRoute,
  httpRoute,
  listener,
  namespaceObject,
} from './objects';
import type { AttachmentCase } from './types';

const twoPorts = gateway([
  'billing :28080 billing.localhost',
  'alt :28081 alt.localhost',
]);

/** Which listeners a parentRef means, and which routes a listener takes. */
export const listenerCases: AttachmentCase[] = [
  {
    name: 'Without a section a route attaches to every listener that takes it',
    gateways: [gateway(['one :80 a.example.com', 'two :81 b.example.com'])],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { one: ['a.example.com'], two: ['b.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A sectionName means one listener',
    gateways: [gateway(['one :80 a.example.com', 'two :81 b.example.com'])],
    route: httpRoute({ parentRefs: [edge({ sectionName: 'two' })] }),
    answer: [
      {
        reason: 'Accepted',
        serves: { two: ['b.example.com'] },
        refuses: { one: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'A sectionName that no listener has finds no parent',
    gateways: [gateway(['one :80'])],
    route: httpRoute({ parentRefs: [edge({ sectionName: 'none' })] }),
    answer: [
      {
        reason: 'NoMatchingParent',
        message: 'The Gateway infra/edge has no listener with the name none.',
        serves: {},
        refuses: { one: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'A port means the listeners of that port (K6)',
    gateways: [twoPorts],
    route: httpRoute({ parentRefs: [edge({ port: 28081 })] }),
    answer: [
      {
        reason: 'Accepted',
        serves: { alt: ['alt.localhost'] },
        refuses: { billing: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'A port that no listener has finds no parent',
    gateways: [twoPorts],
    route: httpRoute({ parentRefs: [edge({ port: 9999 })] }),
    answer: [
      {
        reason: 'NoMatchingParent',
        message: 'The Gateway infra/edge has no listener with port 9999.',
        serves: {},
        refuses: { billing: 'NoMatchingParent', alt: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'Section and port must both fit',
    gateways: [twoPorts],
    route: httpRoute({
      parentRefs: [edge({ sectionName: 'billing', port: 28081 })],
    }),
    answer: [
      {
        reason: 'NoMatchingParent',
        message:
          'The Gateway infra/edge has no listener with the name billing and port 28081.',
        serves: {},
        refuses: { billing: 'NoMatchingParent', alt: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'Two parentRefs to one Gateway are told apart by their sections',
    gateways: [twoPorts],
    route: httpRoute({
      parentRefs: [
        edge({ sectionName: 'alt' }),
        edge({ sectionName: 'billing' }),
      ],
    }),
    answer: [
      {
        reason: 'Accepted',
        serves: { alt: ['alt.localhost'] },
        refuses: { billing: 'NoMatchingParent' },
      },
      {
        reason: 'Accepted',
        serves: { billing: ['billing.localhost'] },
        refuses: { alt: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'A listener takes routes of its own namespace only, unless it says otherwise',
    gateways: [gateway([listener('web :80', { allowedRoutes: undefined })])],
    route: httpRoute(),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        message:
          'The listener web of the Gateway infra/edge takes routes from the namespace infra only.',
        serves: {},
        refuses: { web: 'NamespaceNotAllowed' },
      },
    ],
  },
  {
    name: 'A route in the namespace of the Gateway may attach by default',
    gateways: [gateway([listener('web :80', { allowedRoutes: undefined })])],
    route: httpRoute({ namespace: 'infra', parentRefs: [{ name: 'edge' }] }),
    answer: [{ reason: 'Accepted', serves: { web: ['*'] }, refuses: {} }],
  },
  {
    name: 'A parentRef without a namespace means the route’s own',
    gateways: [gateway(['web :80'], { namespace: 'shop' })],
    route: httpRoute({ parentRefs: [{ name: 'edge' }] }),
    answer: [{ reason: 'Accepted', serves: { web: ['*'] }, refuses: {} }],
  },
  {
    name: 'A selector takes routes of namespaces with its labels',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: { matchLabels: { 'expose-apis': 'true' } },
            },
          },
        }),
      ]),
    ],
    namespaces: [namespaceObject('shop', { 'expose-apis': 'true' })],
    route: httpRoute(),
    answer: [{ reason: 'Accepted', serves: { web: ['*'] }, refuses: {} }],
  },
  {
    name: 'A selector takes no routes of other namespaces',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: {
                matchExpressions: [
                  {
                    key: 'expose-apis',
                    operator: 'In',
                    values: ['true', 'yes'],
                  },
                ],
              },
            },
          },
        }),
      ]),
    ],
    namespaces: [namespaceObject('shop', { 'expose-apis': 'false' })],
    route: httpRoute(),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        message:
          'The listener web of the Gateway infra/edge takes routes from namespaces with the labels expose-apis in (true,yes) only.',
        serves: {},
        refuses: { web: 'NamespaceNotAllowed' },
      },
    ],
  },
  {
    name: 'A selector on a namespace that is not known takes no route',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: { namespaces: { from: 'Selector', selector: {} } },
        }),
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        serves: {},
        refuses: { web: 'NamespaceNotAllowed' },
      },
    ],
  },
  {
    name: 'A listener that takes from no namespace takes nothing',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: { namespaces: { from: 'None' } },
        }),
      ]),
    ],
    route: httpRoute({ namespace: 'infra', parentRefs: [{ name: 'edge' }] }),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        serves: {},
        refuses: { web: 'NamespaceNotAllowed' },
      },
    ],
  },
  {
    name: 'A Gateway whose only listener takes TLSRoutes takes no HTTPRoute (K36)',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: {
            namespaces: { from: 'All' },
            kinds: [{ kind: 'TLSRoute' }],
          },
        }),
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        message:
          'The listener web of the Gateway infra/edge takes no HTTPRoute.',
        serves: {},
        refuses: { web: 'KindNotAllowed' },
      },
    ],
  },
  {
    name: 'A listener for HTTPRoutes takes no GRPCRoute',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: {
            namespaces: { from: 'All' },
            kinds: [{ kind: 'HTTPRoute' }],
          },
        }),
      ]),
    ],
    route: grpcRoute(),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        serves: {},
        refuses: { web: 'KindNotAllowed' },
      },
    ],
  },
  {
    name: 'A kind of another group is another kind',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: {
            namespaces: { from: 'All' },
            kinds: [{ group: 'example.com', kind: 'HTTPRoute' }],
          },
        }),
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        serves: {},
        refuses: { web: 'KindNotAllowed' },
      },
    ],
  },
  {
    name: 'An empty list of kinds allows all that the protocol can carry',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: { namespaces: { from: 'All' }, kinds: [] },
        }),
      ]),
    ],
    route: grpcRoute(),
    answer: [{ reason: 'Accepted', serves: { web: ['*'] }, refuses: {} }],
  },
  {
    name: 'Listeners for TLS, TCP and UDP carry no HTTPRoute',
    gateways: [
      gateway([
        listener('tls :443', { protocol: 'TLS' }),
        listener('tcp :5432', { protocol: 'TCP' }),
        listener('udp :53', { protocol: 'UDP' }),
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        message:
          'The listener tls of the Gateway infra/edge speaks TLS, which carries no HTTPRoute.',
        serves: {},
        refuses: {
          tls: 'ProtocolNotSupported',
          tcp: 'ProtocolNotSupported',
          udp: 'ProtocolNotSupported',
        },
      },
    ],
  },
  {
    name: 'The listener that came nearest to taking the route tells the reason',
    gateways: [
      gateway([
        listener('closed :80', { allowedRoutes: undefined }),
        listener('named :81 b.example.com'),
        listener('tcp :82', { protocol: 'TCP' }),
      ]),
    ],
    route: httpRoute({ hostnames: ['a.example.com'] }),
    answer: [
      {
        reason: 'NoMatchingListenerHostname',
        serves: {},
        refuses: {
          closed: 'NamespaceNotAllowed',
          named: 'NoMatchingListenerHostname',
          tcp: 'ProtocolNotSupported',
        },
      },
    ],
  },
  {
    name: 'Listeners that differ in nothing but their name serve nothing, whichever is first',
    gateways: [
      gateway([
        'first :80 a.example.com',
        'second :80 A.example.com',
        'other :80 b.example.com',
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { other: ['b.example.com'] },
        refuses: { first: 'ListenerNotReady', second: 'ListenerNotReady' },
      },
    ],
  },
  {
    name: 'HTTP and HTTPS on one port are in conflict',
    gateways: [
      gateway([
        listener('plain :443 a.example.com'),
        listener('tls :443 b.example.com', { protocol: 'HTTPS' }),
      ]),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        serves: {},
        refuses: { plain: 'ListenerNotReady', tls: 'ListenerNotReady' },
      },
    ],
  },
  {
    name: 'A listener that its Gateway reports as not programmed serves nothing',
    gateways: [
      gateway(
        [
          listener('tls :443 a.example.com', { protocol: 'HTTPS' }),
          'plain :80 a.example.com',
        ],
        {
          status: {
            listeners: [
              {
                name: 'tls',
                conditions: conditions(
                  'Accepted=True Accepted',
                  'Programmed=False Invalid: no certificate',
                ),
              },
            ],
          },
        },
      ),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'Accepted',
        serves: { plain: ['a.example.com'] },
        refuses: { tls: 'ListenerNotReady' },
      },
    ],
  },
  {
    name: 'A listener that is reported as conflicted serves nothing',
    gateways: [
      gateway(['web :80'], {
        status: {
          listeners: [
            {
              name: 'web',
              conditions: conditions(
                'Conflicted=True HostnameConflict: two of a name',
              ),
            },
          ],
        },
      }),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        message:
          'The listener web of the Gateway infra/edge does not work: HostnameConflict: two of a name',
        serves: {},
        refuses: { web: 'ListenerNotReady' },
      },
    ],
  },
];
