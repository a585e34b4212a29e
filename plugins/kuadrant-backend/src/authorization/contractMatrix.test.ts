import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';
import {
  apiKeyRequestName,
  readEntityRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  PERSONAS,
  TestPolicy,
  userRef,
  type Persona,
} from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

// Contract, section 4, in its own words: what a role has is in the personas, what "own" means is here.
const GROUP: Partial<Record<Persona, string>> = {
  owner1: 'group:default/api-owners',
  owner2: 'group:default/game-owners',
};

/** The products: of a user, of a group, of somebody else, a draft, and as kubectl may leave them. */
const PRODUCTS = {
  'of-user': { owner: userRef('owner1') },
  'of-group': { owner: 'group:default/api-owners' },
  'of-other': { owner: userRef('owner2') },
  draft: { owner: 'api-owners', draft: true },
  'blank-owner': { owner: ' User:Default/Owner1 ' },
  'no-owner': { owner: undefined },
  'bad-owner': { owner: 'owner 1' },
} as const;
type ProductName = keyof typeof PRODUCTS;
const OWNERS: Record<ProductName, Persona | undefined> = {
  'of-user': 'owner1',
  'of-group': 'owner1',
  'of-other': 'owner2',
  draft: 'owner1',
  'blank-owner': 'owner1',
  'no-owner': undefined,
  'bad-owner': undefined,
};
const names = Object.keys(PRODUCTS) as ProductName[];

const policy = new TestPolicy();
const has = (who: Persona, permission: string) =>
  policy.decide(userRef(who), `kuadrant.${permission}`).result === 'ALLOW';
const owns = (who: Persona, product: ProductName) => OWNERS[product] === who;
const ownOrAll = (who: Persona, what: string, own: boolean) =>
  has(who, `${what}.all`) || (own && has(who, `${what}.own`));

const readsProduct = (who: Persona, product: ProductName) =>
  ownOrAll(who, 'apiproduct.read', owns(who, product)) &&
  (product !== 'draft' ||
    owns(who, product) ||
    has(who, 'apiproduct.update.all'));
const reviews = (who: Persona, product: ProductName) =>
  has(who, 'apikey.approve') &&
  (owns(who, product) || has(who, 'apikey.update.all'));
const readsKey = (who: Persona, requester: Persona, product: ProductName) =>
  ownOrAll(who, 'apikey.read', who === requester) || reviews(who, product);

/** What is answered where something may be read or not, and done or not. */
const answer = (reads: boolean, may: boolean, done: number) => {
  if (!reads) {
    return 404;
  }
  return may ? done : 403;
};

const registry = actionsRegistryServiceMock();
let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({
    moreFeatures: [
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => registry,
      }),
    ],
  });
  await portal.world.namespace('hidden');
  for (const name of names) {
    const { owner } = PRODUCTS[name];
    await portal.world.product({ namespace: 'toystore', name }, owner, {
      publishStatus: name === 'draft' ? 'Draft' : 'Published',
    });
    await portal.world.key({
      requester: 'consumer1',
      product: { namespace: 'toystore', name },
      name: `key-${name}`,
    });
  }
  for (const [namespace, name] of [
    ['toystore', 'exposed'],
    ['hidden', 'hidden'],
  ]) {
    await portal.world.create({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { namespace, name },
      spec: {},
    });
  }
}, 120_000);

afterAll(() => portal?.stop());

const each = <T>(items: readonly T[]) =>
  PERSONAS.flatMap(who => items.map(item => [who, item] as const));

