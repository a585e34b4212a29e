import {
  apiKeyApprovals,
  DECIDED_TERMS,
  DECISION_BINDING,
  extensionAnnotations,
  extensionValue,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIKeyState,
  type ObjectRef,
  type RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { userRef, type Persona } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const GAMESTORE = { namespace: 'gamestore', name: 'gamestore' };

// An answer waits two seconds for the controller, which these tests stand in for.
jest.setTimeout(600_000);

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start();
}, 600_000);

afterAll(() => portal?.stop());

beforeEach(async () => {
  await portal.world.product(TOYSTORE, 'group:default/api-owners');
  await portal.world.product(GAMESTORE, userRef('owner2'));
  portal.audit.length = 0;
});

afterEach(async () => {
  portal.policy.reset();
  await portal.world.clear();
});

const path = ({ metadata }: APIKeyRequest) =>
  `/requests/${metadata.namespace}/${metadata.name}`;

const review = async (
  who: Persona | 'service',
  verdict: 'approve' | 'reject',
  request: APIKeyRequest,
  body?: object,
) =>
  portal.call(who, 'POST', `${path(request)}/${verdict}`, {
    revision: await portal.revisionOf(request),
    ...body,
  });

const decisions = () =>
  portal.world.list<APIKeyApproval>(apiKeyApprovals, 'toystore');

/** Writes the state that follows from a decision, as the controller does. */
const takeIn = ({ metadata }: APIKey, { spec }: APIKeyApproval) =>
  portal.world.setState(
    { namespace: metadata.namespace!, name: metadata.name },
    TOYSTORE,
    { state: spec.approved ? 'Approved' : 'Denied' },
  );

const termsOf = (approval: APIKeyApproval) =>
  extensionValue(DECIDED_TERMS, approval);

