import {
  apiKeyApprovals,
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
jest.setTimeout(30_000);

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start();
}, 60_000);

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

const review = (
  who: Persona | 'service',
  verdict: 'approve' | 'reject',
  request: APIKeyRequest,
  body?: object,
) => portal.call(who, 'POST', `${path(request)}/${verdict}`, body);

const decisions = () =>
  portal.world.list<APIKeyApproval>(apiKeyApprovals, 'toystore');

/** Marks a decision as valid, as the controller does. */
async function markValid({ metadata }: APIKeyApproval) {
  await portal.world.kuadrant.caches.apiKeyApprovals.patch(
    metadata,
    {
      status: {
        conditions: [
          {
            type: 'Valid',
            status: 'True',
            reason: 'Valid',
            message: 'It counts',
            lastTransitionTime: '2026-01-01T00:00:00Z',
          },
        ],
      },
    },
    { type: 'merge', subresource: 'status' },
  );
}

/** Records a decision in the status of key and request, as the controller does. */
async function takeIn(key: APIKey, approval: APIKeyApproval) {
  const { metadata, spec } = approval;
  await markValid(approval);
  return portal.world.setState(
    { namespace: key.metadata.namespace!, name: key.metadata.name },
    TOYSTORE,
    spec.approved
      ? {
          state: 'Approved',
          approved: {
            planTier: spec.terms!.planTier,
            approvalName: metadata.name,
            reviewedBy: spec.reviewedBy,
            reviewedAt: spec.reviewedAt,
          },
        }
      : { state: 'Denied' },
  );
}

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
      apiKeyUid: key.metadata.uid,
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
    expect(revocation.spec.terms).toBeUndefined();
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
    const { metadata } = request;
    const changed = await portal.world.kuadrant.caches.apiKeyRequests.patch(
      metadata,
      { spec: { planTier: 'gold' } },
      { type: 'merge' },
    );
    const refused = await review('owner1', 'reject', changed, {
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
    expect(refusal.spec.terms).toEqual({ planTier: 'gold' });
    expect((await review('owner1', 'reject', changed)).status).toBe(409);
    await markValid(refusal);
    const revoked = await review('owner1', 'reject', changed);
    expect(revoked.status).toBe(200);
    const newest = (await decisions()).sort((a, b) =>
      b.spec.reviewedAt.localeCompare(a.spec.reviewedAt),
    )[0];
    expect(newest.spec.terms).toBeUndefined();
  });

  it('is made by exactly one of many reviewers at the same time', async () => {
    const { request } = await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'a',
    });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        review(
          index % 2 ? 'admin1' : 'owner1',
          index % 3 ? 'approve' : 'reject',
          request,
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
    const answer = await portal.call(
      'owner1',
      'POST',
      '/requests/bulk-review',
      {
        decision: 'reject',
        message: 'Closed',
        requests: [...refs, { namespace: 'toystore', name: 'unknown' }],
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
    expect(ended.map(({ eventId }) => eventId)).toEqual(
      Array(5).fill('reject-request'),
    );
    expect(ended.filter(({ status }) => status === 'succeeded')).toHaveLength(
      2,
    );
  });

  it('takes at most 200 requests', async () => {
    const ref = { namespace: 'toystore', name: 'x' };
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