const statusOf = async (
  who: Persona,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => {
  const { status } = await portal.call(who, method, path, body);
  return status;
};

describe('products', () => {
  const path = (name: ProductName) => `/apiproducts/toystore/${name}`;

  it.each(each(names))('%s reads %s', async (who, name) => {
    expect(await statusOf(who, 'GET', path(name))).toBe(
      readsProduct(who, name) ? 200 : 404,
    );
  });

  it.each(each(names))('%s changes %s', async (who, name) => {
    const may = ownOrAll(who, 'apiproduct.update', owns(who, name));
    expect(await statusOf(who, 'PATCH', path(name), { version: 'v2' })).toBe(
      answer(readsProduct(who, name), may, 200),
    );
  });

  it.each(each(names))('%s moves %s to another route', async (who, name) => {
    // It is exposed to owner1 and their group; owner2 may change their product, but not move it there.
    const may =
      ownOrAll(who, 'apiproduct.update', owns(who, name)) &&
      (who === 'owner1' || has(who, 'apiproduct.update.all'));
    const reads = readsProduct(who, name);
    const body = { targetRef: { name: `other-${name}` } };
    const back = { targetRef: { name } };
    expect(await statusOf(who, 'PATCH', path(name), body)).toBe(
      answer(reads, may, 200),
    );
    await portal.call('admin1', 'PATCH', path(name), back);
  });

  it.each(each(names))('%s makes %s theirs', async (who, name) => {
    const isTheirs =
      readEntityRef(PRODUCTS[name].owner ?? '', 'group').ref === userRef(who);
    const may =
      ownOrAll(who, 'apiproduct.update', owns(who, name)) &&
      (isTheirs || who === 'owner1' || has(who, 'apiproduct.update.all'));
    const { status, body } = await portal.call(who, 'PATCH', path(name), {
      owner: userRef(who),
    });
    // Who owns it as a group or in other letters takes it as a user; so does an administrator.
    expect([status, body.owner]).toEqual(
      answer(readsProduct(who, name), may, 200) === 200
        ? [200, userRef(who)]
        : [answer(readsProduct(who, name), may, 200), undefined],
    );
    await portal.world.kuadrant.caches.apiProducts.patch(
      { namespace: 'toystore', name },
      {
        metadata: {
          annotations: { 'backstage.io/owner': PRODUCTS[name].owner ?? null },
        },
      },
      { type: 'merge' },
    );
  });

  it.each(each(names))('%s deletes %s', async (who, name) => {
    const may = ownOrAll(who, 'apiproduct.delete', owns(who, name));
    // It has a key, so nothing is deleted.
    expect(await statusOf(who, 'DELETE', path(name))).toBe(
      answer(readsProduct(who, name), may, 409),
    );
  });

  it.each(
    each([
      ['toystore', 'exposed', 'owner1'],
      ['toystore', 'not-yet', 'owner1'],
      ['gamestore', 'other', 'owner2'],
      ['hidden', 'hidden', undefined],
      ['nowhere', 'any', undefined],
    ] as const),
  )('%s creates one on %j', async (who, [namespace, name, exposedTo]) => {
    const all = has(who, 'apiproduct.update.all');
    const may = has(who, 'apiproduct.create') && (all || who === exposedTo);
    const created = namespace === 'nowhere' ? 422 : 201;
    const made = `made-by-${who}`;
    const { status } = await portal.call(who, 'POST', '/apiproducts', {
      namespace,
      name: made,
      spec: {
        displayName: 'Made',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: `${name}`,
        },
      },
    });
    expect(status).toBe(may ? created : 403);
    await portal.call('admin1', 'DELETE', `/apiproducts/${namespace}/${made}`);
  });

  it.each(
    each([userRef('owner1'), 'group:default/api-owners', userRef('owner2')]),
  )('%s creates one for %s', async (who, owner) => {
    const own = owner === userRef(who) || owner === GROUP[who];
    const may =
      has(who, 'apiproduct.update.all') ||
      (has(who, 'apiproduct.create') && who === 'owner1' && own);
    const { status } = await portal.call(who, 'POST', '/apiproducts', {
      namespace: 'toystore',
      name: `for-${who}`,
      owner,
      spec: {
        displayName: 'Made',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'exposed',
        },
      },
    });
    expect(status).toBe(may ? 201 : 403);
    await portal.call('admin1', 'DELETE', `/apiproducts/toystore/for-${who}`);
  });

  it.each(
    each([
      ['toystore', 'exposed', 'owner1'],
      ['hidden', 'hidden', undefined],
    ] as const),
  )('%s reads the route %j', async (who, [namespace, name, exposedTo]) => {
    const all = has(who, 'apiproduct.update.all');
    const may =
      (has(who, 'apiproduct.create') || has(who, 'apiproduct.update.own')) &&
      (all || who === exposedTo);
    const path_ = `/httproutes/${namespace}/${name}`;
    expect(await statusOf(who, 'GET', path_)).toBe(may ? 200 : 404);
  });
});