describe('the approval queue', () => {
  it('shows each reviewer the requests on the products that they may approve for', async () => {
    await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    await portal.world.key({
      requester: 'consumer2',
      product: TOYSTORE,
      name: 'b',
      state: 'Approved',
      planTier: 'gold',
      approved: { planTier: 'gold' },
    });
    await portal.world.key({
      requester: 'consumer1',
      product: GAMESTORE,
      name: 'c',
    });
    const names = async (who: Persona | 'service', query = '') => {
      const { status, body } = await portal.call(
        who,
        'GET',
        `/requests${query}`,
      );
      expect(status).toBe(200);
      return body.items.map((item: APIKeyRequest) => item.spec.apiKeyRef.name);
    };
    expect(await names('owner1')).toEqual(['a', 'b']);
    expect(await names('owner2')).toEqual(['c']);
    expect((await names('admin1')).sort()).toEqual(['a', 'b', 'c']);
    expect(await names('consumer1')).toEqual([]);
    expect(await names('nobody')).toEqual([]);
    expect(await names('service')).toEqual([]);

    expect(await names('owner1', '?awaitingReview=true')).toEqual(['a']);
    expect(await names('owner1', '?status=Approved')).toEqual(['b']);
    expect(await names('owner1', '?planTier=gold')).toEqual(['b']);
    expect(await names('owner1', '?requester=user:default/consumer2')).toEqual([
      'b',
    ]);
    expect(await names('admin1', '?product=gamestore/gamestore')).toEqual([
      'c',
    ]);
    expect(await names('admin1', '?q=CONSUMER2%20gold')).toEqual(['b']);
    expect(await names('owner1', '?sort=-planTier')).toEqual(['a', 'b']);

    const { body } = await portal.call(
      'owner1',
      'GET',
      '/requests?status=Approved',
    );
    expect(body).toMatchObject({
      totalItems: 1,
      counts: { Pending: 1, Approved: 1 },
      awaitingReview: 1,
      items: [
        {
          state: 'Approved',
          product: { ...TOYSTORE, displayName: 'The toystore API' },
          ownRequest: false,
          actions: ['reject'],
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('a-value');
  });

  it('can be narrowed to what is on any of its pages, but to nothing else', async () => {
    await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    await portal.world.key({
      requester: 'consumer2',
      product: GAMESTORE,
      name: 'b',
      planTier: 'gold',
    });
    const choices = async (who: Persona, query: string) => {
      const { body } = await portal.call(who, 'GET', `/requests?${query}`);
      return body.choices;
    };
    const toystore = { ...TOYSTORE, displayName: 'The toystore API' };
    const gamestore = { ...GAMESTORE, displayName: 'The gamestore API' };
    expect(await choices('admin1', 'limit=1')).toEqual({
      products: [gamestore, toystore],
      planTiers: ['gold', 'silver'],
      requesters: [userRef('consumer1'), userRef('consumer2')],
    });
    expect(await choices('owner1', 'limit=1')).toEqual({
      products: [toystore],
      planTiers: ['silver'],
      requesters: [userRef('consumer1')],
    });
    expect(await choices('admin1', 'awaitingReview=false')).toEqual({
      products: [],
      planTiers: [],
      requesters: [],
    });
    await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'c',
      planTier: 'bronze',
    });
    expect((await choices('admin1', 'limit=1')).planTiers).toEqual([
      'bronze',
      'gold',
      'silver',
    ]);
    expect((await choices('owner1', 'limit=1')).planTiers).toEqual([
      'bronze',
      'silver',
    ]);
    const { body } = await portal.call(
      'admin1',
      'GET',
      '/apikeys?scope=all&limit=1',
    );
    expect(body.choices).toEqual({
      products: [gamestore, toystore],
      planTiers: ['bronze', 'gold', 'silver'],
    });
  });

  it('counts the other keys that work for the requester on the product', async () => {
    const ask = (name: string, product: ObjectRef, state?: APIKeyState) =>
      portal.world.key({ requester: 'consumer1', product, name, state });
    await ask('asked', TOYSTORE);
    await ask('working', TOYSTORE, 'Approved');
    await ask('elsewhere', GAMESTORE, 'Approved');
    await portal.world.key({
      requester: 'consumer2',
      product: TOYSTORE,
      name: 'of-somebody-else',
      state: 'Approved',
    });
    const counts = async () => {
      const { body } = await portal.call('admin1', 'GET', '/requests');
      return Object.fromEntries(
        body.items.map((item: RequestView) => [
          item.spec.apiKeyRef.name,
          item.otherKeys,
        ]),
      );
    };
    expect(await counts()).toEqual({
      asked: 1,
      working: 0,
      elsewhere: 0,
      'of-somebody-else': 0,
    });
    const asked = { namespace: 'ns-consumer1', name: 'asked' };
    await portal.world.setState(asked, TOYSTORE, { state: 'Approved' });
    expect(await counts()).toMatchObject({ asked: 1, working: 1 });
    await portal.world.kuadrant.caches.apiKeys.delete({
      namespace: 'ns-consumer1',
      name: 'working',
    });
    expect(await counts()).toMatchObject({ asked: 0 });
  });
});

describe('a decision', () => {
  it('is written with the reviewer, their words and what they saw', async () => {
    const { key, request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    const answer = await review('owner1', 'approve', request, {
      message: ' Welcome! ',
      reason: 'KnownTeam',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      awaitingReview: false,
      decisions: [
        {
          approved: true,
          reviewedBy: userRef('owner1'),
          message: 'Welcome!',
          reason: 'KnownTeam',
          automatic: false,
        },
      ],
    });
    const [approval] = await decisions();
    expect(approval.spec).toMatchObject({
      apiKeyRequestRef: { name: request.metadata.name },
      approved: true,
      reviewedBy: userRef('owner1'),
    });
    // All that it was made on is in annotations, which every version of the CRDs keeps.
    expect(Object.keys(approval.spec)).not.toContain('terms');
    expect(termsOf(approval)).toEqual({ planTier: 'silver' });
    expect(extensionValue(DECISION_BINDING, approval)).toEqual({
      apiKeyUid: key.metadata.uid,
      productUid:
        portal.world.kuadrant.caches.apiProducts.get(TOYSTORE)!.metadata.uid,
      requester: userRef('consumer1'),
      owner: userRef('consumer1'),
      terms: { planTier: 'silver' },
    });
    expect(portal.audit.at(-1)).toMatchObject({
      eventId: 'approve-request',
      status: 'succeeded',
      meta: {
        decision: 'allow',
        verdict: 'approve',
        message: ' Welcome! ',
        requester: userRef('consumer1'),
        selfReview: false,
      },
    });
    const again = await review('admin1', 'approve', request);
    expect(again.status).toBe(409);
    expect(again.body.error.message).toContain(userRef('owner1'));

    const seen = await portal.call(
      'consumer1',
      'GET',
      `/apikeys/${key.metadata.namespace}/a`,
    );
    expect(seen.body.decisions).toMatchObject([{ message: 'Welcome!' }]);
  });

  it('is refused to all but the reviewers of that product', async () => {
    const { request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    const expected = {
      consumer1: 403,
      consumer2: 404,
      owner2: 404,
      nobody: 404,
      service: 403,
    } as const;
    for (const [who, status] of Object.entries(expected)) {
      for (const verdict of ['approve', 'reject'] as const) {
        const answer = await review(who as Persona, verdict, request);
        expect([who, answer.status]).toEqual([who, status]);
      }
    }
    expect(await decisions()).toEqual([]);
    expect(portal.audit.filter(({ status }) => status === 'succeeded')).toEqual(
      [],
    );
  });

  it('revokes an approved key, and may be taken back', async () => {
    const { key, request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    await review('owner1', 'approve', request);
    const approved = await takeIn(key, (await decisions())[0]);
    const revoked = await review('owner1', 'reject', approved.request, {
      message: 'It leaked',
    });
    expect(revoked.status).toBe(200);
    const revocation = (await decisions()).find(({ spec }) => !spec.approved)!;
    // Without terms it revokes, whatever is in force.
    expect(termsOf(revocation)).toBeUndefined();
    expect(Date.parse(revocation.spec.reviewedAt)).toBeGreaterThan(
      Date.parse(
        (await decisions()).find(({ spec }) => spec.approved)!.spec.reviewedAt,
      ),
    );
    const denied = await takeIn(key, revocation);
    expect((await review('owner1', 'reject', denied.request)).status).toBe(409);
    expect((await review('owner1', 'approve', denied.request)).status).toBe(
      200,
    );
    expect(await decisions()).toHaveLength(3);
  });

  it('refuses a change of plan alone, after which the key can still be revoked', async () => {
    const { key, request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    await review('owner1', 'approve', request);
    await takeIn(key, (await decisions())[0]);
    await portal.call(
      'consumer1',
      'PATCH',
      `/apikeys/${key.metadata.namespace}/a`,
      {
        planTier: 'gold',
      },
    );
    const changed = await portal.call(
      'owner1',
      'GET',
      `/apikeys/${key.metadata.namespace}/a`,
    );
    const refused = await review('owner1', 'reject', request, {
      message: 'Silver will do',
    });
    expect(refused.body).toMatchObject({
      state: 'Approved',
      awaitingReview: false,
      pendingChange: {
        planTier: { from: 'silver', to: 'gold' },
        refused: { by: userRef('owner1'), message: 'Silver will do' },
      },
      actions: ['approve', 'reject'],
    });
    const refusal = (await decisions()).find(({ spec }) => !spec.approved)!;
    expect(termsOf(refusal)).toEqual({ planTier: 'gold' });
    // What was seen before the change was rejected revokes nothing.
    const late = await portal.call(
      'owner1',
      'POST',
      `${path(request)}/reject`,
      {
        revision: changed.body.revision,
      },
    );
    expect([late.status, late.body.error.code]).toEqual([
      409,
      'requestChanged',
    ]);
    const revoked = await review('owner1', 'reject', request);
    expect(revoked.status).toBe(200);
    const newest = (await decisions()).sort((a, b) =>
      b.spec.reviewedAt.localeCompare(a.spec.reviewedAt),
    )[0];
    expect(termsOf(newest)).toBeUndefined();
  });

  it('is made by exactly one of many reviewers at the same time', async () => {
    const { request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    const revision = await portal.revisionOf(request);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        review(
          index % 2 ? 'admin1' : 'owner1',
          index % 3 ? 'approve' : 'reject',
          request,
          { revision },
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array(9).fill(409),
    ]);
    expect(await decisions()).toHaveLength(1);
  });

  it('is never made on a key that is gone', async () => {
    const { key, request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    await portal.world.kuadrant.caches.apiKeys.delete(key.metadata);
    expect((await review('owner1', 'approve', request)).status).toBe(409);
    expect(await decisions()).toEqual([]);
  });

  it("on one's own request is marked, and can be forbidden", async () => {
    const { request } = await portal.world.key({
      requester: 'owner1',
      product: TOYSTORE,
      name: 'a',
    });
    const answer = await review('owner1', 'approve', request);
    expect([answer.status, answer.body.ownRequest]).toEqual([200, true]);
    expect(portal.audit.at(-1)?.meta.selfReview).toBe(true);
  });
});

describe('what was seen is what is decided on', () => {
  const keyPath = ({ metadata }: APIKey) =>
    `/apikeys/${metadata.namespace}/${metadata.name}`;
  const requested = (state?: APIKeyState) =>
    portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
      state,
    });

  it.each([
    undefined,
    {},
    { message: 'Yes' },
    { revision: '' },
    { revision: 7 },
  ])('a decision without a revision is refused: %p', async body => {
    const { request } = await requested();
    for (const verdict of ['approve', 'reject']) {
      const answer = await portal.call(
        'owner1',
        'POST',
        `${path(request)}/${verdict}`,
        body,
      );
      expect([answer.status, answer.body.error.code]).toEqual([
        400,
        'revisionMissing',
      ]);
      expect(answer.body.error.fields[0].path).toBe('revision');
    }
    const { metadata } = request;
    const bulk = await portal.call('owner1', 'POST', '/requests/bulk-review', {
      decision: 'approve',
      requests: [
        { namespace: metadata.namespace, name: metadata.name, ...body },
      ],
    });
    expect([bulk.status, bulk.body.error.code]).toEqual([
      400,
      'revisionMissing',
    ]);
    expect(await decisions()).toEqual([]);
  });

  it.each([
    ['plan', { planTier: 'gold' }],
    ['expiry', { expiresAt: '9999-12-31T00:00:00Z' }],
    ['use case', { useCase: 'Something else' }],
  ])('a decision on another %s is refused', async (_, change) => {
    const { key, request } = await requested();
    const revision = await portal.revisionOf(request);
    expect(
      (await portal.call('consumer1', 'PATCH', keyPath(key), change)).status,
    ).toBe(200);
    const answer = await portal.call(
      'owner1',
      'POST',
      `${path(request)}/approve`,
      {
        revision,
        message: 'silver is fine',
      },
    );
    expect([answer.status, answer.body.error.code]).toEqual([
      409,
      'requestChanged',
    ]);
    const present = answer.body.error.request;
    expect(present).toMatchObject({ spec: change, awaitingReview: true });
    expect(present.revision).not.toBe(revision);
    const again = await portal.call(
      'owner1',
      'POST',
      `${path(request)}/approve`,
      {
        revision: present.revision,
      },
    );
    expect(again.status).toBe(200);
    // A status says nothing about what is decided on.
    expect(again.body.revision).not.toBe(present.revision);
  });

  it('shows the terms of the key, whatever its request still shows', async () => {
    const { key, request } = await requested();
    await portal.call('consumer1', 'PATCH', keyPath(key), { planTier: 'gold' });
    const { body } = await portal.call('owner1', 'GET', '/requests');
    expect(body.items[0]).toMatchObject({
      spec: { planTier: 'gold' },
      requested: { planTier: 'gold' },
    });
    expect(body.items[0].approved).toBeUndefined();
    expect(request.spec.planTier).toBe('silver');
  });

  it('is the same for a key and its request, and is for reviewers alone', async () => {
    const { key, request } = await requested();
    const revision = await portal.revisionOf(request);
    const seen = await portal.call('owner1', 'GET', keyPath(key));
    expect(seen.body.revision).toBe(revision);
    const own = await portal.call('consumer1', 'GET', keyPath(key));
    expect(own.body.revision).toBeUndefined();
  });

  it('a key that fails cannot be approved, and can be revoked', async () => {
    const { key, request } = await requested('Approved');
    await portal.world.setState(
      { namespace: key.metadata.namespace!, name: 'a' },
      TOYSTORE,
      { state: 'Failed', reason: 'AuthSchemeNotFound' },
    );
    const { body } = await portal.call('owner1', 'GET', '/requests');
    expect(body.items[0]).toMatchObject({
      state: 'Failed',
      approved: { planTier: 'silver' },
      awaitingReview: false,
      actions: ['reject'],
    });
    expect((await review('owner1', 'approve', request)).status).toBe(409);
    const revoked = await review('owner1', 'reject', request);
    expect([revoked.status, revoked.body.approved]).toEqual([200, undefined]);
    expect((await review('owner1', 'reject', request)).body.error.code).toBe(
      'alreadyDecided',
    );
  });

  it('never approves an expiry that has passed', async () => {
    const { request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'past',
      expiresAt: '2026-01-01T00:00:00Z',
    });
    const answer = await review('owner1', 'approve', request);
    expect(answer.status).toBe(409);
    expect(answer.body.error.message).toContain('expiry has passed');
  });
});

describe('what is in force', () => {
  it('is what lists show, sort and filter by; what waits is found beside it', async () => {
    const soon = '2027-01-01T00:00:00Z';
    const late = '2029-01-01T00:00:00Z';
    const changing = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'changing',
      state: 'Approved',
      planTier: 'gold',
      expiresAt: late,
      approved: { planTier: 'silver', expiresAt: soon },
    });
    await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'steady',
      state: 'Approved',
      planTier: 'gold',
      expiresAt: '2028-01-01T00:00:00Z',
    });
    const names = async (who: Persona, query: string) =>
      (await portal.call(who, 'GET', query)).body.items.map(
        (item: RequestView) => item.spec.apiKeyRef?.name ?? item.metadata.name,
      );
    const key = await portal.call(
      'consumer1',
      'GET',
      '/apikeys/ns-consumer1/changing',
    );
    expect(key.body).toMatchObject({
      spec: { planTier: 'gold', expiresAt: late },
      approved: { planTier: 'silver', expiresAt: soon },
      status: { approved: { planTier: 'silver', expiresAt: soon } },
      requested: { planTier: 'gold', expiresAt: late },
      pendingChange: {
        planTier: { from: 'silver', to: 'gold' },
        expiresAt: { from: soon, to: late },
      },
    });
    expect(await names('consumer1', '/apikeys?sort=expiresAt')).toEqual([
      'changing',
      'steady',
    ]);
    expect(await names('consumer1', '/apikeys?planTier=silver')).toEqual([
      'changing',
    ]);
    expect(await names('consumer1', '/apikeys?planTier=gold')).toEqual([
      'steady',
    ]);
    expect(await names('owner1', '/requests?sort=expiresAt')).toEqual([
      'changing',
      'steady',
    ]);
    // A reviewer finds a change by either plan, and under what is pending.
    expect(await names('owner1', '/requests?planTier=silver')).toEqual([
      'changing',
    ]);
    expect(await names('owner1', '/requests?planTier=gold')).toHaveLength(2);
    expect(await names('owner1', '/requests?status=Pending')).toEqual([
      'changing',
    ]);
    const { body } = await portal.call('owner1', 'GET', '/requests');
    expect(body).toMatchObject({
      counts: { Pending: 1, Approved: 2 },
      awaitingReview: 1,
    });
    expect((await review('owner1', 'reject', changing.request)).status).toBe(
      200,
    );
    expect(await names('owner1', '/requests?status=Pending')).toEqual([]);
    expect(
      (await portal.call('consumer1', 'GET', '/apikeys/ns-consumer1/changing'))
        .body.approved,
    ).toMatchObject({ planTier: 'silver', expiresAt: soon });
  });

  it('an earlier expiry counts at once', async () => {
    const { key } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
      state: 'Approved',
    });
    const soon = '2027-01-01T00:00:00Z';
    const { body } = await portal.call(
      'consumer1',
      'PATCH',
      `/apikeys/${key.metadata.namespace}/a`,
      { expiresAt: soon },
    );
    expect(body.approved).toMatchObject({
      planTier: 'silver',
      expiresAt: soon,
    });
    expect(body.pendingChange).toBeUndefined();
  });

  it('comes from decisions that are bound to all that they were made on', async () => {
    const { key, request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    const { apiKeyApprovals: cache } = portal.world.kuadrant.caches;
    const approval = await portal.world.decision(key, {
      approved: true,
      planTier: 'silver',
    });
    const approved = async () =>
      (await portal.call('consumer1', 'GET', '/apikeys/ns-consumer1/a')).body
        .approved;
    expect(await approved()).toMatchObject({ planTier: 'silver' });
    const bind = (binding: object) =>
      cache.patch(
        approval.metadata,
        {
          metadata: {
            annotations: extensionAnnotations(DECISION_BINDING, {
              ...extensionValue(DECISION_BINDING, approval)!,
              ...binding,
            }),
          },
        },
        { type: 'merge' },
      );
    for (const other of [
      { apiKeyUid: 'another' },
      { productUid: 'another' },
      { requester: userRef('consumer2') },
      { owner: userRef('consumer2') },
    ]) {
      await bind(other);
      expect([other, await approved()]).toEqual([other, undefined]);
    }
    await bind({});
    expect(await approved()).toMatchObject({ planTier: 'silver' });
    await portal.world.kuadrant.caches.apiKeyRequests.delete(request.metadata);
    expect(await approved()).toBeUndefined();
  });

  it('ends with the product: a new one of its name approves nothing', async () => {
    await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
      state: 'Approved',
    });
    await portal.world.kuadrant.caches.apiProducts.delete(TOYSTORE);
    await portal.world.product(TOYSTORE, 'group:default/api-owners');
    const { body } = await portal.call('owner1', 'GET', '/requests');
    expect(body.items[0].approved).toBeUndefined();
    expect(body.items[0].decisions).toEqual([]);
  });
});

