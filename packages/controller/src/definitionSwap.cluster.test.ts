import {
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  apiKeys,
  apiKeyState,
  enforcementSecretName,
  findCondition,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { describeWith } from '@kuadrant/test-control-plane';
import { installDefinitions, schemaInForce } from './__testUtils__/schemas';
import { startWorld } from './__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from './__testUtils__/TestWorld';
import { waitFor } from './__testUtils__/waitFor';
import type { Secret } from './enforcement';

type Ref = { namespace: string; name: string };

/** What people do to a key. */
type Step =
  | 'create'
  | 'approve'
  | 'approve silver'
  | 'reject'
  | 'request gold'
  | 'approve gold'
  | 'rotate'
  | 'end overlap'
  | 'delete';

/** How a key ends a stage: its state, and the values by which the gateway knows it. */
interface End {
  state: string;
  plan?: string;
  values?: string[];
}

type Stage = [steps: Step[], end: End];

const ABSENT: End = { state: 'absent' };
const PENDING: End = { state: 'Pending' };
const DENIED: End = { state: 'Denied' };
const on = (plan: string, ...values: string[]): End => ({
  state: 'Approved',
  plan,
  values,
});
const SILVER = on('silver', 'value');
const GOLD = on('gold', 'value');

/**
 * A stage each under our definitions, under Kuadrant's, and under ours again.
 * An approval without terms approves what is requested when the controller
 * first sees it, so a stage that requests another plan at once names the plan
 * that it approves.
 */
const LIVES: [Stage, Stage, Stage][] = [
  [
    [['create'], PENDING],
    [['approve'], SILVER],
    [['request gold'], SILVER],
  ],
  [
    [['create', 'approve'], SILVER],
    [['reject'], DENIED],
    [[], DENIED],
  ],
  [
    [['create', 'reject'], DENIED],
    [[], DENIED],
    [['approve'], SILVER],
  ],
  [
    [['create', 'approve', 'reject'], DENIED],
    [['approve'], SILVER],
    [['reject'], DENIED],
  ],
  [
    [['create', 'approve silver', 'request gold'], SILVER],
    [['approve gold'], GOLD],
    [[], GOLD],
  ],
  [
    [['create', 'approve silver', 'request gold'], SILVER],
    [[], SILVER],
    [['approve gold'], GOLD],
  ],
  [
    [['create', 'approve', 'rotate'], on('silver', 'rotated', 'value')],
    [[], on('silver', 'rotated', 'value')],
    [['end overlap'], on('silver', 'rotated')],
  ],
  [
    [['create', 'approve'], SILVER],
    [['rotate'], on('silver', 'rotated', 'value')],
    [['reject'], DENIED],
  ],
  [
    [[], ABSENT],
    [['create', 'approve'], SILVER],
    [['delete'], ABSENT],
  ],
  [
    [['create', 'approve'], SILVER],
    [['request gold'], SILVER],
    [['approve gold'], GOLD],
  ],
];

/** The whole number is for the real server; the embedded API shows that every life is right. */
const COUNT = process.env.KUBEBUILDER_ASSETS ? 200 : 2 * LIVES.length;
const AT_ONCE = 8;

describeWith('UPSTREAM_CRDS folder', process.env.UPSTREAM_CRDS)(
  `${COUNT} keys, while Kuadrant's definitions are installed over ours and ours over them`,
  () => {
    let world: TestWorld;
    let stop: () => Promise<void>;
    let product: Ref;
    let consumers: string;
    const keys: { ref: Ref; life: [Stage, Stage, Stage] }[] = [];
    const decisions: string[] = [];

    const schemaBecomes = (owner: 'ours' | 'theirs') =>
      waitFor(async () =>
        // eslint-disable-next-line jest/no-standalone-expect -- what the stages wait for
        expect(await schemaInForce(world, product.namespace)).toBe(owner),
      );

    beforeAll(async () => {
      ({ world, stop } = await startWorld());
      await installDefinitions(world, 'ours');
      await world.kuadrant();
      product = await world.product();
      consumers = await world.namespace('consumers');
      for (let index = 0; index < COUNT; index++) {
        keys.push({
          ref: { namespace: consumers, name: `key-${index}` },
          life: LIVES[index % LIVES.length],
        });
      }
      await schemaBecomes('ours');
      await world.startController({
        watchTimes: { initialBackoffMs: 50, maximumBackoffMs: 500 },
      });
    });

    afterAll(() => stop());

    const decide = async (key: Ref, approved: boolean, planTier?: string) => {
      const { name } = await world.decide(
        product,
        key,
        { approved },
        { terms: planTier ? { planTier } : undefined },
      );
      decisions.push(name);
    };

    const STEPS: Record<Step, (key: Ref) => Promise<unknown>> = {
      create: key => world.key(product, {}, { ...key, value: 'value' }),
      approve: key => decide(key, true),
      'approve silver': key => decide(key, true, 'silver'),
      reject: key => decide(key, false),
      'request gold': key =>
        world.patchSpec(apiKeys, key, { planTier: 'gold' }),
      'approve gold': key => decide(key, true, 'gold'),
      rotate: async key => {
        const rotated = `${key.name}-rotated`;
        await world.secret({ ...key, name: rotated }, 'rotated');
        await world.rotate(key, rotated, {
          name: key.name,
          validUntil: new Date(Date.now() + 24 * 3_600_000).toISOString(),
        });
      },
      'end overlap': key => world.rotate(key, `${key.name}-rotated`),
      delete: key => world.client.delete(apiKeys, key),
    };

    /** Goes through a stage of these keys, several at once. */
    const live = async (stage: number, some: typeof keys) => {
      const left = [...some];
      const work = async () => {
        for (let next = left.pop(); next; next = left.pop()) {
          for (const step of next.life[stage][0]) {
            await STEPS[step](next.ref);
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    };

    /** How each key is now, as the APIKeys and the gateway's Secrets say. */
    const ends = async (): Promise<Record<string, End>> => {
      const found = await world.client.list<APIKey>(apiKeys, {
        namespace: consumers,
      });
      const enforced = await world.client.list<Secret>(secrets, {
        namespace: KUADRANT_NAMESPACE,
      });
      const states = new Map(
        found.items.map(({ metadata, status }) => {
          const { condition, state } = apiKeyState(status?.conditions);
          return [metadata.name, condition ? state : 'none'];
        }),
      );
      const byName = new Map(
        enforced.items.map(secret => [secret.metadata.name, secret]),
      );
      return Object.fromEntries(
        keys.map(({ ref }) => {
          const here = (['current', 'previous'] as const).flatMap(
            which => byName.get(enforcementSecretName(ref, which)) ?? [],
          );
          const end: End = { state: states.get(ref.name) ?? 'absent' };
          if (here.length > 0) {
            end.plan =
              here[0].metadata.annotations?.['secret.kuadrant.io/plan-id'];
            end.values = here.map(({ data }) =>
              Buffer.from(data?.api_key ?? '', 'base64').toString(),
            );
          }
          return [ref.name, end];
        }),
      );
    };

    const everyEndBecomes = (stage: number) =>
      waitFor(
        async () =>
          // eslint-disable-next-line jest/no-standalone-expect -- what the stages wait for
          expect(await ends()).toEqual(
            Object.fromEntries(
              keys.map(({ ref, life }) => [ref.name, life[stage][1]]),
            ),
          ),
        undefined,
        200,
      );

    /** A stage in whose middle the definitions become those of another. */
    const liveThrough = async (stage: number, owner: 'ours' | 'theirs') => {
      const middle = Math.floor(keys.length / 2);
      await Promise.all([
        live(stage, keys.slice(0, middle)),
        installDefinitions(world, owner),
      ]);
      await schemaBecomes(owner);
      await live(stage, keys.slice(middle));
      await everyEndBecomes(stage);
      await world.settled();
    };

    it('live under our definitions', async () => {
      await live(0, keys);
      await everyEndBecomes(0);
    });

    it("live on while Kuadrant's are installed, and under them", async () => {
      await liveThrough(1, 'theirs');
      await everyEndBecomes(1);
    });

    it('live on while ours are installed again', async () => {
      await liveThrough(2, 'ours');
      await everyEndBecomes(2);
    });

    it('keep every decision that was made, and none is ignored', async () => {
      const deleted = new Set(
        keys
          .filter(({ life }) => life[2][1] === ABSENT)
          .map(({ ref }) => ref.name),
      );
      const found = await world.client.list<APIKeyApproval>(apiKeyApprovals, {
        namespace: product.namespace,
      });
      const valid = found.items
        .filter(
          ({ status }) =>
            findCondition(status?.conditions, 'Valid')?.status === 'True',
        )
        .map(({ metadata }) => metadata.name);
      expect(found.items).toHaveLength(valid.length);
      expect(valid).toHaveLength(decisions.length - deleted.size);
    });
  },
);
