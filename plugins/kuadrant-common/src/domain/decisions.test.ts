import type { APIKey, APIKeyApproval, APIKeyRequest } from '../kinds';
import { bindingFor, countingDecisions, matchDecision } from './decisions';
import { decidedAt, newestFirst, nextReviewTime } from './decisionTimes';
import {
  DECIDED_TERMS,
  DECISION_BINDING,
  type DecisionBinding,
  extensionAnnotations,
} from './extensions';
import { readInstant } from './instants';
import { requestRevision } from './revision';
import { awaitsDecision, standingOf } from './standing';
import type { Terms } from './terms';

const apiKey: APIKey = {
  metadata: { namespace: 'jane', name: 'key', uid: 'key-1' },
  spec: {
    apiProductRef: { namespace: 'toys', name: 'toystore' },
    secretRef: { name: 'key' },
    planTier: 'gold',
    useCase: 'a shop',
    requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
  },
};

const request: APIKeyRequest = {
  metadata: {
    namespace: 'toys',
    name: 'jane-key',
    uid: 'request-1',
    annotations: { 'devportal.kuadrant.io/apikey-uid': 'key-1' },
  },
  spec: {
    apiProductRef: { name: 'toystore' },
    apiKeyRef: { namespace: 'jane', name: 'key' },
    planTier: 'gold',
    useCase: 'a shop',
    requestedBy: apiKey.spec.requestedBy,
  },
};

const whole = bindingFor(apiKey, 'product-1');
let minute = 0;

function decision(
  approved: boolean,
  more: {
    binding?: DecisionBinding;
    terms?: Terms;
    metadata?: Partial<APIKeyApproval['metadata']>;
    reviewedAt?: string;
  } = {},
): APIKeyApproval {
  minute += 1;
  return {
    metadata: {
      namespace: 'toys',
      name: `decision-${minute}`,
      uid: `decision-${minute}`,
      annotations: {
        ...(more.binding &&
          extensionAnnotations(DECISION_BINDING, more.binding)),
        ...(more.terms && extensionAnnotations(DECIDED_TERMS, more.terms)),
      },
      ...more.metadata,
    },
    spec: {
      apiKeyRequestRef: { name: 'jane-key' },
      approved,
      reviewedBy: 'user:default/owner',
      reviewedAt: more.reviewedAt ?? new Date(minute * 60_000).toISOString(),
    },
  };
}

const gold = { planTier: 'gold' };
const silver = { planTier: 'silver' };
const scope = { apiKey, request, productUid: 'product-1' };

