import {
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  DECIDED_TERMS,
  DECISION_BINDING,
  type DecisionBinding,
  extensionAnnotations,
  type Terms,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { evaluateKey } from './evaluateKey';
import type { KeyInput } from './KeyInput';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;
const at = (offset: number) => new Date(NOW + offset).toISOString();

const key = (spec: Partial<APIKey['spec']> = {}): APIKey => ({
  metadata: {
    namespace: 'jane',
    name: 'key',
    uid: 'key-uid',
    creationTimestamp: at(-10 * HOUR),
  },
  spec: {
    apiProductRef: { namespace: 'toys', name: 'toystore' },
    secretRef: { name: 'secret' },
    planTier: 'silver',
    requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
    ...spec,
  },
});

const request: APIKeyRequest = {
  metadata: {
    namespace: 'toys',
    name: 'request',
    uid: 'request-uid',
    creationTimestamp: at(-9 * HOUR),
    annotations: { 'devportal.kuadrant.io/apikey-uid': 'key-uid' },
  },
  spec: {
    apiProductRef: { name: 'toystore' },
    apiKeyRef: { namespace: 'jane', name: 'key' },
    planTier: 'silver',
    useCase: '',
    requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
  },
};

interface DecisionParts {
  name?: string;
  namespace?: string;
  createdAt?: number;
  owner?: string;
  deleting?: boolean;
  /** What it was made on; null: nothing says so yet. */
  binding?: Partial<DecisionBinding> | null;
  terms?: Terms;
  spec?: Partial<APIKeyApproval['spec']>;
}

const bound: DecisionBinding = {
  apiKeyUid: 'key-uid',
  productUid: 'product-uid',
  requester: 'user:default/jane',
  owner: 'user:default/jane',
  terms: { planTier: 'silver' },
};

const decision = (parts: DecisionParts = {}): APIKeyApproval => ({
  metadata: {
    namespace: parts.namespace ?? 'toys',
    name: parts.name ?? 'decision',
    creationTimestamp: at(parts.createdAt ?? -8 * HOUR),
    deletionTimestamp: parts.deleting ? at(0) : undefined,
    annotations: {
      ...(parts.binding !== null &&
        extensionAnnotations(DECISION_BINDING, { ...bound, ...parts.binding })),
      ...(parts.terms && extensionAnnotations(DECIDED_TERMS, parts.terms)),
    },
    ownerReferences: parts.owner
      ? [
          {
            apiVersion: 'devportal.kuadrant.io/v1alpha1',
            kind: 'APIKeyRequest',
            name: 'request',
            uid: parts.owner,
            controller: true,
          },
        ]
      : undefined,
  },
  spec: {
    apiKeyRequestRef: { name: 'request' },
    approved: true,
    reviewedBy: 'olga',
    reviewedAt: at(-8 * HOUR),
    ...parts.spec,
  },
});

const withAnnotation = (previous: string): APIKey => ({
  ...key(),
  metadata: {
    ...key().metadata,
    annotations: { 'devportal.kuadrant.io/previous-secret-ref': previous },
  },
});

const input = (parts: Partial<KeyInput> = {}): KeyInput => ({
  now: NOW,
  expiryWarningMs: 24 * HOUR,
  apiKey: key(),
  kuadrantNamespace: 'kuadrant-system',
  product: {
    metadata: { namespace: 'toys', name: 'toystore', uid: 'product-uid' },
  } as APIProduct,
  plans: [
    { tier: 'gold', limits: { daily: 100 } },
    { tier: 'silver', limits: { daily: 50 } },
  ],
  authScheme: { authentication: { keys: { apiKey: { selector: {} } } } },
  hostname: 'toystore.example.com',
  secret: 'present',
  request,
  approvals: [],
  ...parts,
});

const approvedFor = (planTier: string, parts: DecisionParts = {}) =>
  decision({ ...parts, terms: { planTier, ...parts.terms } });

describe('evaluateKey', () => {
  const deletingProduct = {
    metadata: { namespace: 'toys', name: 'toystore', deletionTimestamp: at(0) },
  } as APIProduct;

  const cases: [string, Partial<KeyInput>, string, string, RegExp?][] = [
    ['awaits a decision when there is none', {}, 'Pending', 'AwaitingApproval'],
    [
      'is approved by a decision, and says by whom and with which words',
      { approvals: [decision({ spec: { message: 'Welcome' } })] },
      'Approved',
      'Approved',
      /^API key request approved by olga: Welcome$/,
    ],
    [
      'is denied by a decision, and says by whom and with which words',
      {
        approvals: [decision({ spec: { approved: false, message: 'No' } })],
      },
      'Denied',
      'Denied',
      /^API key request denied by olga: No$/,
    ],
    [
      'fails without Kuadrant',
      { kuadrantNamespace: undefined, product: undefined },
      'Failed',
      'KuadrantNotFound',
    ],
    [
      'fails without product, and names where it was looked for',
      { product: undefined, secret: 'missing' },
      'Failed',
      'APIProductNotFound',
      /toystore in namespace toys/,
    ],
    [
      'fails while the product is being deleted',
      { product: deletingProduct },
      'Failed',
      'APIProductDeleting',
    ],
    [
      'fails without Secret',
      { secret: 'missing', authScheme: undefined },
      'Failed',
      'SecretNotFound',
    ],
    [
      'fails when the Secret has no api_key',
      { secret: 'noKey' },
      'Failed',
      'SecretAPIKeyNotFound',
    ],
    [
      'fails when api_key is empty',
      { secret: 'emptyKey' },
      'Failed',
      'SecretAPIKeyEmpty',
    ],
    [
      'fails without AuthPolicy',
      { authScheme: undefined },
      'Failed',
      'AuthSchemeNotFound',
    ],
    [
      'fails when the AuthPolicy knows no API keys',
      { authScheme: { authentication: { users: { jwt: {} } } } },
      'Failed',
      'APIKeyAuthSchemeNotFound',
    ],
    [
      'fails without AuthPolicy in force, in the words of the policy',
      {
        authScheme: undefined,
        noAccess:
          'The AuthPolicy a/b is not in force: Unknown: no\u0007 reason',
      },
      'Failed',
      'AuthSchemeNotFound',
      /a\/b is not in force: Unknown: no\uFFFD reason/,
    ],
    [
      'fails when no key can meet the selector of the AuthPolicy (K20)',
      {
        authScheme: {
          authentication: {
            keys: {
              apiKey: {
                selector: {
                  matchLabels: { 'devportal.kuadrant.io/apiproduct': 'other' },
                },
              },
            },
          },
        },
      },
      'Failed',
      'APIKeyAuthSchemeNotFound',
      /the rule keys wants devportal.kuadrant.io\/apiproduct=other/,
    ],
    [
      'waits for no plan that is not in force for the time being',
      { plans: [], heldPlans: [{ tier: 'silver' }] },
      'Failed',
      'PlanTierNotFound',
    ],
    [
      'stays approved for a plan that is not in force for the time being',
      {
        plans: [],
        heldPlans: [{ tier: 'silver' }],
        approvals: [approvedFor('silver')],
      },
      'Approved',
      'Approved',
    ],
    [
      'fails when the product has no such plan, and names those that it has',
      { apiKey: key({ planTier: 'platinum' }) },
      'Failed',
      'PlanTierNotFound',
      /"platinum".*gold, silver/,
    ],
    [
      'takes any plan where the product has none',
      { apiKey: key({ planTier: 'platinum' }), plans: undefined },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'fails rather than being denied',
      {
        secret: 'missing',
        approvals: [decision({ spec: { approved: false } })],
      },
      'Failed',
      'SecretNotFound',
    ],
    [
      'is denied rather than expired',
      {
        apiKey: key({ expiresAt: at(-HOUR) }),
        approvals: [decision({ spec: { approved: false } })],
      },
      'Denied',
      'Denied',
    ],
    [
      'is expired rather than approved from the very instant on',
      {
        approvals: [
          decision({ terms: { planTier: 'silver', expiresAt: at(0) } }),
        ],
        apiKey: key({ expiresAt: at(0) }),
      },
      'Expired',
      'KeyExpired',
    ],
    [
      'is expired rather than pending',
      { apiKey: key({ expiresAt: at(-1) }) },
      'Expired',
      'KeyExpired',
    ],
    [
      'ends sooner than approved without review',
      {
        apiKey: key({ expiresAt: at(-1) }),
        approvals: [approvedFor('silver')],
      },
      'Expired',
      'KeyExpired',
    ],
    [
      'keeps the approved terms while another plan awaits review',
      {
        apiKey: key({ planTier: 'gold' }),
        approvals: [approvedFor('silver')],
      },
      'Approved',
      'Approved',
      /change to plan gold without expiry awaits approval/,
    ],
    [
      'keeps the approved terms when the plan wished for does not exist',
      {
        apiKey: key({ planTier: 'platinum' }),
        approvals: [approvedFor('silver')],
      },
      'Approved',
      'Approved',
    ],
    [
      'is asked about anew when the approved plan is no more and another is wished for',
      {
        apiKey: key({ planTier: 'gold' }),
        plans: [{ tier: 'gold' }],
        approvals: [approvedFor('silver')],
      },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'keeps the approved terms when a change of them is rejected',
      {
        apiKey: key({ planTier: 'gold' }),
        approvals: [
          approvedFor('silver'),
          approvedFor('gold', {
            name: 'later',
            spec: {
              approved: false,
              reviewedAt: at(-HOUR),
              message: 'too much',
            },
          }),
        ],
      },
      'Approved',
      'Approved',
      /change to plan gold without expiry was rejected by olga: too much/,
    ],
    [
      'is revoked by a later rejection of the approved terms',
      {
        approvals: [
          approvedFor('silver'),
          approvedFor('silver', {
            name: 'later',
            spec: { approved: false, reviewedAt: at(-HOUR) },
          }),
        ],
      },
      'Denied',
      'Denied',
    ],
    [
      'is revoked by a later rejection that names no terms, whatever is wished for',
      {
        apiKey: key({ planTier: 'gold' }),
        approvals: [
          approvedFor('silver'),
          decision({
            name: 'later',
            spec: { approved: false, reviewedAt: at(-HOUR) },
            binding: { terms: { planTier: 'gold' } },
          }),
        ],
      },
      'Denied',
      'Denied',
    ],
    [
      'is approved again by a still later approval',
      {
        approvals: [
          decision({ spec: { approved: false } }),
          decision({ name: 'later', spec: { reviewedAt: at(-HOUR) } }),
        ],
      },
      'Approved',
      'Approved',
    ],
    [
      'takes the younger object of two decisions of one instant',
      {
        approvals: [
          decision({ name: 'b' }),
          decision({
            name: 'a',
            createdAt: -7 * HOUR,
            spec: { approved: false },
          }),
        ],
      },
      'Denied',
      'Denied',
    ],
    [
      'compares instants, not texts',
      {
        approvals: [
          decision({ spec: { reviewedAt: '2026-03-01T12:00:00+02:00' } }),
          decision({
            name: 'later',
            spec: { reviewedAt: '2026-03-01T11:00:00Z', approved: false },
          }),
        ],
      },
      'Denied',
      'Denied',
    ],
    [
      'knows no decision of another namespace',
      { approvals: [decision({ namespace: 'jane' })] },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'knows no decision on an earlier key of its name',
      {
        approvals: [decision({ binding: { apiKeyUid: 'old' } })],
      },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'knows no decision on a product that was deleted and created again',
      { approvals: [decision({ binding: { productUid: 'old' } })] },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'is pending again when its requester changes',
      {
        apiKey: key({
          requestedBy: { userId: 'user:default/joe', email: 'j@example.com' },
        }),
        approvals: [decision()],
      },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'names the Secret that it cannot take its value from',
      { secret: 'enforcement' },
      'Failed',
      'SecretNotFound',
      /Secret secret belongs to the gateway/,
    ],
    [
      'names the annotation of a previous Secret that cannot be read',
      {
        apiKey: withAnnotation('{"name":"old","validUntil":"tomorrow"}'),
        approvals: [decision()],
      },
      'Approved',
      'Approved',
      /devportal.kuadrant.io\/previous-secret-ref, validUntil: .*previous value does not work/,
    ],
    [
      'says that a previous value works for a week at most',
      {
        apiKey: withAnnotation(
          '{"name":"old","validUntil":"9999-01-01T00:00:00Z"}',
        ),
        secretCreatedAt: at(-24 * HOUR),
        approvals: [decision()],
      },
      'Approved',
      'Approved',
      /until 2026-03-07T12:00:00.000Z, the longest time after a rotation/,
    ],
    [
      'shows what reviewers write without what steers a terminal',
      { approvals: [decision({ spec: { message: 'a\u001b[31m\u202eb' } })] },
      'Approved',
      'Approved',
      /: a\uFFFD\[31mb$/,
    ],
    [
      'knows no decision that belongs to an earlier request',
      { approvals: [decision({ owner: 'old-request-uid' })] },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'knows no decision that is being withdrawn',
      { approvals: [decision({ deleting: true })] },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'waits until a decision is bound to what it was made on',
      { approvals: [decision({ binding: null })] },
      'Pending',
      'AwaitingApproval',
    ],
    [
      'knows no decision without its own request',
      { request: undefined, approvals: [decision()] },
      'Pending',
      'AwaitingApproval',
    ],
  ];

  it.each(cases)('%s', (_, parts, state, reason, message = /./) => {
    expect(evaluateKey(input(parts))).toMatchObject({
      state,
      reason,
      message: expect.stringMatching(message),
    });
  });

  it('gives the terms and limits in force, not those wished for', () => {
    const result = evaluateKey(
      input({
        apiKey: key({ planTier: 'gold', expiresAt: at(HOUR) }),
        approvals: [approvedFor('silver')],
      }),
    );
    expect(result.limits).toEqual({ daily: 50 });
    expect(result.inForce).toEqual({
      planTier: 'silver',
      expiresAt: at(HOUR),
    });
    expect(result.change?.terms.planTier).toBe('gold');
  });

  it('gives the limits of the requested plan before approval', () => {
    expect(evaluateKey(input()).limits).toEqual({ daily: 50 });
  });

  it('tells when time alone changes the answer', () => {
    const ends = (expiresAt: number, previous?: number) =>
      evaluateKey(
        input({
          apiKey: key({
            expiresAt: at(expiresAt),
            previousSecretRef:
              previous === undefined
                ? undefined
                : { name: 'old', validUntil: at(previous) },
          }),
          approvals: [
            approvedFor('silver', {
              terms: { planTier: 'silver', expiresAt: at(expiresAt) },
            }),
          ],
        }),
      );
    expect(ends(48 * HOUR)).toMatchObject({
      expiresSoon: false,
      nextChangeAt: NOW + 24 * HOUR,
    });
    expect(ends(2 * HOUR)).toMatchObject({
      expiresSoon: true,
      nextChangeAt: NOW + 2 * HOUR,
    });
    expect(ends(2 * HOUR, HOUR).nextChangeAt).toBe(NOW + HOUR);
    expect(ends(-HOUR).nextChangeAt).toBeUndefined();
  });
});
