import {
  authPolicies,
  planPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { eventually } from '../../testUtils/cluster';
import { GatewayRig, keySecret } from '../../testUtils/gateway';

// A busy machine is no failure.
jest.setTimeout(600_000);

const PLAN_ID =
  'auth.identity.metadata.annotations["secret.kuadrant.io/plan-id"]';
const toystore = { namespace: 'toystore', name: 'toystore' };

/** What the gateway knows of a key, by its answer: the plan `open` has no limit, the plan `closed` allows no call. */
const OPEN = 200;
const CLOSED = 429;
const REFUSED = 401;

describe('the demo gateway knows keys by their value', () => {
  let rig: GatewayRig;
  let client: KubernetesClient;
  let barriers = 0;

  const call = async (value: string) =>
    (await rig.call('/toys', { headers: { authorization: `Bearer ${value}` } }))
      .status;
  const becomes = (value: string, status: number) =>
    eventually(async () => expect(await call(value)).toBe(status));
  const create = (name: string, value: string, plan: string) =>
    client.create(secrets, keySecret(name, value, plan));
  const ref = (name: string) => ({ namespace: 'kuadrant-system', name });
  const remove = (name: string) => client.delete(secrets, ref(name));
  const annotate = (name: string, plan: string) =>
    client.patch(
      secrets,
      ref(name),
      { metadata: { annotations: { 'secret.kuadrant.io/plan-id': plan } } },
      { type: 'merge' },
    );

  beforeAll(async () => {
    rig = await GatewayRig.start();
    ({ client } = rig);
    await client.patch(
      planPolicies,
      toystore,
      {
        spec: {
          plans: [
            {
              tier: 'closed',
              predicate: `${PLAN_ID} == "closed"`,
              limits: { daily: 0 },
            },
          ],
        },
      },
      { type: 'merge' },
    );
    await create('prober', 'prober-key', 'closed');
    await becomes('prober-key', CLOSED);
  });

  afterAll(() => rig.stop());

  /** Resolves when the gateway has taken in all changes of Secrets up to now: it takes them in by turns. */
  async function settled(): Promise<void> {
    barriers += 1;
    await create(`barrier-${barriers}`, `barrier-${barriers}`, 'open');
    await becomes(`barrier-${barriers}`, OPEN);
  }

  it('and sees no change of the annotations of a Secret that keeps its value', async () => {
    await create('annotated', 'annotated-key', 'open');
    await becomes('annotated-key', OPEN);
    await annotate('annotated', 'closed');
    await settled();
    expect(await call('annotated-key')).toBe(OPEN);

    await rig.restartGateway();
    expect(await call('annotated-key')).toBe(CLOSED);
  });

  it('until its AuthPolicy is changed or made again', async () => {
    await create('reloaded', 'reloaded-key', 'open');
    await becomes('reloaded-key', OPEN);
    await annotate('reloaded', 'closed');
    await settled();
    expect(await call('reloaded-key')).toBe(OPEN);

    await client.patch(
      authPolicies,
      toystore,
      { metadata: { annotations: { looked: 'at' } } },
      { type: 'merge' },
    );
    await settled();
    expect(await call('reloaded-key')).toBe(OPEN);
    const { metadata, ...policy } = await client.get(authPolicies, toystore);
    await client.delete(authPolicies, toystore);
    await client.create(authPolicies, { ...policy, metadata: toystore });
    await becomes('reloaded-key', CLOSED);
  });

  it('and sees the annotations of a Secret that is deleted and made again', async () => {
    await create('again', 'again-key', 'open');
    await becomes('again-key', OPEN);
    await remove('again');
    await becomes('again-key', REFUSED);
    await create('again', 'again-key', 'closed');
    await becomes('again-key', CLOSED);
    expect(await call('again-key')).toBe(CLOSED);
  });

  it('and loses a value with the Secret that took it over', async () => {
    await create('owner', 'shared-key', 'open');
    await becomes('shared-key', OPEN);
    await create('copy', 'shared-key', 'closed');
    await becomes('shared-key', CLOSED);
    await remove('copy');
    await becomes('shared-key', REFUSED);
    await settled();
    expect(await call('shared-key')).toBe(REFUSED);
  });

  it('so that a Secret is replaced without a refused call by way of a second one', async () => {
    const CHANGES = 10;
    await create('first', 'stream-key', 'open');
    await becomes('stream-key', OPEN);

    const answers = new Set<number>();
    let calls = 0;
    let done = false;
    const stream = Array.from({ length: 4 }, async () => {
      while (!done) {
        answers.add(await call('stream-key'));
        calls += 1;
      }
    });
    try {
      for (let change = 1; change <= CHANGES; change++) {
        const plan = change % 2 ? 'closed' : 'open';
        await create('second', 'stream-key', plan);
        await remove('first');
        await create('first', 'stream-key', plan);
        await remove('second');
        await becomes('stream-key', plan === 'open' ? OPEN : CLOSED);
      }
      await settled();
    } finally {
      done = true;
      await Promise.all(stream);
    }
    expect(await call('stream-key')).toBe(OPEN);
    expect(answers).toEqual(new Set([OPEN, CLOSED]));
    expect(calls).toBeGreaterThan(CHANGES);
  });

  it('and holds no key value in its log', () => {
    expect(rig.logger.messages.join('\n')).not.toMatch(/-key/);
  });
});
