import {
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  enforcementSecretName,
  events,
  kuadrants,
  LABELS,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { FaultyProxy } from '../__testUtils__/FaultyProxy';
import { KeyIndex } from '../__testUtils__/KeyIndex';
import { startWorld } from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';
import type { Secret } from '../enforcement';

type Ref = { namespace: string; name: string };

describe("beside the controller of Kuadrant's operator", () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let proxy: FaultyProxy;
  let gateway: KeyIndex;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    proxy = await FaultyProxy.start(world.controllerKubeconfig);
    gateway = new KeyIndex(world.client, KUADRANT_NAMESPACE);
    await gateway.start();
  });

  afterAll(async () => {
    await world.stopControllers();
    await proxy.stop();
    await gateway.stop();
    await stop();
  });

  const setEnabled = (enabled: boolean) =>
    world.patchSpec(
      kuadrants,
      { namespace: KUADRANT_NAMESPACE, name: 'kuadrant' },
      { components: { developerPortal: { enabled } } },
    );

  const readyz = async (port: number | undefined) =>
    (await fetch(`http://127.0.0.1:${port}/readyz`)).text();

  const metric = async (port: number | undefined) =>
    (await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).match(
      /^developer_portal_controller_other_controller (\d)/m,
    )?.[1];

  /** What the other controller makes of an approved key. */
  const actAsTheOther = async (product: Ref, key: Ref, value: string) => {
    const name = apiKeyRequestName(key);
    const request = await world.client.create<APIKeyRequest>(apiKeyRequests, {
      metadata: { namespace: product.namespace, name },
      spec: {
        apiProductRef: { name: product.name },
        apiKeyRef: key,
        planTier: 'silver',
        useCase: 'a shop',
        requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
      },
    });
    const approval = { namespace: product.namespace, name: `${name}-auto` };
    await world.client.create<APIKeyApproval>(apiKeyApprovals, {
      metadata: {
        ...approval,
        ownerReferences: [
          {
            apiVersion: 'devportal.kuadrant.io/v1alpha1',
            kind: 'APIKeyRequest',
            name,
            uid: request.metadata.uid!,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        apiKeyRequestRef: { name },
        approved: true,
        reviewedBy: 'system',
        reviewedAt: new Date().toISOString(),
        reason: 'AutoApproved',
      },
    });
    await world.setStatus(apiKeys, key, {
      conditions: [
        {
          type: 'Approved',
          status: 'True',
          reason: 'Approved',
          message: 'approved',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    });
    await world.client.create<Secret>(secrets, {
      metadata: {
        namespace: KUADRANT_NAMESPACE,
        name: enforcementSecretName(key),
        labels: {
          [LABELS.enforcement]: 'true',
          [LABELS.authorinoManagedBy]: 'authorino',
          [LABELS.apiProduct]: product.name,
          [LABELS.apiProductNamespace]: product.namespace,
          [LABELS.apiKey]: key.name,
          [LABELS.apiKeyNamespace]: key.namespace,
          app: 'toystore',
        },
        annotations: {
          'secret.kuadrant.io/plan-id': 'silver',
          'secret.kuadrant.io/user-id': 'user:default/jane',
        },
      },
      data: { api_key: Buffer.from(value).toString('base64') },
    });
    return approval;
  };

  it('waits and says so, takes over what the other has made, and gives it back, by one switch', async () => {
    await setEnabled(true);
    const controller = await world.startController({
      kubeConfig: proxy.kubeConfig(),
      statusPort: 0,
    });
    expect(await readyz(controller.statusPort)).toMatch(
      /^ok\nKuadrant's operator runs its own developer-portal-controller .*does not act/,
    );
    expect(await metric(controller.statusPort)).toBe('1');
    await waitFor(async () => {
      const { items } = await world.client.list(events, {
        namespace: KUADRANT_NAMESPACE,
      });
      expect(items).toContainEqual(
        expect.objectContaining({ type: 'Warning', reason: 'OtherController' }),
      );
    });
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'taken-over' });
    const approval = await actAsTheOther(product, key, 'taken-over');
    const { metadata } = await world.client.get(apiKeyApprovals, approval);
    await controller.settled();
    const writes = () => proxy.writes.filter(write => !/events/.test(write));
    expect(writes()).toEqual([]);

    await setEnabled(false);
    await waitFor(async () =>
      expect(
        (await gateway.entryOf('taken-over'))?.['devportal.kuadrant.io/key-id'],
      ).toBe(`${key.namespace}/${key.name}`),
    );
    await controller.settled();
    const taken = await world.keyBecomes(key, 'Approved', 'Approved');
    expect(taken.status?.conditions?.[0].lastTransitionTime).toBe(
      '2026-01-01T00:00:00Z',
    );
    expect(
      (await world.client.get(apiKeyApprovals, approval)).metadata.uid,
    ).toBe(metadata.uid);
    expect(gateway.gaps).toEqual([]);
    expect(await readyz(controller.statusPort)).toBe('ok\n');
    expect(await metric(controller.statusPort)).toBe('0');

    await setEnabled(true);
    await waitFor(() => expect(controller.isLeading).toBe(false));
    await controller.settled();
    const before = writes().length;
    const given = await world.key(product, {}, { value: 'given-back' });
    await actAsTheOther(product, given, 'given-back');
    await controller.settled();
    expect(writes()).toHaveLength(before);
    expect(await gateway.entryOf('taken-over')).toBeDefined();
    await setEnabled(false);
    await controller.stop();
  });

  it('acts where that is configured', async () => {
    await setEnabled(true);
    const controller = await world.startController({
      besideOtherController: 'act',
      statusPort: 0,
    });
    expect(await readyz(controller.statusPort)).toContain(
      'acts beside it, as configured',
    );
    const product = await world.product({ approvalMode: 'automatic' });
    const key = await world.key(product, {}, { value: 'v' });
    await world.enforcedValueBecomes(key, 'v');
  });
});
