import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';
import { userRef, type Persona } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
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
  await portal.world.product(TOYSTORE, 'group:default/api-owners');
});

afterAll(() => portal?.stop());

const act = (who: Persona, name: string, input: JsonObject = {}) =>
  registry.invoke({
    id: `test:${name}`,
    input,
    credentials: mockCredentials.user(userRef(who)),
  });

it('does for agents what their people may do, and shows no value of a key', async () => {
  const { output: list } = await act('consumer1', 'list-api-products');
  expect(list).toMatchObject({
    totalItems: 1,
    products: [
      {
        ...TOYSTORE,
        plans: [{ tier: 'gold' }, {}, {}],
        untrustedText: { displayName: 'The toystore API' },
      },
    ],
  });
  const ask = { ...TOYSTORE, planTier: 'gold', useCase: 'By an agent' };
  const { output: asked } = await act('consumer1', 'request-api-access', ask);
  expect(asked).toMatchObject({ state: 'Pending' });
  const { output: own } = await act('consumer1', 'list-my-api-keys');
  expect(own).toMatchObject({
    totalItems: 1,
    keys: [{ planTier: 'gold', product: 'toystore/toystore' }],
  });
  expect((await act('consumer2', 'list-my-api-keys')).output).toMatchObject({
    totalItems: 0,
  });
  expect(portal.audit.at(-1)).toMatchObject({
    eventId: 'create-api-key',
    status: 'succeeded',
    meta: { action: 'request-api-access', onBehalfOf: userRef('consumer1') },
  });
  expect(JSON.stringify([list, asked, own])).not.toContain('kdp_');

  const { request } = await portal.world.key({
    requester: 'consumer2',
    product: TOYSTORE,
    name: 'waiting',
  });
  const { output: queue } = await act('owner1', 'list-access-requests');
  expect(queue).toMatchObject({
    totalItems: 1,
    requests: [
      {
        planTier: 'silver',
        revision: await portal.revisionOf(request),
        // The key was not made by the portal.
        untrustedText: {
          useCase: 'For tests',
          requester: userRef('consumer2'),
        },
      },
    ],
  });
  const review = {
    namespace: 'toystore',
    name: request.metadata.name,
    revision: await portal.revisionOf(request),
    decision: 'reject',
    message: 'Not now',
  };
  await expect(
    act('consumer1', 'review-access-request', review),
  ).rejects.toThrow('There is no request');
  await expect(
    act('consumer2', 'review-access-request', review),
  ).rejects.toThrow('You may not review requests');
  await expect(
    act('owner1', 'review-access-request', { ...review, revision: 'old' }),
  ).rejects.toThrow('The request changed since you loaded it');
  const { output: decided } = await act(
    'owner1',
    'review-access-request',
    review,
  );
  expect(decided).toMatchObject({
    revision: await portal.revisionOf(request),
  });
  const { body } = await portal.call('owner1', 'GET', '/requests');
  expect(body.items[0].decisions).toMatchObject([
    { approved: false, message: 'Not now', reviewedBy: userRef('owner1') },
  ]);
});

it('refuses what the REST API refuses', async () => {
  const ask = { ...TOYSTORE, planTier: 'platinum', useCase: 'By an agent' };
  await expect(act('consumer1', 'request-api-access', ask)).rejects.toThrow(
    'planTier: must be one of gold',
  );
  await expect(
    act('consumer1', 'request-api-access', { ...ask, useCase: ' ' }),
  ).rejects.toThrow('useCase: must not be empty');
  await expect(act('nobody', 'request-api-access', ask)).rejects.toThrow(
    'There is no API product',
  );
});
