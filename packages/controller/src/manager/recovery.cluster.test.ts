import {
  apiKeyApprovals,
  apiProducts,
  authPolicies,
  enforcementSecretName,
  gateways,
  httpRoutes,
  type KubernetesObject,
  LABELS,
  planPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  ResourceCache,
  type ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import { appendFile } from 'node:fs/promises';
import { startWorld } from '../__testUtils__/startWorld';
import {
  GATEWAY,
  KUADRANT_NAMESPACE,
  TestWorld,
} from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

type Ref = { namespace: string; name: string };

/** What every approved key depends on: taken away, and brought back as it was. */
interface Fault {
  what: string;
  takeAway: () => Promise<() => Promise<unknown>>;
  /** Keys stop while it is away. */
  stopsKeys: boolean;
}

// `yarn benchmark faults` runs these at the size that they are meant for, and keeps the figures.
const IS_FULL = process.env.FAULTS_SIZE === 'full';
const REPORT = process.env.FAULTS_REPORT;
const KEYS = IS_FULL ? 300 : 24;
const ROUNDS = IS_FULL ? 10 : 3;
const RECOVERED_WITHIN_SECONDS = 10;

jest.setTimeout(IS_FULL ? 1_800_000 : 240_000);

describe('after what keys depend on was away and came back', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let gateway: ResourceCache<KubernetesObject>;
  let product: Ref;
  let faults: Fault[];
  const everEnforced = new Set<string>();
  const approved: Ref[] = [];
  const others: Ref[] = [];

  const nameOf = (key: Ref) => enforcementSecretName(key);

  const enforced = async () => {
    await gateway.catchUp();
    return gateway
      .list()
      .map(({ metadata }) => metadata.name)
      .sort();
  };

  const allAreBack = () =>
    waitFor(
      async () =>
        // eslint-disable-next-line jest/no-standalone-expect -- what the setup waits for too
        expect(await enforced()).toEqual(approved.map(nameOf).sort()),
      120_000,
    );

  const takeAway = async (
    resource: ResourceDefinition<KubernetesObject>,
    ref: Ref,
  ) => {
    const object = await world.client.get<
      KubernetesObject & { status?: object }
    >(resource, ref);
    const { labels, annotations } = object.metadata;
    await world.client.delete(resource, ref);
    return async () => {
      const { status, ...rest } = object;
      await world.client.create(resource, {
        ...rest,
        metadata: { ...ref, labels, annotations },
      });
      if (status) {
        await world.setStatus(resource, ref, status);
      }
    };
  };

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    product = await world.product();
    const kuadrant = { namespace: KUADRANT_NAMESPACE, name: 'kuadrant' };
    faults = [
      ...(
        [
          ['AuthPolicy', authPolicies, product, true],
          ['PlanPolicy', planPolicies, product, true],
          ['HTTPRoute', httpRoutes, product, false],
          ['Gateway', gateways, GATEWAY, false],
        ] as const
      ).map(([what, resource, ref, stopsKeys]) => ({
        what,
        stopsKeys,
        takeAway: () =>
          takeAway(resource as ResourceDefinition<KubernetesObject>, ref),
      })),
      ...[
        ['Enforced', 'Unknown'],
        ['Accepted', 'TargetNotFound'],
      ].map(([type, reason]) => ({
        what: `PlanPolicy in force (${reason})`,
        stopsKeys: false,
        takeAway: async () => {
          // Another fault may have taken it away.
          const setStatus = async (...conditions: object[]) =>
            (await world.find(planPolicies, product)) &&
            world.setStatus(planPolicies, product, { conditions });
          await setStatus({ type, status: 'False', reason, message: '' });
          return () => setStatus({ type, status: 'True', reason: type });
        },
      })),
      {
        what: 'Kuadrant object',
        stopsKeys: true,
        takeAway: async () => {
          await world.removeKuadrant(kuadrant.namespace);
          return () => world.kuadrant();
        },
      },
      {
        what: 'targetRef',
        stopsKeys: true,
        takeAway: async () => {
          const pointTo = (name: string) =>
            world.patchSpec(apiProducts, product, { targetRef: { name } });
          await pointTo('misspelt');
          return () => pointTo(product.name);
        },
      },
      {
        what: 'Secrets',
        stopsKeys: true,
        takeAway: async () => {
          const bringBack: (() => Promise<unknown>)[] = [];
          for (const key of approved) {
            bringBack.push(await takeAway(secrets, key));
          }
          return () => Promise.all(bringBack.map(each => each()));
        },
      },
    ];
    gateway = ResourceCache.create<KubernetesObject>({
      client: world.client,
      resource: secrets,
      namespaces: [KUADRANT_NAMESPACE],
      labelSelector: `${LABELS.enforcement}=true`,
      metadataOnly: true,
    });
    gateway.subscribe(({ object }) => everEnforced.add(object.metadata.name));
    gateway.start();
    await gateway.waitForSync();
    await world.startController();
    const namespace = await world.namespace('consumers');
    for (let index = 0; index < KEYS; index++) {
      const key = await world.key(
        product,
        {},
        { namespace, name: `key-${index}`, labelled: true },
      );
      // Two of three are approved, the others are rejected or wait.
      if (index % 3 < 2) {
        approved.push(key);
        await world.decide(product, key);
      } else {
        others.push(key);
        if (index % 2 === 0) {
          await world.decide(product, key, { approved: false });
        }
      }
    }
    await allAreBack();
  });

  afterAll(async () => {
    await gateway.stop();
    await stop();
  });

  const decisions = async () => {
    const { items } = await world.client.list<KubernetesObject>(
      apiKeyApprovals,
      { namespace: product.namespace },
    );
    return items.map(({ metadata }) => metadata.uid).sort();
  };

  /** Waits until every approved key is enforced again, and checks how long that took. */
  const recovers = async (what: string) => {
    const since = Date.now();
    await allAreBack();
    const seconds = (Date.now() - since) / 1_000;
    if (REPORT) {
      await appendFile(
        REPORT,
        `${JSON.stringify({ what, keys: KEYS, seconds })}\n`,
      );
    }
    expect(seconds).toBeLessThan(RECOVERED_WITHIN_SECONDS);
    expect(others.map(nameOf).filter(name => everEnforced.has(name))).toEqual(
      [],
    );
  };

  it('each alone, every approved key is enforced again with nobody deciding', async () => {
    const before = await decisions();
    for (const { what, takeAway: take, stopsKeys } of faults) {
      const bringBack = await take();
      const working = stopsKeys ? [] : approved.map(nameOf).sort();
      await waitFor(async () => expect(await enforced()).toEqual(working));
      await world.settled();
      await bringBack();
      await recovers(`${what} away`);
      expect(await decisions()).toEqual(before);
    }
  });

  it('in any order, with the controller stopped among it', async () => {
    const before = await decisions();
    const random = randomFrom(20_260_301);
    for (let round = 0; round < ROUNDS; round++) {
      const repairs: (() => Promise<unknown>)[] = [];
      for (const { takeAway: take } of shuffled(faults, random)) {
        repairs.push(await take());
        if (random() < 0.4) {
          await world.stopControllers();
          await world.startController();
        }
        if (random() < 0.3) {
          await world.settled();
        }
      }
      for (const repair of shuffled(repairs, random)) {
        await repair();
        if (random() < 0.3) {
          await world.stopControllers();
          await world.startController();
        }
      }
      await recovers(
        `all in any order, controller stopped, round ${round + 1}`,
      );
      expect(await decisions()).toEqual(before);
    }
  });
});

/** Numbers from 0 to 1, the same ones for the same seed: a linear congruential generator. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function shuffled<T>(items: T[], random: () => number): T[] {
  return items
    .map(item => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