describe('matchDecision', () => {
  it.each<[string, APIKeyApproval, object, object]>([
    [
      'a decision on key, product, requester and terms counts',
      decision(true, { binding: whole, terms: gold }),
      {},
      { match: 'counts', terms: gold },
    ],
    [
      'its own terms come before those recorded',
      decision(true, { binding: { ...whole, terms: silver }, terms: gold }),
      {},
      { match: 'counts', terms: gold },
    ],
    [
      'recorded terms count where it names none',
      decision(true, { binding: { ...whole, terms: silver } }),
      {},
      { match: 'counts', terms: silver },
    ],
    [
      'a decision by hand is not bound yet',
      decision(true),
      {},
      { match: 'unbound' },
    ],
    [
      'terms alone bind nothing',
      decision(true, { terms: gold }),
      {},
      { match: 'unbound' },
    ],
    [
      'a binding of the first version lacks product and requester',
      decision(true, { binding: { apiKeyUid: 'key-1' }, terms: gold }),
      {},
      { match: 'unbound' },
    ],
    [
      'a decision on an earlier key of the name',
      decision(true, {
        binding: { ...whole, apiKeyUid: 'key-0' },
        terms: gold,
      }),
      {},
      { match: 'other', what: 'key' },
    ],
    [
      'a decision for an earlier product of the name',
      decision(true, { binding: whole, terms: gold }),
      { productUid: 'product-2' },
      { match: 'other', what: 'product' },
    ],
    [
      'while there is no product, nothing is known against it',
      decision(true, { binding: whole, terms: gold }),
      { productUid: undefined },
      { match: 'counts', terms: gold },
    ],
    [
      'a decision for another requester',
      decision(true, { binding: whole, terms: gold }),
      {
        apiKey: {
          ...apiKey,
          spec: {
            ...apiKey.spec,
            requestedBy: {
              ...apiKey.spec.requestedBy,
              userId: 'user:default/mallory',
            },
          },
        },
      },
      { match: 'other', what: 'requester' },
    ],
    [
      'a decision in another namespace',
      decision(true, {
        binding: whole,
        terms: gold,
        metadata: { namespace: 'jane' },
      }),
      {},
      { match: 'other', what: 'request' },
    ],
    [
      'a decision owned by an earlier request',
      decision(true, {
        binding: whole,
        terms: gold,
        metadata: {
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'APIKeyRequest',
              name: 'jane-key',
              uid: 'request-0',
              controller: true,
            },
          ],
        },
      }),
      {},
      { match: 'other', what: 'request' },
    ],
    [
      'a decision that is being deleted',
      decision(true, {
        binding: whole,
        terms: gold,
        metadata: { deletionTimestamp: '2027-01-01T00:00:00Z' },
      }),
      {},
      { match: 'other', what: 'request' },
    ],
    [
      'a request of another key',
      decision(true, { binding: whole, terms: gold }),
      {
        request: {
          ...request,
          metadata: {
            ...request.metadata,
            annotations: { 'devportal.kuadrant.io/apikey-uid': 'key-0' },
          },
        },
      },
      { match: 'other', what: 'request' },
    ],
  ])('%s', (_, approval, more, expected) => {
    expect(matchDecision(approval, { ...scope, ...more })).toEqual(expected);
  });
});

describe('countingDecisions', () => {
  const people = (approved: boolean, name: string, hour: number) =>
    decision(approved, {
      binding: whole,
      terms: gold,
      metadata: { name },
      reviewedAt: `2027-01-01T0${hour}:00:00Z`,
    });
  const automatic = (name: string, hour: number) => {
    const made = people(true, name, hour);
    return { ...made, spec: { ...made.spec, reviewedBy: 'system' } };
  };
  const first = automatic('jane-key-auto', 5);
  const change = automatic('jane-key-auto-1a2b3c4d', 6);

  it.each<[string, APIKeyApproval[], string[]]>([
    [
      'the newest comes first',
      [people(true, 'old', 1), people(false, 'new', 2)],
      ['new', 'old'],
    ],
    [
      'the first automatic approval comes last, whatever its time',
      [first, people(true, 'owner', 1)],
      ['owner', 'jane-key-auto'],
    ],
    [
      'an automatic change overrules approvals before it',
      [people(true, 'owner', 1), change, first],
      ['jane-key-auto-1a2b3c4d', 'owner', 'jane-key-auto'],
    ],
    [
      'an automatic change never overrules a rejection',
      [change, people(false, 'owner', 1), first],
      ['owner', 'jane-key-auto-1a2b3c4d', 'jane-key-auto'],
    ],
    [
      'approvals and rejections by people keep their order among automatic ones',
      [change, people(false, 'no', 1), people(true, 'yes', 2)],
      ['yes', 'no', 'jane-key-auto-1a2b3c4d'],
    ],
    [
      'a rejection signed as the controller is a rejection',
      [
        first,
        {
          ...people(false, 'no', 1),
          spec: { ...first.spec, approved: false },
        },
      ],
      ['no', 'jane-key-auto'],
    ],
  ])('%s', (_, approvals, names) => {
    for (const order of [approvals, [...approvals].reverse()]) {
      expect(countingDecisions(order, scope).map(({ name }) => name)).toEqual(
        names,
      );
    }
  });
});

