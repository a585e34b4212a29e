/** The page of the app without a portal. */
export const EMPTY = 'an empty page';

/** The empty page first, then those that both frontends have: who looks, where, and what shows that the rows are there. */
export const PAGES = [
  {
    name: EMPTY,
    who: 'consumer1',
    ours: '/empty',
    peer: '/empty',
    row: /Nothing/,
  },
  {
    name: 'API products (100)',
    who: 'consumer1',
    ours: '/kuadrant/products',
    peer: '/products',
    row: /Product number \d+/,
  },
  {
    name: 'my API keys (200)',
    who: 'consumer1',
    ours: '/kuadrant/my-keys',
    peer: '/my-keys',
    row: /key-\d{5}|product-\d{5}|Product number \d+/,
  },
  {
    name: 'approval queue (10,000)',
    who: 'admin1',
    ours: '/kuadrant/approvals?status=',
    peer: '/approvals',
    row: /person-\d{5}|consumer1/,
  },
];
