import {
  apiKeyApprovals,
  apiKeys,
  DECIDED_TERMS,
  DECISION_BINDING,
  extensionValue,
  namespaces,
  secrets,
  type APIKeyApproval,
  type APIKeyRequest,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Persona } from './__testUtils__/personas';
import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const KEY = { namespace: 'ns-consumer1', name: 'key' };
const KEY_PATH = `/apikeys/${KEY.namespace}/${KEY.name}`;

// Two replicas of the portal, which know of each other only through the cluster. The second forbids self-review, which
// the first allows: what differs shows who answered.
let portals: [TestPortal, TestPortal];

beforeAll(async () => {
  const first = await TestPortal.start();
  const second = await TestPortal.start({
    beside: first,
    lagging: true,
    config: {
      kuadrant: {
        approvals: { allowSelfReview: false },
        permissions: { reuseDecisions: { seconds: 0 } },
      },
    },
  });
  portals = [first, second];
});

afterAll(async () => {
  await portals?.[1].stop();
  await portals?.[0].stop();
});

beforeEach(() =>
  portals[0].world.product(TOYSTORE, 'group:default/api-owners'),
);

afterEach(async () => {
  await portals[0].world.clear();
  await until(
    () => portals[1].world.kuadrant.caches.apiProducts.list().length === 0,
  );
});

/** Makes a key, and waits until both replicas know of it as it is. */
async function keyOf(
  requester: Persona,
  state: 'Pending' | 'Approved',
): Promise<APIKeyRequest> {
  const { key, request } = await portals[0].world.key({
    requester,
    product: TOYSTORE,
    name: KEY.name,
    state,
  });
  const { caches } = portals[1].world.kuadrant;
  await until(
    () =>
      caches.apiKeys.get(key.metadata)?.metadata.resourceVersion ===
        key.metadata.resourceVersion &&
      caches.apiKeyRequests.get(request.metadata)?.metadata.resourceVersion ===
        request.metadata.resourceVersion,
  );
  return request;
}

const review = (
  replica: number,
  who: Persona,
  verdict: 'approve' | 'reject',
  { metadata }: APIKeyRequest,
  revision: string,
) =>
  portals[replica].call(
    who,
    'POST',
    `/requests/${metadata.namespace}/${metadata.name}/${verdict}`,
    { revision },
  );

const decisions = () =>
  portals[0].world.list<APIKeyApproval>(apiKeyApprovals, 'toystore');

