import {
  conditions,
  edge,
  gateway,
  httpRoute,
  listener,
  reports,
} from './objects';
import type { AttachmentCase } from './types';

/** Which parents there are, and what the cluster reports about them. */
export const parentCases: AttachmentCase[] = [
  {
    name: 'A Gateway that does not exist is no parent',
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        message: 'There is no Gateway infra/edge.',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A Gateway of that name in another namespace is another Gateway',
    gateways: [gateway(['web :80'], { namespace: 'other' })],
    route: httpRoute(),
    answer: [{ reason: 'NoMatchingParent', serves: {}, refuses: {} }],
  },
  {
    name: 'A Service of a mesh is no Gateway',
    gateways: [gateway(['web :80'])],
    route: httpRoute({ parentRefs: [edge({ group: '', kind: 'Service' })] }),
    answer: [
      {
        reason: 'UnsupportedParent',
        message:
          'The parent Service infra/edge is neither a Gateway nor a ListenerSet.',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A Gateway of another group is no Gateway',
    gateways: [gateway(['web :80'])],
    route: httpRoute({
      parentRefs: [edge({ group: 'networking.istio.io', kind: 'Gateway' })],
    }),
    answer: [{ reason: 'UnsupportedParent', serves: {}, refuses: {} }],
  },
  {
    name: 'A route without parentRefs is attached nowhere',
    gateways: [gateway(['web :80'])],
    route: httpRoute({ parentRefs: [] }),
    answer: [],
  },
  {
    name: 'A Gateway without listeners takes no route',
    gateways: [gateway([])],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        message: 'The Gateway infra/edge has no listeners.',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'One parent that takes the route is independent of one that does not',
    gateways: [
      gateway(['web :80']),
      gateway([listener('web :80', { allowedRoutes: undefined })], {
        name: 'closed',
      }),
    ],
    route: httpRoute({
      parentRefs: [edge({ name: 'closed' }), edge()],
    }),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        serves: {},
        refuses: { web: 'NamespaceNotAllowed' },
      },
      { reason: 'Accepted', serves: { web: ['*'] }, refuses: {} },
    ],
  },
  {
    name: 'A Gateway that no implementation accepts takes no route',
    gateways: [
      gateway(['web :80'], {
        status: {
          conditions: conditions('Accepted=False Invalid: unknown class'),
        },
      }),
    ],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        message:
          'The Gateway infra/edge is not accepted: Invalid: unknown class',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A reported refusal counts, in its own words',
    gateways: [gateway(['web :80'])],
    route: httpRoute({
      status: reports('Accepted=False UnsupportedValue: no such filter'),
    }),
    answer: [
      {
        reason: 'UnsupportedValue',
        message: 'no such filter',
        reported: true,
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A reported acceptance does not give a route a hostname that no listener serves',
    gateways: [gateway(['web :80 a.example.com'])],
    route: httpRoute({
      hostnames: ['a.example.com', 'b.example.com'],
      status: reports('Accepted=True Accepted'),
    }),
    answer: [
      {
        reason: 'Accepted',
        reported: true,
        serves: { web: ['a.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A report about an earlier generation does not count',
    gateways: [gateway(['web :80'])],
    route: httpRoute({
      generation: 3,
      status: reports('Accepted=False NoMatchingParent: gone', edge(), 2),
    }),
    answer: [{ reason: 'Accepted', serves: { web: ['*'] }, refuses: {} }],
  },
  {
    name: 'A report about another section does not count',
    gateways: [gateway(['one :80', 'two :81'])],
    route: httpRoute({
      parentRefs: [edge({ sectionName: 'two' })],
      status: reports(
        'Accepted=False NoMatchingParent: gone',
        edge({ sectionName: 'one' }),
      ),
    }),
    answer: [
      {
        reason: 'Accepted',
        serves: { two: ['*'] },
        refuses: { one: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'A report that names group, kind and namespace is about the parentRef that leaves them out',
    gateways: [gateway(['web :80'], { namespace: 'shop' })],
    route: httpRoute({
      parentRefs: [{ name: 'edge' }],
      status: reports('Accepted=False NotAllowedByListeners: closed', {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace: 'shop',
        name: 'edge',
      }),
    }),
    answer: [
      {
        reason: 'NotAllowedByListeners',
        reported: true,
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'Of two implementations, one that accepts is enough',
    gateways: [gateway(['web :80'])],
    route: httpRoute({
      status: {
        parents: [
          ...reports('Accepted=False NoMatchingParent: not mine').parents,
          ...reports('Accepted=True Accepted').parents,
        ],
      },
    }),
    answer: [
      {
        reason: 'Accepted',
        reported: true,
        serves: { web: ['*'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A condition that is Unknown is no report',
    gateways: [gateway(['web :80'])],
    route: httpRoute({ status: reports('Accepted=Unknown Pending') }),
    answer: [{ reason: 'Accepted', serves: { web: ['*'] }, refuses: {} }],
  },
  {
    name: 'A report of acceptance counts where the labels of the namespace are not known',
    gateways: [
      gateway([
        listener('web :80', {
          allowedRoutes: { namespaces: { from: 'Selector', selector: {} } },
        }),
      ]),
    ],
    route: httpRoute({ status: reports('Accepted=True Accepted') }),
    answer: [
      {
        reason: 'Accepted',
        reported: true,
        serves: { web: ['*'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A report of acceptance counts before the namespaces that a listener allows, not before its hostname',
    gateways: [
      gateway([
        listener('one :80 a.example.com', { allowedRoutes: undefined }),
        listener('two :80 b.example.com', { allowedRoutes: undefined }),
      ]),
    ],
    route: httpRoute({
      hostnames: ['a.example.com'],
      status: reports('Accepted=True Accepted'),
    }),
    answer: [
      {
        reason: 'Accepted',
        reported: true,
        serves: { one: ['a.example.com'] },
        refuses: { two: 'NoMatchingListenerHostname' },
      },
    ],
  },
  {
    name: 'A listener that allows the namespace counts before those that do not',
    gateways: [
      gateway([
        listener('closed :80', { allowedRoutes: undefined }),
        listener('open :81'),
      ]),
    ],
    route: httpRoute({ status: reports('Accepted=True Accepted') }),
    answer: [
      {
        reason: 'Accepted',
        reported: true,
        serves: { open: ['*'] },
        refuses: { closed: 'NamespaceNotAllowed' },
      },
    ],
  },
  {
    name: 'Of a Gateway in a namespace that is not watched the report is all that counts',
    watched: ['shop'],
    route: httpRoute({ status: reports('Accepted=True Accepted') }),
    answer: [{ reason: 'Accepted', reported: true, serves: {}, refuses: {} }],
  },
  {
    name: 'Without a report nothing is known of a Gateway in a namespace that is not watched',
    watched: ['shop'],
    route: httpRoute(),
    answer: [
      {
        reason: 'NoMatchingParent',
        message:
          'The Gateway infra/edge is in a namespace that is not watched, and the cluster reports nothing about the route.',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A report about a Gateway that no longer exists counts for nothing',
    watched: ['shop', 'infra'],
    route: httpRoute({ status: reports('Accepted=True Accepted') }),
    answer: [{ reason: 'NoMatchingParent', serves: {}, refuses: {} }],
  },
];
