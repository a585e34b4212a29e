import {
  conditions,
  edge,
  gateway,
  httpRoute,
  listenerSet,
  namespaceObject,
  listener,
} from './objects';
import type { AttachmentCase } from './types';

const toSet = httpRoute({
  parentRefs: [{ kind: 'ListenerSet', name: 'extra' }],
});
const open = (from: string, selector?: Record<string, string>) =>
  gateway(['own :80 own.example.com'], {
    allowedListeners: {
      namespaces: {
        from,
        ...(selector && { selector: { matchLabels: selector } }),
      },
    },
  });

/** Listeners that a ListenerSet adds to a Gateway. */
export const listenerSetCases: AttachmentCase[] = [
  {
    name: 'A route attaches to the listeners of a ListenerSet that its Gateway takes',
    gateways: [open('All')],
    listenerSets: [listenerSet(['shop :80 shop.example.com'])],
    route: toSet,
    answer: [
      {
        reason: 'Accepted',
        serves: { shop: ['shop.example.com'] },
        refuses: {},
      },
    ],
  },
  {
    name: 'A route on the Gateway does not attach to the listeners of a ListenerSet',
    gateways: [open('All')],
    listenerSets: [listenerSet(['shop :80 shop.example.com'])],
    route: httpRoute(),
    answer: [
      { reason: 'Accepted', serves: { own: ['own.example.com'] }, refuses: {} },
    ],
  },
  {
    name: 'A Gateway takes no ListenerSets unless it says so',
    gateways: [gateway(['own :80'])],
    listenerSets: [listenerSet(['shop :80'])],
    route: toSet,
    answer: [
      {
        reason: 'NoMatchingParent',
        message:
          'The ListenerSet shop/extra is not attached to the Gateway infra/edge: the Gateway takes listeners from no namespace.',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A Gateway that takes ListenerSets of its own namespace takes none of others',
    gateways: [open('Same')],
    listenerSets: [listenerSet(['shop :80'])],
    route: toSet,
    answer: [{ reason: 'NoMatchingParent', serves: {}, refuses: {} }],
  },
  {
    name: 'A Gateway takes ListenerSets of namespaces with its labels',
    gateways: [open('Selector', { team: 'shop' })],
    listenerSets: [listenerSet(['shop :80'])],
    namespaces: [namespaceObject('shop', { team: 'shop' })],
    route: toSet,
    answer: [{ reason: 'Accepted', serves: { shop: ['*'] }, refuses: {} }],
  },
  {
    name: 'A listener of a ListenerSet takes routes of the ListenerSet’s namespace by default',
    gateways: [open('All')],
    listenerSets: [
      listenerSet([listener('shop :80', { allowedRoutes: undefined })]),
    ],
    route: toSet,
    answer: [{ reason: 'Accepted', serves: { shop: ['*'] }, refuses: {} }],
  },
  {
    name: 'A sectionName means a listener of the ListenerSet',
    gateways: [open('All')],
    listenerSets: [listenerSet(['a :80 a.example.com', 'b :80 b.example.com'])],
    route: httpRoute({
      parentRefs: [{ kind: 'ListenerSet', name: 'extra', sectionName: 'b' }],
    }),
    answer: [
      {
        reason: 'Accepted',
        serves: { b: ['b.example.com'] },
        refuses: { a: 'NoMatchingParent' },
      },
    ],
  },
  {
    name: 'A ListenerSet that is reported as refused serves nothing',
    gateways: [open('All')],
    listenerSets: [
      listenerSet(['shop :80'], {
        status: {
          conditions: conditions('Accepted=False NotAllowed: not you'),
        },
      }),
    ],
    route: toSet,
    answer: [
      {
        reason: 'NoMatchingParent',
        message:
          'The ListenerSet shop/extra is not attached to the Gateway infra/edge: NotAllowed: not you',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A ListenerSet that does not exist is no parent',
    gateways: [open('All')],
    route: toSet,
    answer: [
      {
        reason: 'NoMatchingParent',
        message: 'There is no ListenerSet shop/extra.',
        serves: {},
        refuses: {},
      },
    ],
  },
  {
    name: 'A ListenerSet on a Gateway that does not exist serves nothing',
    listenerSets: [listenerSet(['shop :80'])],
    route: httpRoute({
      parentRefs: [{ kind: 'ListenerSet', name: 'extra' }, edge()],
    }),
    answer: [
      { reason: 'NoMatchingParent', serves: {}, refuses: {} },
      { reason: 'NoMatchingParent', serves: {}, refuses: {} },
    ],
  },
];