describe('a request made by hand', () => {
  const forge = (name: string, apiKeyRef: ObjectRef) =>
    portal.world.kuadrant.caches.apiKeyRequests.create({
      apiVersion: 'devportal.kuadrant.io/v1alpha1',
      kind: 'APIKeyRequest',
      metadata: { namespace: 'toystore', name },
      spec: {
        apiProductRef: { name: 'toystore' },
        apiKeyRef,
        planTier: 'gold',
        useCase: 'Forged',
        requestedBy: {
          userId: userRef('admin1'),
          email: 'admin1@example.com',
        },
      },
    });

  it.each([
    ['no key', { namespace: 'ns-consumer1', name: 'none' }],
    ["somebody else's key", { namespace: 'ns-consumer1', name: 'real' }],
  ])('for %s is in no queue, and cannot be approved', async (_, apiKeyRef) => {
    await portal.world.key({
      requester: 'consumer1',
      product: GAMESTORE,
      name: 'real',
    });
    const forged = await forge('forged', apiKeyRef);
    const { body } = await portal.call('owner1', 'GET', '/requests');
    expect([body.totalItems, body.counts.Pending]).toEqual([0, 0]);
    const product = await portal.call(
      'owner1',
      'GET',
      '/apiproducts/toystore/toystore',
    );
    expect(product.body.awaitingReview).toBe(0);
    const answer = await review('owner1', 'approve', forged);
    expect([answer.status, answer.body.error.code]).toEqual([409, 'keyGone']);
    expect(await decisions()).toEqual([]);
  });
});

