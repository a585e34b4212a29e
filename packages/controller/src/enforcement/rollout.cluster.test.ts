/* eslint jest/expect-expect: ["warn", { "assertFunctionNames": ["expect", "nothingIsLeftOf"] }] */
import {
  ANNOTATIONS,
  apiKeys,
  type APIProduct,
  apiProducts,
  authPolicies,
  enforcementSecretName,
  findCondition,
  type KubernetesObject,
  LABELS,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { MovableClock } from '@kuadrant/test-control-plane';
import { KeyIndex } from '../__testUtils__/KeyIndex';
import { startWorld } from '../__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

type Ref = { namespace: string; name: string };

interface Selector {
  matchLabels: Record<string, string>;
  matchExpressions?: object[] | null;
}

const FORMER = { app: 'toystore' };
/** Of the condition KeysIsolated. */
const ISOLATED = 'Only keys of this product are let in';

// Between the edit of an AuthPolicy and the report that it is in force, Authorino may know either selector.
describe('a selector that is not in force yet', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let clock: MovableClock;
  const indexes: KeyIndex[] = [];

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
  });

  beforeEach(async () => {
    clock = new MovableClock();
    await world.startController({ clock });
  });

  afterEach(async () => {
    await world.stopControllers();
    await Promise.all(indexes.splice(0).map(each => each.stop()));
  });

  afterAll(() => stop());

  /** What Authorino knows by a selector. */
  const knownBy = async (labels: Record<string, string>): Promise<KeyIndex> => {
    const selector = Object.entries(labels).map(pair => pair.join('='));
    const index = new KeyIndex(
      world.client,
      KUADRANT_NAMESPACE,
      selector.join(','),
    );
    await index.start();
    indexes.push(index);
    return index;
  };

  /** Edits the selector of the product's AuthPolicy. */
  const select = (
    product: Ref,
    { matchLabels, matchExpressions = null }: Selector,
  ) =>
    world.patchSpec(authPolicies, product, {
      rules: {
        authentication: {
          keys: {
            apiKey: {
              selector: {
                matchLabels: { app: null, stage: null, ...matchLabels },
                matchExpressions,
              },
            },
          },
        },
      },
    });

  const approvedKey = async (
    value: string,
    selector?: Selector,
  ): Promise<Ref & { product: Ref }> => {
    const product = await world.product({ approvalMode: 'automatic' });
    if (selector) {
      await select(product, selector);
    }
    await world.reportEnforced(product);
    const key = await world.key(product, {}, { value });
    await world.enforcedValueBecomes(key, value);
    return { ...key, product };
  };

  const becomesKnown = (index: KeyIndex, value: string, planTier = 'silver') =>
    waitFor(async () =>
      expect(await index.entryOf(value)).toMatchObject({
        [ANNOTATIONS.planId]: planTier,
      }),
    );

  const becomesUnknown = (index: KeyIndex, value: string) =>
    waitFor(async () => expect(await index.entryOf(value)).toBeUndefined());

  const secretsOf = async (key: Ref) => {
    const { items } = await world.client.list<KubernetesObject>(secrets, {
      namespace: KUADRANT_NAMESPACE,
      labelSelector: `${LABELS.apiKeyNamespace}=${key.namespace}`,
    });
    return items.map(({ metadata }) => metadata.name);
  };

  const nothingIsLeftOf = (key: Ref) =>
    waitFor(async () => expect(await secretsOf(key)).toEqual([]));

  it.each([
    ['another label', {}, { stage: 'live' }, 0],
    ['another value of the label', {}, { app: 'live' }, 1],
    [
      'a label that the former selector excludes',
      { matchExpressions: [{ key: 'stage', operator: 'DoesNotExist' }] },
      { stage: 'excluded' },
      1,
    ],
  ])(
    'that wants %s is met beside the former one',
    async (_, more, matchLabels, copies) => {
      const value = JSON.stringify(matchLabels);
      const former = await knownBy(FORMER);
      const coming = await knownBy(matchLabels);
      const key = await approvedKey(value, { matchLabels: FORMER, ...more });
      await becomesKnown(former, value);
      await select(key.product, { matchLabels });
      await becomesKnown(coming, value);
      await world.settled();
      await becomesKnown(former, value);
      expect(await secretsOf(key)).toHaveLength(1 + copies);
      expect(former.gaps).not.toContain(value);

      // Authorino may learn of it later than Kuadrant says: the former selector is met for a minute.
      await world.reportEnforced(key.product);
      await waitFor(async () =>
        expect((await world.enforcement(key))?.metadata.labels).toMatchObject(
          matchLabels,
        ),
      );
      await world.settled();
      await becomesKnown(former, value);
      // With the copy that stood in for the Secret.
      expect(await secretsOf(key)).toHaveLength(1 + 2 * copies);
      clock.moveOn(2);
      await becomesUnknown(former, value);
      await world.settled();
      clock.moveOn(2);
      await world.settled();
      expect(await secretsOf(key)).toEqual([enforcementSecretName(key)]);
      await becomesKnown(coming, value);
      expect(coming.gaps).not.toContain(value);
    },
  );

  it('is forgotten a minute after the edit is taken back', async () => {
    const former = await knownBy(FORMER);
    const coming = await knownBy({ app: 'undone' });
    const key = await approvedKey('taken back');
    await select(key.product, { matchLabels: { app: 'undone' } });
    await becomesKnown(coming, 'taken back');
    await select(key.product, { matchLabels: FORMER });
    await world.settled();
    await becomesKnown(coming, 'taken back');
    clock.moveOn(2);
    await becomesUnknown(coming, 'taken back');
    await world.settled();
    expect(await secretsOf(key)).toEqual([enforcementSecretName(key)]);
    expect(former.gaps).not.toContain('taken back');
  });

  it('is met beside each one before it, when edits follow each other', async () => {
    const stages = ['one', 'two', 'three', 'four', 'five', 'six'];
    const former = await knownBy(FORMER);
    const coming = await Promise.all(stages.map(app => knownBy({ app })));
    const key = await approvedKey('in a row');
    for (const [index, app] of stages.slice(0, 3).entries()) {
      await select(key.product, { matchLabels: { app } });
      await becomesKnown(coming[index], 'in a row');
    }
    for (const index of [former, ...coming.slice(0, 3)]) {
      await becomesKnown(index, 'in a row');
      expect(index.gaps).not.toContain('in a row');
    }
    // Not without bound.
    for (const [index, app] of stages.slice(3).entries()) {
      await select(key.product, { matchLabels: { app } });
      await becomesKnown(coming[index + 3], 'in a row');
    }
    await world.settled();
    expect(await secretsOf(key)).toHaveLength(5);
    await becomesUnknown(coming[0], 'in a row');
  });

  it('belongs to the route: a product that moves takes none along', async () => {
    const former = await knownBy(FORMER);
    const key = await approvedKey('moved');
    await becomesKnown(former, 'moved');
    const route = { ...key.product, name: 'other-route' };
    await world.exposedRoute(route);
    await world.patchSpec(apiProducts, key.product, {
      targetRef: { name: route.name },
    });
    await becomesUnknown(former, 'moved');
    await waitFor(async () =>
      expect((await world.enforcement(key))?.metadata.labels).toMatchObject({
        app: route.name,
      }),
    );
    await world.settled();
    expect(await former.entryOf('moved')).toBeUndefined();
  });

  it.each([
    ['another label', { stage: 'none' }],
    ['another value of the label', { app: 'none' }],
  ])(
    'that wants %s lets in no revoked, expired or deleted key',
    async (_, matchLabels) => {
      const coming = await knownBy(matchLabels);
      const key = await approvedKey(`revoked ${Object.keys(matchLabels)}`);
      await select(key.product, { matchLabels });
      await becomesKnown(coming, `revoked ${Object.keys(matchLabels)}`);
      await world.decide(key.product, key, { approved: false });
      await nothingIsLeftOf(key);
      const other = await approvedKey(`deleted ${Object.keys(matchLabels)}`);
      await select(other.product, { matchLabels });
      await becomesKnown(coming, `deleted ${Object.keys(matchLabels)}`);
      await world.client.delete(apiKeys, other);
      await nothingIsLeftOf(other);
    },
  );

  it.each([
    ['another label', { stage: 'plan' }],
    ['another value of the label', { app: 'plan' }],
  ])(
    'that wants %s follows plan and value of the key, and a restart',
    async (_, matchLabels) => {
      const value = `followed ${Object.keys(matchLabels)}`;
      const former = await knownBy(FORMER);
      const coming = await knownBy(matchLabels);
      const key = await approvedKey(value);
      await select(key.product, { matchLabels });
      await becomesKnown(coming, value);
      await world.patchSpec(apiKeys, key, { planTier: 'gold' });
      await becomesKnown(coming, value, 'gold');
      await becomesKnown(former, value, 'gold');
      await world.stopControllers();
      await world.startController({ clock });
      await world.settled();
      await becomesKnown(coming, value, 'gold');
      await becomesKnown(former, value, 'gold');
      expect([...former.gaps, ...coming.gaps]).not.toContain(value);

      await world.secret({ ...key, name: 'other' }, `${value} rotated`);
      await world.rotate(key, 'other');
      await becomesKnown(coming, `${value} rotated`, 'gold');
      await becomesKnown(former, `${value} rotated`, 'gold');
      await becomesUnknown(coming, value);
      await becomesUnknown(former, value);
    },
  );

  it('is told on the product', async () => {
    const { product } = await approvedKey('told');
    const messageSays = (text: string, isSaid = true) =>
      waitFor(async () => {
        const { status } = await world.client.get<APIProduct>(
          apiProducts,
          product,
        );
        const { message } =
          findCondition(status?.conditions, 'AuthPolicyDiscovered') ?? {};
        expect(message?.includes(text)).toBe(isSaid);
        return status?.discoveredAuthScheme;
      });
    const NOT_REPORTED = 'Kuadrant has not reported its last edit yet';
    const before = await messageSays(NOT_REPORTED, false);
    await select(product, { matchLabels: { stage: 'told' } });
    expect(await messageSays(NOT_REPORTED)).toEqual(before);
    await world.reportEnforced(product);
    expect(await messageSays(NOT_REPORTED, false)).not.toEqual(before);
  });

  it('says whose keys meet it', async () => {
    const key = await approvedKey('shared');
    const other = await approvedKey('other');
    const isolation = async (product: Ref) => {
      const { status } = await world.client.get<APIProduct>(
        apiProducts,
        product,
      );
      return findCondition(status?.conditions, 'KeysIsolated')?.message;
    };
    await select(other.product, { matchLabels: { stage: 'isolated' } });
    await world.reportEnforced(other.product);
    await waitFor(async () =>
      expect(await isolation(other.product)).toBe(ISOLATED),
    );
    await select(key.product, { matchLabels: { stage: 'isolated' } });
    const named = `${key.product.namespace}/${key.product.name}`;
    await waitFor(async () =>
      expect(await isolation(other.product)).toBe(named),
    );
    // The Secrets of its keys have the label for another minute.
    await select(key.product, { matchLabels: FORMER });
    await world.settled();
    expect(await isolation(other.product)).toBe(named);
    clock.moveOn(2);
    await waitFor(async () =>
      expect(await isolation(other.product)).toBe(ISOLATED),
    );
  });
});
