import type {
  AuthRules,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyIsolation, recommendedAuthorization } from './isolation';
import type { ProductAccess } from './isolationTypes';
import { KeyIsolationIndex } from './KeyIsolationIndex';
import { recommendedSelector } from './keySecrets';

const rules = (
  matchLabels?: Record<string, string>,
  more: AuthRules = {},
): { rules: AuthRules } => ({
  rules: {
    authentication: { keys: { apiKey: { selector: { matchLabels } } } },
    ...more,
  },
});
const shared = rules({ app: 'everyone' });
const ref = (index: number): ObjectRef => ({
  namespace: 'toys',
  name: `p${`${index}`.padStart(5, '0')}`,
});
const named = (name: string): ObjectRef => ({ namespace: 'toys', name });
const text = ({ namespace, name }: ObjectRef) => `${namespace}/${name}`;

describe('KeyIsolationIndex', () => {
  it('names the first few and says which others are concerned by a change', () => {
    const index = new KeyIsolationIndex(5);
    for (let product = 0; product < 8; product++) {
      index.update(ref(product), { auth: shared });
    }
    expect(index.isolationOf(ref(0))).toMatchObject({
      isolated: false,
      openedBy: [1, 2, 3, 4, 5].map(ref),
      openedByCount: 7,
    });
    const update = (name: string, auth?: { rules: AuthRules }) => [
      ...index.update(named(name), auth && { auth }),
    ];
    expect(update('own', rules({ app: 'own' }))).toEqual([]);
    expect(index.isolationOf(named('own'))?.isolated).toBe(true);
    // A selector without labels is met by all keys, and its own keys meet no other selector.
    expect(update('any', rules())).toEqual([]);
    expect(index.isolationOf(named('any'))?.openedByCount).toBe(9);
    expect(update('own', undefined)).toEqual(['toys/any']);
    expect(index.isolationOf(named('own'))).toBeUndefined();
    expect(index.isolationOf(named('any'))?.openedByCount).toBe(8);
    // The seventh of those that answers name or count is the last that matters.
    expect(update('p00007', rules({ app: 'other' }))).toEqual([]);
    expect(update('p00003', rules({ app: 'other' })).sort()).toEqual([
      'toys/any',
      ...[0, 1, 2, 4, 5, 6].map(ref).map(text),
    ]);
    expect(index.isolationOf(ref(0))?.openedBy).toEqual(
      [1, 2, 4, 5, 6].map(ref),
    );
  });

  it('answers after any order of changes as it does for all products at once', () => {
    const gates = [
      shared,
      rules(),
      rules({ app: 'own' }),
      { rules: {} },
      undefined,
    ];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const index = new KeyIsolationIndex(3);
    const now = new Map<number, Omit<ProductAccess, 'product'>>();
    const answers = new Map<string, string>();
    const answerOf = (product: number) => {
      const { openedBy, openedByCount, ...rest } =
        index.isolationOf(ref(product)) ?? {};
      const more = (openedByCount ?? 0) > (openedBy?.length ?? 0);
      return JSON.stringify({ ...rest, openedBy, more });
    };
    for (let change = 0; change < 600; change++) {
      const product = random(12);
      const pinned = {
        rules: {
          ...shared.rules,
          authorization: recommendedAuthorization(ref(random(12))),
        },
      };
      const own = rules(recommendedSelector(ref(product)).matchLabels);
      const choices = [...gates, pinned, own];
      const auth = choices[random(choices.length)];
      const other = choices[random(choices.length * 3)];
      const access = auth && { auth, parts: other && [other] };
      const concerned = index.update(ref(product), access);
      if (access) {
        now.set(product, access);
      } else {
        now.delete(product);
      }
      const changed = [...now.keys()].filter(
        each =>
          each !== product && answers.get(text(ref(each))) !== answerOf(each),
      );
      expect([...concerned]).toEqual(
        expect.arrayContaining(changed.map(each => text(ref(each)))),
      );
      now.forEach((_, each) => answers.set(text(ref(each)), answerOf(each)));
      const atOnce = keyIsolation(
        [...now].map(([each, its]) => ({ product: ref(each), ...its })),
      );
      for (const { product: each, openedByCount, ...rest } of atOnce) {
        expect(index.isolationOf(each)).toMatchObject({
          openedByCount,
          isolated: rest.isolated,
          ownKeysRefused: rest.ownKeysRefused,
          openedBy: rest.openedBy.slice(0, 3),
        });
      }
    }
  });

  it.each<[string, (product: ObjectRef) => { rules: AuthRules }]>([
    ['a selector', () => shared],
    [
      'a selector, each with an authorization rule of its own,',
      product =>
        rules(
          { app: 'everyone' },
          { authorization: recommendedAuthorization(product) },
        ),
    ],
    [
      'nothing but their form of selector',
      product => rules(recommendedSelector(product).matchLabels),
    ],
  ])(
    'takes in 10,000 products that share %s in time linear in their number',
    (_, authOf) => {
      /** Processor time, which a busy machine does not change. */
      const cost = (products: number): number => {
        const index = new KeyIsolationIndex(5);
        const begin = process.cpuUsage();
        for (let product = 0; product < products; product++) {
          index.update(ref(product), { auth: authOf(ref(product)) });
        }
        for (let product = 0; product < products; product++) {
          expect(index.isolationOf(ref(product))).toBeDefined();
        }
        const { user, system } = process.cpuUsage(begin);
        return user + system;
      };
      cost(1_000);
      // A hundred times as much where each product were compared with each.
      expect(cost(10_000) / cost(1_000)).toBeLessThan(50);
    },
  );
});