describe('two replicas on one cluster', () => {
  it('make one decision, whoever asks whom', async () => {
    const request = await keyOf('consumer1', 'Pending');
    const revision = await portals[0].revisionOf(request);
    expect(await portals[1].revisionOf(request)).toBe(revision);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        review(
          index % 2,
          index % 3 ? 'owner1' : 'admin1',
          index % 4 < 2 ? 'approve' : 'reject',
          request,
          revision,
        ),
      ),
    );
    const made = answers.filter(({ status }) => status === 200);
    expect(made).toHaveLength(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array(9).fill(409),
    ]);
    const [decision, ...more] = await decisions();
    expect(more).toEqual([]);
    expect(made[0].body.decisions).toMatchObject([
      { approved: decision.spec.approved },
    ]);
  });

  it('show a value once', async () => {
    await keyOf('consumer1', 'Approved');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        portals[index % 2].call('consumer1', 'POST', `${KEY_PATH}/reveal`),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array(9).fill(410),
    ]);
    expect(
      answers.filter(({ body }) => body.apiKey === 'a-value'),
    ).toHaveLength(1);
  });

  it('let one of two editors through', async () => {
    await keyOf('consumer1', 'Pending');
    const { headers } = await portals[0].call('consumer1', 'GET', KEY_PATH);
    const answers = await Promise.all(
      [0, 1].map(replica =>
        portals[replica].call(
          'consumer1',
          'PATCH',
          KEY_PATH,
          { useCase: `By replica ${replica}` },
          { 'if-match': headers.etag },
        ),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect([...statuses].sort()).toEqual([200, 412]);
    const stored = await portals[0].world.read(apiKeys, KEY);
    expect(stored.spec.useCase).toBe(`By replica ${statuses.indexOf(200)}`);
  });

  it('never approve what the reviewer did not see, however far the caches lag', async () => {
    const request = await keyOf('consumer1', 'Pending');
    const seen = await portals[1].revisionOf(request);
    const { lag } = portals[1];
    lag!.hold();
    try {
      const edited = await portals[0].call('consumer1', 'PATCH', KEY_PATH, {
        planTier: 'gold',
        expiresAt: '9999-12-31T00:00:00Z',
      });
      expect(edited.status).toBe(200);
      // The first replica knows what was changed there.
      const refused = await review(0, 'owner1', 'approve', request, seen);
      expect([refused.status, refused.body.error.code]).toEqual([
        409,
        'requestChanged',
      ]);
      expect(refused.body.error.request).toMatchObject({
        requested: { planTier: 'gold', expiresAt: '9999-12-31T00:00:00Z' },
        revision: await portals[0].revisionOf(request),
      });
      // The second does not know yet, and approves what its reviewer saw there: silver.
      expect(await portals[1].revisionOf(request)).toBe(seen);
      const late = await review(1, 'owner1', 'approve', request, seen);
      expect(late.status).toBe(200);
    } finally {
      lag!.release();
    }
    const [decision, ...more] = await decisions();
    expect(more).toEqual([]);
    expect(extensionValue(DECIDED_TERMS, decision)).toEqual({
      planTier: 'silver',
    });
    for (const portal of portals) {
      await until(async () => {
        const { body } = await portal.call('consumer1', 'GET', KEY_PATH);
        return body.approved?.planTier === 'silver' && body.pendingChange;
      });
      const { body } = await portal.call('consumer1', 'GET', KEY_PATH);
      expect(body).toMatchObject({
        approved: { planTier: 'silver' },
        requested: { planTier: 'gold', expiresAt: '9999-12-31T00:00:00Z' },
        pendingChange: { planTier: { from: 'silver', to: 'gold' } },
      });
    }
  });

  it('refuse a second decision where the cache does not know of the first', async () => {
    const request = await keyOf('consumer1', 'Pending');
    const seen = await portals[1].revisionOf(request);
    const { lag } = portals[1];
    lag!.hold();
    try {
      const first = await review(0, 'owner1', 'reject', request, seen);
      expect(first.status).toBe(200);
      const second = await review(1, 'owner1', 'approve', request, seen);
      expect([second.status, second.body.error.code]).toEqual([
        409,
        'alreadyDecided',
      ]);
    } finally {
      lag!.release();
    }
    expect((await decisions()).map(({ spec }) => spec.approved)).toEqual([
      false,
    ]);
  });

  it('bind a decision to the key that goes at the same time', async () => {
    const request = await keyOf('consumer1', 'Pending');
    const { uid } = await portals[0].world
      .read(apiKeys, KEY)
      .then(({ metadata }) => metadata);
    const seen = await portals[1].revisionOf(request);
    const [deleted, approved] = await Promise.all([
      portals[0].call('consumer1', 'DELETE', KEY_PATH),
      review(1, 'owner1', 'approve', request, seen),
    ]);
    expect(deleted.status).toBe(204);
    // The approval came first, or the key was known to be gone, or its request was.
    expect([200, 404, 409]).toContain(approved.status);
    expect(
      (await decisions()).map(
        decision => extensionValue(DECISION_BINDING, decision)?.apiKeyUid,
      ),
    ).toEqual(approved.status === 200 ? [uid] : []);
    // Made anew under its name it is another key, for which that decision does not count.
    await portals[0].world.kuadrant.caches.apiKeyRequests
      .delete(request.metadata)
      .catch(() => undefined);
    await until(() => !portals[1].world.kuadrant.caches.apiKeys.get(KEY));
    await portals[0].world.kuadrant.client
      .delete(secrets, {
        namespace: KEY.namespace,
        name: `${KEY.name}-secret`,
      })
      .catch(() => undefined);
    const again = await keyOf('consumer1', 'Pending');
    const queue = await portals[1].call('owner1', 'GET', '/requests');
    expect(queue.body.items).toMatchObject([
      {
        metadata: { uid: again.metadata.uid },
        awaitingReview: true,
        decisions: [],
      },
    ]);
  });

  it('keep to their own configuration on reviews of own requests', async () => {
    const request = await keyOf('owner1', 'Pending');
    const view = async (replica: number) =>
      (await portals[replica].call('owner1', 'GET', '/requests')).body.items[0];
    expect(await view(1)).toMatchObject({ ownRequest: true, actions: [] });
    expect((await view(0)).actions).toEqual(['approve', 'reject']);

    const revision = await portals[1].revisionOf(request);
    for (const verdict of ['approve', 'reject'] as const) {
      const refused = await review(1, 'owner1', verdict, request, revision);
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toContain('a request of your own');
    }
    const { metadata } = request;
    const bulk = await portals[1].call(
      'owner1',
      'POST',
      '/requests/bulk-review',
      {
        decision: 'approve',
        requests: [
          { namespace: metadata.namespace, name: metadata.name, revision },
        ],
      },
    );
    expect(bulk.body.results).toMatchObject([
      { success: false, error: { statusCode: 403 } },
    ]);
    expect(await decisions()).toEqual([]);
    const other = await review(1, 'admin1', 'approve', request, revision);
    expect(other.status).toBe(200);
  });

  it('let nobody act as the owner of a product that they no longer own, however far the caches lag', async () => {
    const request = await keyOf('consumer1', 'Pending');
    const revision = await portals[0].revisionOf(request);
    const { lag } = portals[1];
    const path = '/apiproducts/toystore/toystore';
    lag!.hold();
    try {
      const moved = await portals[0].call('admin1', 'PATCH', path, {
        owner: 'user:default/owner2',
      });
      expect(moved.status).toBe(200);
      const answers = [
        await review(1, 'owner1', 'approve', request, revision),
        await review(1, 'owner1', 'reject', request, revision),
        await portals[1].call('owner1', 'PATCH', path, {
          approvalMode: 'automatic',
        }),
        await portals[1].call('owner1', 'DELETE', `${path}?cascade=true`),
      ];
      expect(
        answers.map(({ status, body }) => [status, body.error?.code]),
      ).toEqual(Array(4).fill([409, 'conflict']));
      expect(await decisions()).toEqual([]);
      const { body } = await portals[0].call('admin1', 'GET', path);
      expect(body.spec.approvalMode).toBe('manual');
      expect((await portals[0].call('admin1', 'GET', KEY_PATH)).status).toBe(
        200,
      );
    } finally {
      lag!.release();
    }
  });

  it('make no product on a route that is no longer exposed, however far the caches lag', async () => {
    const { lag, world } = portals[1];
    const exposedTo = 'devportal.kuadrant.io/exposed-to';
    const expose = (refs: string | null) =>
      world.kuadrant.client.patch(
        namespaces,
        { name: 'toystore' },
        { metadata: { annotations: { [exposedTo]: refs } } },
        { type: 'merge' },
      );
    const before = world.kuadrant.caches.namespaces.get({ name: 'toystore' })!;
    lag!.hold();
    try {
      await expose('user:default/somebody-else');
      const { status, body } = await portals[1].call(
        'owner1',
        'POST',
        '/apiproducts',
        {
          namespace: 'toystore',
          name: 'late',
          spec: {
            displayName: 'Late',
            targetRef: {
              group: 'gateway.networking.k8s.io',
              kind: 'HTTPRoute',
              name: 'late',
            },
          },
        },
      );
      expect([status, body.error?.code]).toEqual([403, 'routeNotExposed']);
    } finally {
      await expose(before.metadata.annotations?.[exposedTo] ?? null);
      lag!.release();
    }
  });
});