describe('the time of a decision', () => {
  const at = (reviewedAt: string, creationTimestamp: string) =>
    decision(true, {
      reviewedAt,
      binding: whole,
      terms: gold,
      metadata: { creationTimestamp },
    });

  it.each([
    ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00Z', '2026-05-01T10:00:00Z'],
    ['2026-04-01T00:00:00Z', '2026-05-01T10:00:00Z', '2026-04-01T00:00:00Z'],
    ['2026-05-01T10:04:00Z', '2026-05-01T10:00:00Z', '2026-05-01T10:04:00Z'],
    // Written again a year after it was made.
    ['2027-05-01T10:00:00Z', '2026-05-01T10:00:00Z', '2027-05-01T10:00:00Z'],
    ['9999-12-31T23:59:59Z', '2026-05-01T10:00:00Z', '9999-12-31T23:59:59Z'],
    ['2026-04-01T00:00:00x1Z', '2026-05-01T10:00:00Z', '2026-05-01T10:00:00Z'],
  ])('says %s, created %s: counts from %s', (said, created, expected) => {
    expect(decidedAt(at(said, created))).toBe(Date.parse(expected));
  });

  it('of the next decision is later, and a time that the cluster takes', () => {
    const now = Date.parse('2026-05-02T00:00:00Z');
    for (const said of [
      '2026-05-01T10:04:00Z',
      '9999-12-31T23:59:59.999Z',
      '2026-05-02T00:04:00Z',
      '2026-05-01T10:00:00x1Z',
    ]) {
      const before = at(said, '2026-05-02T00:00:00Z');
      const [newest] = countingDecisions([before], scope);
      const next = at(nextReviewTime(newest, now), '2026-05-02T00:00:01Z');
      expect(readInstant(next.spec.reviewedAt)).toBe(next.spec.reviewedAt);
      expect([next, before].sort(newestFirst)[0]).toBe(next);
      expect([before, next].sort(newestFirst)[0]).toBe(next);
    }
    expect(nextReviewTime(undefined, now)).toBe('2026-05-02T00:00:00.000Z');
  });
});

describe('a decision on a requester', () => {
  const by = (userId: string): APIKey => ({
    ...apiKey,
    spec: { ...apiKey.spec, requestedBy: { userId, email: 'j@example.com' } },
  });

  // The portal's caches hold cleaned objects, those of the controller do not.
  it.each([
    ['user:default/ja\u202Ene', 'user:default/jane'],
    ['user:default/ja\u0007ne', 'user:default/ja\uFFFDne'],
    [`user:default/${'x'.repeat(3000)}`, `user:default/${'x'.repeat(2035)}`],
    ['', ''],
  ])('%j counts as it is shown and as it is stored', (stored, shown) => {
    const made = decision(false, {
      binding: { ...bindingFor(by(shown), 'product-1'), terms: gold },
    });
    for (const key of [by(stored), by(shown)]) {
      expect(matchDecision(made, { ...scope, apiKey: key })).toMatchObject({
        match: 'counts',
      });
    }
    expect(
      matchDecision(made, { ...scope, apiKey: by('user:default/mallory') }),
    ).toEqual({ match: 'other', what: 'requester' });
  });
});

