import { consumerNamespaceName } from '@kuadrant/backstage-plugin-kuadrant-common';
import { PERSONAS, userRef } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';
import { until } from '../__testUtils__/World';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const GAMESTORE = { namespace: 'gamestore', name: 'gamestore' };
const LIMITS = {
  waitingPerProduct: 3,
  waiting: 5,
  keysPerProduct: 2,
  perMinute: 1000,
};
const ADDRESS = "Owner.O'Two+api@example.com";

let portals: [TestPortal, TestPortal];

beforeAll(async () => {
  const options = {
    config: { kuadrant: { requests: { maxPerRequester: LIMITS } } },
    entities: PERSONAS.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name, namespace: 'default' },
      spec: {
        profile: {
          email: name === 'owner2' ? ADDRESS : `${name}@example.com`,
        },
        memberOf: [],
      },
    })),
  };
  const first = await TestPortal.start(options);
  portals = [first, await TestPortal.start({ ...options, beside: first })];
});

afterAll(async () => {
  await portals?.[1].stop();
  await portals?.[0].stop();
});

beforeEach(async () => {
  const [{ world }, other] = portals;
  for (const ref of [TOYSTORE, GAMESTORE]) {
    await world.product(ref, 'group:default/api-owners');
  }
  const { apiProducts } = other.world.kuadrant.caches;
  await until(() => apiProducts.list().length === 2);
});

afterEach(async () => {
  await portals[0].world.clear();
  const { apiKeys, apiProducts } = portals[1].world.kuadrant.caches;
  await until(
    () => apiProducts.list().length === 0 && apiKeys.list().length === 0,
  );
});

const request = (
  options: {
    replica?: number;
    who?: 'consumer1' | 'consumer2' | 'owner2';
    product?: object;
    body?: object;
  } = {},
) => {
  const { replica = 0, who = 'consumer1', product = TOYSTORE } = options;
  return portals[replica].call(who, 'POST', '/apikeys', {
    apiProduct: product,
    planTier: 'silver',
    useCase: 'Tests',
    ...options.body,
  });
};
const outcome = ({ status, body }: Awaited<ReturnType<typeof request>>) => [
  status,
  body.error?.code,
];
const CREATED = [201, undefined];
const TOO_MANY = [429, 'tooManyKeys'];

describe('one person', () => {
  it('has so many requests waiting on a product, and in all', async () => {
    for (let count = 0; count < LIMITS.waitingPerProduct; count++) {
      expect(outcome(await request())).toEqual(CREATED);
    }
    const refused = await request();
    expect(outcome(refused)).toEqual(TOO_MANY);
    expect(refused.body.error.message).toContain(
      '3 of your requests on this API product wait',
    );
    expect(outcome(await request({ product: GAMESTORE }))).toEqual(CREATED);
    expect(outcome(await request({ product: GAMESTORE }))).toEqual(CREATED);
    const inAll = await request({ product: GAMESTORE });
    expect(outcome(inAll)).toEqual(TOO_MANY);
    expect(inAll.body.error.message).toContain('5 of your requests wait');
    // Of others nobody's bound is used up.
    expect(outcome(await request({ who: 'consumer2' }))).toEqual(CREATED);
    // Whoever deletes one may request another.
    const [key] = portals[0].world.kuadrant.caches.apiKeys
      .list()
      .filter(({ spec }) => spec.requestedBy.userId.endsWith('consumer1'));
    const { namespace, name } = key.metadata;
    await portals[0].call(
      'consumer1',
      'DELETE',
      `/apikeys/${namespace}/${name}`,
    );
    const { name: product } = key.spec.apiProductRef;
    expect(
      outcome(
        await request({ product: { namespace: product, name: product } }),
      ),
    ).toEqual(CREATED);
  });

  it('does not pass the bound with many requests at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => request()),
    );
    expect(answers.map(outcome).sort()).toEqual([
      ...Array(3).fill(CREATED),
      ...Array(9).fill(TOO_MANY),
    ]);
  });

  it('has one bound in all replicas', async () => {
    for (let count = 0; count < LIMITS.waitingPerProduct; count++) {
      await request({ replica: 0 });
    }
    const { apiKeys } = portals[1].world.kuadrant.caches;
    await until(() => apiKeys.list().length === LIMITS.waitingPerProduct);
    expect(outcome(await request({ replica: 1 }))).toEqual(TOO_MANY);
  });

  it('has so many keys for a product', async () => {
    for (const name of ['a', 'b']) {
      await portals[0].world.key({
        requester: 'consumer1',
        product: TOYSTORE,
        name,
        namespace: consumerNamespaceName(userRef('consumer1')),
        state: 'Approved',
      });
    }
    const refused = await request();
    expect(outcome(refused)).toEqual(TOO_MANY);
    expect(refused.body.error.message).toContain('You have 2 keys');
    expect(outcome(await request({ product: GAMESTORE }))).toEqual(CREATED);
  });
});

it('is refused for a plan that the product does not offer', async () => {
  const unknown = await request({ body: { planTier: 'platinum' } });
  expect(outcome(unknown)).toEqual([422, 'planUnknown']);
  expect(unknown.body.error.fields).toEqual([
    { path: 'planTier', message: 'must be one of gold, silver, bronze' },
  ]);
});

describe('the e-mail address', () => {
  it('may hold all characters that addresses may hold, and is shown as it is', async () => {
    const answer = await request({ who: 'owner2' });
    expect(outcome(answer)).toEqual(CREATED);
    expect(answer.body.requesterEmail).toBe(ADDRESS);
    expect(answer.body.spec.requestedBy.email).toBe(
      'Owner.O%27Two+api@example.com',
    );
  });
});

describe('the expiry', () => {
  it('that the dialog proposes is accepted: the end of the last day', async () => {
    await portals[0].world.product(
      { namespace: 'toystore', name: 'monthly' },
      undefined,
    );
    const patched = await portals[0].call(
      'admin1',
      'PATCH',
      '/apiproducts/toystore/monthly',
      { keyLifetime: { maxDays: 30 } },
    );
    expect(patched.body.spec.keyLifetime).toEqual({ maxDays: 30 });
    expect(patched.body.metadata.annotations).toEqual({
      'devportal.kuadrant.io/key-lifetime': '{"maxDays":30}',
    });
    const day = new Date();
    day.setDate(day.getDate() + 30);
    day.setHours(23, 59, 59, 0);
    const product = { namespace: 'toystore', name: 'monthly' };
    const answer = await request({
      product,
      body: { expiresAt: day.toISOString() },
    });
    expect(outcome(answer)).toEqual(CREATED);
    day.setDate(day.getDate() + 2);
    expect(
      outcome(
        await request({ product, body: { expiresAt: day.toISOString() } }),
      ),
    ).toEqual([422, 'expiryTooLate']);
    expect(outcome(await request({ product }))).toEqual([422, 'expiryMissing']);
    const cleared = await portals[0].call(
      'admin1',
      'PATCH',
      '/apiproducts/toystore/monthly',
      { keyLifetime: { maxDays: null } },
    );
    expect(cleared.body.spec.keyLifetime).toBeUndefined();
    const wrong = await portals[0].call(
      'admin1',
      'PATCH',
      '/apiproducts/toystore/monthly',
      { keyLifetime: { maxDays: 7, defaultDays: 30 } },
    );
    expect([wrong.status, wrong.body.error.fields]).toEqual([
      400,
      [{ path: 'keyLifetime', message: 'defaultDays must not exceed maxDays' }],
    ]);
  });
});