describe('a bulk review', () => {
  it('answers for each request by itself', async () => {
    const made = await Promise.all(
      ['a', 'b', 'c'].map(name =>
        portal.world.key({ requester: 'consumer1', product: TOYSTORE, name }),
      ),
    );
    const foreign = await portal.world.key({
      requester: 'consumer1',
      product: GAMESTORE,
      name: 'd',
    });
    await review('owner1', 'reject', made[1].request);
    portal.audit.length = 0;
    const refs = [...made, foreign].map(({ request: { metadata } }) => ({
      namespace: metadata.namespace!,
      name: metadata.name,
    }));
    const items = await Promise.all(
      [...made, foreign].map(async ({ request }, index) => ({
        ...refs[index],
        revision: await portal.revisionOf(request),
      })),
    );
    const answer = await portal.call(
      'owner1',
      'POST',
      '/requests/bulk-review',
      {
        decision: 'reject',
        message: 'Closed',
        requests: [
          ...items,
          { namespace: 'toystore', name: 'unknown', revision: 'any' },
        ],
      },
    );
    expect(answer.status).toBe(200);
    expect(answer.body.results).toMatchObject([
      {
        ...refs[0],
        success: true,
        request: { decisions: [{ message: 'Closed' }] },
      },
      {
        ...refs[1],
        success: false,
        error: { statusCode: 409, name: 'ConflictError' },
      },
      { ...refs[2], success: true },
      { ...refs[3], success: false, error: { statusCode: 404 } },
      { name: 'unknown', success: false, error: { statusCode: 404 } },
    ]);
    const ended = portal.audit.filter(({ status }) => status !== 'initiated');
    // One event for each decision; what the owner may not decide on is one together.
    expect(
      ended.map(({ eventId, status }) => `${eventId} ${status}`).sort(),
    ).toEqual([
      'bulk-review-requests failed',
      'reject-request failed',
      'reject-request succeeded',
      'reject-request succeeded',
    ]);
    expect(
      ended.find(({ eventId }) => eventId === 'bulk-review-requests')?.meta,
    ).toMatchObject({ verdict: 'reject', refused: 2 });
  });

  it('takes at most 200 requests', async () => {
    const ref = { namespace: 'toystore', name: 'x', revision: 'any' };
    const body = (length: number) => ({
      decision: 'approve',
      requests: Array(length).fill(ref),
    });
    const call = (length: number) =>
      portal.call('owner1', 'POST', '/requests/bulk-review', body(length));
    expect((await call(201)).status).toBe(400);
    expect((await call(0)).status).toBe(400);
    expect((await call(200)).status).toBe(200);
  });
});