describe('keys of consumer1', () => {
  const path = (name: ProductName) => `/apikeys/ns-consumer1/key-${name}`;
  const reads = (who: Persona, name: ProductName) =>
    readsKey(who, 'consumer1', name);

  it.each(each(names))('%s reads the one for %s', async (who, name) => {
    expect(await statusOf(who, 'GET', path(name))).toBe(
      reads(who, name) ? 200 : 404,
    );
  });

  it.each(each(names))('%s changes the one for %s', async (who, name) => {
    const may = ownOrAll(who, 'apikey.update', who === 'consumer1');
    expect(await statusOf(who, 'PATCH', path(name), { useCase: 'x' })).toBe(
      answer(reads(who, name), may, 200),
    );
  });

  it.each(each(names))('%s rotates the one for %s', async (who, name) => {
    const may = ownOrAll(who, 'apikey.update', who === 'consumer1');
    // It is not approved.
    expect(await statusOf(who, 'POST', `${path(name)}/rotate`)).toBe(
      answer(reads(who, name), may, 409),
    );
  });

  it.each(each(names))('%s reveals the one for %s', async (who, name) => {
    const may = who === 'consumer1';
    expect(await statusOf(who, 'POST', `${path(name)}/reveal`)).toBe(
      answer(reads(who, name), may, 409),
    );
  });
});

describe('requests of consumer1', () => {
  const request = (name: ProductName) =>
    apiKeyRequestName({ namespace: 'ns-consumer1', name: `key-${name}` });
  const expected = (who: Persona, name: ProductName) =>
    answer(readsKey(who, 'consumer1', name), reviews(who, name), 409);
  // Nobody has seen such a revision, so that nothing is decided.
  const revision = 'x'.repeat(24);

  it.each(each(names))('%s approves the one on %s', async (who, name) => {
    const path = `/requests/toystore/${request(name)}/approve`;
    expect(await statusOf(who, 'POST', path, { revision })).toBe(
      expected(who, name),
    );
  });

  it.each(each(names))('%s rejects the one on %s', async (who, name) => {
    const path = `/requests/toystore/${request(name)}/reject`;
    expect(await statusOf(who, 'POST', path, { revision })).toBe(
      expected(who, name),
    );
  });

  it.each(each(names))('an agent of %s reviews it on %s', async (who, name) => {
    const act = (input: JsonObject) =>
      registry
        .invoke({
          id: 'test:review-access-request',
          input,
          credentials: mockCredentials.user(userRef(who)),
        })
        .then(
          () => 200,
          (error: { statusCode?: number }) => error.statusCode,
        );
    expect(
      await act({
        namespace: 'toystore',
        name: request(name),
        decision: 'approve',
        revision,
      }),
    ).toBe(expected(who, name));
  });
});

describe('requests for access', () => {
  const expected = (who: Persona, name: ProductName) => {
    if (!readsProduct(who, name) || !has(who, 'apikey.create')) {
      return readsProduct(who, name) ? 403 : 404;
    }
    return name === 'draft' ? 409 : 422;
  };

  // The plan does not exist, so that no keys are made.
  it.each(each(names))('%s for %s', async (who, name) => {
    expect(
      await statusOf(who, 'POST', '/apikeys', {
        apiProduct: { namespace: 'toystore', name },
        planTier: 'unknown',
        useCase: 'Tests',
      }),
    ).toBe(expected(who, name));
  });

  it.each(each(names))('by an agent of %s for %s', async (who, name) => {
    const status = await registry
      .invoke({
        id: 'test:request-api-access',
        input: {
          namespace: 'toystore',
          name,
          planTier: 'unknown',
          useCase: 'Tests',
        },
        credentials: mockCredentials.user(userRef(who)),
      })
      .then(
        () => 200,
        (error: { statusCode?: number }) => error.statusCode,
      );
    expect(status).toBe(expected(who, name));
  });
});
