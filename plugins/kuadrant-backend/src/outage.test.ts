import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };

it('reads on from what it knows while the cluster is away, refuses changes, and recovers by itself', async () => {
  const portal = await TestPortal.start({ dataFile: true });
  try {
    await portal.world.product(TOYSTORE, 'group:default/api-owners');
    await portal.world.key({
      requester: 'consumer1',
      product: TOYSTORE,
      name: 'key',
      state: 'Approved',
    });
    const list = () => portal.call('consumer1', 'GET', '/apikeys');
    expect((await list()).body.stale).toBeUndefined();

    await portal.cluster.stop();
    await until(async () => (await list()).body.stale !== undefined, 30_000);
    const stale = await list();
    expect([stale.status, stale.body.totalItems]).toEqual([200, 1]);
    expect(Date.parse(stale.body.stale.since)).not.toBeNaN();
    const one = await portal.call(
      'consumer1',
      'GET',
      '/apikeys/ns-consumer1/key',
    );
    expect(one.status).toBe(200);
    expect(one.headers['kuadrant-stale-since']).toBe(stale.body.stale.since);

    const changes = [
      ['consumer1', 'POST', '/apikeys/ns-consumer1/key/reveal', undefined],
      ['consumer1', 'POST', '/apikeys/ns-consumer1/key/rotate', undefined],
      ['consumer1', 'DELETE', '/apikeys/ns-consumer1/key', undefined],
      ['consumer1', 'PATCH', '/apikeys/ns-consumer1/key', { useCase: 'x' }],
      [
        'consumer1',
        'POST',
        '/apikeys',
        { apiProduct: TOYSTORE, planTier: 'gold', useCase: 'x' },
      ],
      ['owner1', 'PATCH', '/apiproducts/toystore/toystore', { version: 'v2' }],
    ] as const;
    for (const [who, method, path, body] of changes) {
      const answer = await portal.call(who, method, path, body);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.body.error.message).toMatch(/cannot be reached/);
      expect(JSON.stringify(answer.body)).not.toMatch(
        /ECONNREFUSED|127\.0\.0\.1/,
      );
    }

    await portal.restartCluster();
    await until(async () => (await list()).body.stale === undefined, 30_000);
    const shown = await portal.call(
      'consumer1',
      'POST',
      '/apikeys/ns-consumer1/key/reveal',
    );
    expect(shown.body).toEqual({ apiKey: 'a-value' });
  } finally {
    await portal.stop();
  }
});

it('starts without the cluster, says so, and serves as soon as it is there', async () => {
  const portal = await TestPortal.start({ dataFile: true, away: true });
  try {
    const list = () => portal.call('consumer1', 'GET', '/apiproducts');
    const early = await list();
    expect(early.status).toBe(503);
    expect(early.body.error.message).toMatch(/has not yet read/);
    const description = await portal.call('consumer1', 'GET', '/openapi.json');
    expect([description.status, description.body.openapi]).toEqual([
      200,
      '3.1.1',
    ]);

    await portal.restartCluster();
    await until(async () => (await list()).status === 200, 30_000);
    await portal.world.product(TOYSTORE, 'group:default/api-owners');
    expect((await list()).body.totalItems).toBe(1);
  } finally {
    await portal.stop();
  }
});
