/** An object that Kuadrant's CRDs accept or refuse, as a change of one that they accept. */
export interface Sample {
  plural: string;
  title: string;
  /** A JSON merge patch of a valid object: null removes a field. */
  change: { spec?: object | null; status?: object };
}

const time = '2026-11-01T12:00:00Z';
const long = 'a'.repeat(254);

/** A valid spec of each kind. */
export const VALID: Record<string, { kind: string; spec: object }> = {
  apiproducts: {
    kind: 'APIProduct',
    spec: {
      displayName: 'Toystore',
      approvalMode: 'manual',
      publishStatus: 'Draft',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: 'toystore',
      },
    },
  },
  apikeys: {
    kind: 'APIKey',
    spec: {
      apiProductRef: { name: 'toystore' },
      secretRef: { name: 'mine' },
      planTier: 'gold',
      requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
    },
  },
  apikeyrequests: {
    kind: 'APIKeyRequest',
    spec: {
      apiProductRef: { name: 'toystore' },
      apiKeyRef: { namespace: 'jane', name: 'mine' },
      planTier: 'gold',
      useCase: 'Nightly import',
      requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
    },
  },
  apikeyapprovals: {
    kind: 'APIKeyApproval',
    spec: {
      apiKeyRequestRef: { name: 'jane-mine' },
      approved: true,
      reviewedBy: 'user:default/otto',
      reviewedAt: time,
    },
  },
};

const sample =
  (part: 'spec' | 'status') =>
  (plural: string, title: string, change: object): Sample => ({
    plural,
    title,
    change: { [part]: change },
  });
const spec = sample('spec');
const status = sample('status');
const condition = (type: string, reason = 'Because') => ({
  type,
  status: 'True',
  reason,
  message: '',
  lastTransitionTime: time,
});
const twice = { conditions: [condition('Ready'), condition('Ready')] };

export const ACCEPTED: Sample[] = [
  ...Object.keys(VALID).flatMap(plural => [
    { plural, title: 'a valid spec', change: {} },
    { plural, title: 'no spec', change: { spec: null } },
    spec(plural, 'an unknown field', { unknownField: 1 }),
    status(plural, 'an empty status', {}),
  ]),
  spec('apiproducts', 'displayName ""', { displayName: '' }),
  spec('apiproducts', 'the default of approvalMode', { approvalMode: null }),
  spec('apiproducts', 'empty texts', {
    description: '',
    version: '',
    tags: [''],
    documentation: { openAPISpecURL: '', docsURL: '' },
    contact: { email: '', url: 'no address' },
  }),
  status('apiproducts', 'a plan with an empty tier', {
    discoveredPlans: [{ tier: '', limits: { daily: -1 } }],
  }),
  status('apiproducts', 'rules of an AuthPolicy', {
    discoveredAuthScheme: {
      authentication: { keys: { apiKey: { selector: { matchLabels: {} } } } },
    },
  }),
  spec('apikeys', 'secretRef {}', { secretRef: { name: null } }),
  spec('apikeys', 'secretRef with name ""', { secretRef: { name: '' } }),
  spec('apikeys', 'planTier ""', { planTier: '' }),
  spec('apikeys', 'userId ""', { requestedBy: { userId: '' } }),
  spec('apikeys', 'an empty reference to the product', {
    apiProductRef: { name: '', namespace: '' },
  }),
  spec('apikeys', 'useCase ""', { useCase: '' }),
  status('apikeys', 'a condition twice', twice),
  status('apikeys', 'credentials in a cookie', {
    authScheme: {
      authenticationSpec: {
        selector: {
          matchLabels: { app: 'toystore' },
          matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }],
        },
      },
      credentials: { cookie: { name: 'key' } },
    },
  }),
  spec('apikeyrequests', 'empty texts', {
    planTier: '',
    useCase: '',
    requestedBy: { userId: '' },
  }),
  spec('apikeyrequests', 'empty references', {
    apiProductRef: { name: '' },
    apiKeyRef: { namespace: '', name: '' },
  }),
  status('apikeyrequests', 'a condition twice', twice),
  spec('apikeyapprovals', 'reviewedBy ""', { reviewedBy: '' }),
  spec('apikeyapprovals', 'an empty reference to the request', {
    apiKeyRequestRef: { name: '' },
  }),
  status('apikeyapprovals', 'a condition twice', twice),
];

export const REFUSED: Sample[] = [
  ...Object.keys(VALID).map(plural =>
    status(plural, 'a condition without a reason', {
      conditions: [condition('Ready', '')],
    }),
  ),
  spec('apiproducts', 'no displayName', { displayName: null }),
  spec('apiproducts', 'a number as displayName', { displayName: 1 }),
  spec('apiproducts', 'an unknown approvalMode', { approvalMode: 'never' }),
  spec('apiproducts', 'an unknown publishStatus', { publishStatus: '' }),
  spec('apiproducts', 'no targetRef', { targetRef: null }),
  spec('apiproducts', 'a GRPCRoute', { targetRef: { kind: 'GRPCRoute' } }),
  spec('apiproducts', 'an empty group', { targetRef: { group: '' } }),
  spec('apiproducts', 'an empty route', { targetRef: { name: '' } }),
  spec('apiproducts', 'a long route', { targetRef: { name: long } }),
  status('apiproducts', 'a condition twice', twice),
  status('apiproducts', 'a window in days', {
    discoveredPlans: [
      { tier: 'a', limits: { custom: [{ limit: 1, window: '1d' }] } },
    ],
  }),
  status('apiproducts', 'a document without a time', { openapi: { raw: '' } }),
  spec('apikeys', 'no secretRef', { secretRef: null }),
  spec('apikeys', 'no planTier', { planTier: null }),
  spec('apikeys', 'no email', { requestedBy: { email: null } }),
  spec('apikeys', 'an empty email', { requestedBy: { email: '' } }),
  spec('apikeys', 'no time as expiresAt', { expiresAt: 'tomorrow' }),
  spec('apikeys', 'an empty expiresAt', { expiresAt: '' }),
  status('apikeys', 'an authentication without a selector', {
    authScheme: { authenticationSpec: { allNamespaces: true } },
  }),
  status('apikeys', 'a cookie without a name', {
    authScheme: { credentials: { cookie: {} } },
  }),
  spec('apikeyrequests', 'no useCase', { useCase: null }),
  spec('apikeyrequests', 'no namespace of the key', {
    apiKeyRef: { namespace: null },
  }),
  spec('apikeyapprovals', 'a text as approved', { approved: 'yes' }),
  spec('apikeyapprovals', 'no reviewedAt', { reviewedAt: null }),
  spec('apikeyapprovals', 'a date as reviewedAt', { reviewedAt: '2026-11-01' }),
];