describe('standingOf', () => {
  const approve = (terms: Terms) => decision(true, { binding: whole, terms });
  const reject = (terms?: Terms) =>
    decision(false, { binding: { ...whole, terms: gold }, terms });
  const standing = (
    approvals: APIKeyApproval[],
    requested: Terms = gold,
    plans?: string[],
  ) => {
    const found = standingOf(
      countingDecisions(approvals, scope),
      requested,
      plans && (tier => plans.includes(tier)),
    );
    return {
      verdict: found.verdict,
      inForce: found.inForce,
      change: found.change?.terms,
      rejected: Boolean(found.change?.rejectedBy),
      awaits: awaitsDecision(found),
    };
  };
  const state = {
    inForce: undefined,
    change: undefined,
    rejected: false,
    awaits: false,
  };

  it.each<[string, Parameters<typeof standing>, object]>([
    ['nothing was decided', [[]], { verdict: 'none', awaits: true }],
    [
      'approved as requested',
      [[approve(gold)]],
      { verdict: 'approved', inForce: gold },
    ],
    [
      'approved, then another plan is requested',
      [[approve(silver)]],
      { verdict: 'approved', inForce: silver, change: gold, awaits: true },
    ],
    [
      'the change was rejected',
      [[approve(silver), reject(gold)]],
      { verdict: 'approved', inForce: silver, change: gold, rejected: true },
    ],
    [
      'a rejection without terms revokes',
      [[approve(silver), reject()]],
      { verdict: 'rejected' },
    ],
    [
      'a rejection of the approved terms revokes',
      [[approve(gold), reject(gold)]],
      { verdict: 'rejected' },
    ],
    [
      'a later approval restores',
      [[approve(gold), reject(), approve(gold)]],
      { verdict: 'approved', inForce: gold },
    ],
    [
      'an earlier expiry takes effect at once',
      [
        [approve({ planTier: 'gold', expiresAt: '2027-06-01T00:00:00Z' })],
        { planTier: 'gold', expiresAt: '2027-01-01T00:00:00Z' },
      ],
      {
        verdict: 'approved',
        inForce: { planTier: 'gold', expiresAt: '2027-01-01T00:00:00Z' },
      },
    ],
    [
      'a later expiry waits',
      [
        [approve({ planTier: 'gold', expiresAt: '2027-06-01T00:00:00Z' })],
        { planTier: 'gold' },
      ],
      {
        verdict: 'approved',
        inForce: { planTier: 'gold', expiresAt: '2027-06-01T00:00:00Z' },
        change: { planTier: 'gold' },
        awaits: true,
      },
    ],
    [
      'an approved plan that no longer exists gives nothing',
      [[approve(silver)], gold, ['gold']],
      { verdict: 'none', awaits: true },
    ],
  ])('%s', (_, args, expected) => {
    expect(standing(...args)).toEqual({ ...state, ...expected });
  });
});

describe('requestRevision', () => {
  const decisions = countingDecisions(
    [decision(true, { binding: whole, terms: gold })],
    scope,
  );
  const revision = requestRevision(apiKey, 'product-1', decisions);
  const changed = (spec: Partial<APIKey['spec']>) =>
    requestRevision(
      { ...apiKey, spec: { ...apiKey.spec, ...spec } },
      'product-1',
      decisions,
    );

  it('stays the same when only the status or metadata changes', () => {
    expect(
      requestRevision(
        {
          ...apiKey,
          metadata: { ...apiKey.metadata, resourceVersion: '7' },
          status: { conditions: [] },
        },
        'product-1',
        decisions,
      ),
    ).toBe(revision);
  });

  it.each<[string, () => string]>([
    ['plan', () => changed({ planTier: 'silver' })],
    ['expiry', () => changed({ expiresAt: '2027-01-01T00:00:00Z' })],
    ['use case', () => changed({ useCase: 'another' })],
    ['product', () => changed({ apiProductRef: { name: 'other' } })],
    ['UID of the product', () => requestRevision(apiKey, 'p2', decisions)],
    ['decisions', () => requestRevision(apiKey, 'product-1', [])],
    [
      'an edited decision',
      () =>
        requestRevision(
          apiKey,
          'product-1',
          decisions.map(each => ({ ...each, generation: 2 })),
        ),
    ],
    [
      'UID of the key',
      () =>
        requestRevision(
          { ...apiKey, metadata: { ...apiKey.metadata, uid: 'key-2' } },
          'product-1',
          decisions,
        ),
    ],
  ])('changes with the %s', (_, other) => {
    expect(other()).not.toBe(revision);
  });
});
