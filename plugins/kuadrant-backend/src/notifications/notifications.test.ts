import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import {
  signalsServiceRef,
  type SignalPayload,
} from '@backstage/plugin-signals-node';
import type { APIKey } from '@kuadrant/backstage-plugin-kuadrant-common';
import { userRef } from '../__testUtils__/personas';
import { TestPortal } from '../__testUtils__/TestPortal';
import { until } from '../__testUtils__/World';
import { remindOfExpiry } from './remindOfExpiry';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const sent: NotificationSendOptions[] = [];
const signals: SignalPayload[] = [];
let down = false;
let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({
    moreFeatures: [
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          async send(options) {
            if (down) {
              throw new Error('404 Not Found');
            }
            sent.push(options);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          async publish(signal) {
            signals.push(signal as SignalPayload);
          },
        }),
      }),
    ],
  });
  await portal.world.product(TOYSTORE, 'group:default/api-owners');
});

afterAll(() => portal?.stop());

const ask = () =>
  portal.call('consumer1', 'POST', '/apikeys', {
    apiProduct: TOYSTORE,
    planTier: 'gold',
    useCase: 'Nightly import',
  });

it('tells the owner of a request, and the requester of the decision and of a deletion by others', async () => {
  await ask();
  await until(() => sent.length === 1);
  expect(sent[0]).toMatchObject({
    recipients: {
      entityRef: 'group:default/api-owners',
      excludeEntityRef: userRef('consumer1'),
    },
    payload: {
      title: 'user:default/consumer1 asks for access to The toystore API',
      description: 'Plan gold. Nightly import',
      link: '/kuadrant/approvals',
      topic: 'kuadrant',
    },
  });
  const { request, key } = await portal.world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'key',
  });
  await portal.call(
    'owner1',
    'POST',
    `/requests/toystore/${request.metadata.name}/reject`,
    {
      revision: await portal.revisionOf(request),
      message: 'Please use silver',
    },
  );
  expect(sent[1]).toMatchObject({
    recipients: { entityRef: userRef('consumer1') },
    payload: {
      title: 'The toystore API: your request was rejected',
      description: 'user:default/owner1: Please use silver',
      link: '/kuadrant/keys/ns-consumer1/key',
    },
  });
  await portal.call(
    'admin1',
    'DELETE',
    `/apikeys/${key.metadata.namespace}/key`,
  );
  expect(sent[2]).toMatchObject({
    recipients: { entityRef: userRef('consumer1') },
    payload: { title: 'The toystore API: your key was deleted' },
  });
  expect(JSON.stringify(sent)).not.toContain('a-value');
});

it('signals changes without saying which, to those who may see them and have looked', async () => {
  await portal.call('consumer1', 'GET', '/requests');
  await portal.call('owner1', 'GET', '/requests');
  await portal.call('consumer2', 'GET', '/apiproducts');
  await portal.call('service', 'GET', '/apiproducts');
  signals.length = 0;
  await ask();
  await portal.call('owner1', 'PATCH', '/apiproducts/toystore/toystore', {
    version: 'v2',
  });
  await portal.world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'another',
  });
  await until(() =>
    ['apikeys', 'requests', 'apiproducts'].every(changed =>
      signals.some(({ message }) => message.changed === changed),
    ),
  );
  for (const { channel, message, recipients } of signals) {
    expect(channel).toBe('kuadrant');
    expect(Object.keys(message)).toEqual(['changed']);
    const readers: Record<string, string[]> = {
      apikeys: [userRef('consumer1')],
      // admin1 has read them above.
      requests: [userRef('admin1'), userRef('owner1')],
      apiproducts: [userRef('consumer2')],
    };
    expect(recipients).toEqual({
      type: 'user',
      entityRef: readers[message.changed as string],
    });
  }
});

it('changes nothing else when there is no notifications plugin', async () => {
  down = true;
  expect((await ask()).status).toBe(201);
  down = false;
});

it('reminds a week and a day before a key expires, once each in daily runs', () => {
  const day = 24 * 3600 * 1000;
  const start = Date.parse('2027-01-01T00:00:00Z');
  const terms = { planTier: 'gold', expiresAt: '2027-01-20T12:00:00Z' };
  const known = {
    key: { metadata: { namespace: 'a', name: 'b' }, spec: {} } as APIKey,
    state: 'Approved' as const,
    standing: { verdict: 'approved' as const, inForce: terms },
  };
  const reminded: number[] = [];
  for (let run = 0; run < 30; run++) {
    const nothing = () => undefined;
    remindOfExpiry(
      [known],
      {
        requested: nothing,
        decided: nothing,
        deleted: nothing,
        expiresSoon: () => reminded.push(run + 1),
      },
      start + run * day,
    );
  }
  expect(reminded).toEqual([14, 20]);
});
