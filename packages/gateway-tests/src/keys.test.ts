/* eslint jest/expect-expect: ["warn", { "assertFunctionNames": ["expect", "expectTransition"] }] */
import {
  apiKeys,
  extensionAnnotations,
  PREVIOUS_SECRET_REF,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { transitionOf } from './calls/Traffic';
import { type Key, passes, Portal } from './kuadrant/Portal';
import { authorinoFolder } from './programs/Authorino';
import { until } from './until';

const binaries = kubernetesBinaries();
const authorino = authorinoFolder();

const REFUSED = '401';
/** How soon after a change every call gets the right answer. */
const BOUND_MS = 2_000;
/** Calls around each change. */
const CALLS = 1_000;

describeWith('kube-apiserver', binaries)('beside programs of others', () => {
  describeWith('authorino', authorino)('a real Authorino', () => {
    let portal: Portal;

    beforeAll(async () => {
      portal = await Portal.start({
        binaries: binaries!,
        authorino: authorino!,
      });
    });

    afterAll(() => portal?.stop());

    /** Calls with a value before, while and after something changes, and checks every answer. */
    const expectTransition = async (
      { product, value }: Pick<Key, 'product' | 'value'>,
      expected: { before: string; after: string; meanwhile?: string },
      change: () => Promise<number | void>,
    ) => {
      const traffic = portal.call(product, value);
      try {
        const start = Date.now();
        await until(
          async () => traffic.outcomeSince(start) === expected.before,
        );
        const now = Date.now();
        const at = (await change()) ?? now;
        await until(
          async () =>
            traffic.answers.length >= CALLS &&
            traffic.outcomeSince(at + BOUND_MS) !== undefined,
        );
        const answers = traffic.answers.filter(({ sentAt }) => sentAt >= now);
        const { strange, lastWrongMs } = transitionOf(answers, {
          at,
          ...expected,
        });
        expect({ strange, isInTime: lastWrongMs <= BOUND_MS }).toEqual({
          strange: {},
          isInTime: true,
        });
        expect(traffic.answers.length).toBeGreaterThanOrEqual(CALLS);
      } finally {
        await traffic.stop();
      }
    };

    const changePlan = async (key: Key, planTier: string) => {
      await portal.patchKey(key, { spec: { planTier } });
      await portal.decide(key, true);
    };

    const rotate = async (key: Key, overlapMs?: number) => {
      const value = `${key.value}-rotated`;
      const name = 'rotated';
      await portal.writeSecret({ ...key.ref, name }, value);
      const previous = overlapMs && {
        name: key.ref.name,
        validUntil: new Date(Date.now() + overlapMs).toISOString(),
      };
      await portal.patchKey(key, {
        ...(previous && {
          metadata: {
            annotations: extensionAnnotations(PREVIOUS_SECRET_REF, previous),
          },
        }),
        spec: { secretRef: { name } },
      });
      return { ...key, value };
    };

    it('lets a key in once it is approved', async () => {
      const key = await portal.requestKey('toystore');
      await portal.becomes(key, 'Pending');
      await expectTransition(
        key,
        { before: REFUSED, after: passes('silver') },
        () => portal.decide(key, true),
      );
    });

    it.each([
      ['up', 'bronze', 'gold'],
      ['down', 'gold', 'silver'],
    ])('follows a change of plan %s', async (_, from, to) => {
      const key = await portal.workingKey('toystore', { planTier: from });
      await expectTransition(
        key,
        { before: passes(from), after: passes(to) },
        () => changePlan(key, to),
      );
    });

    it('follows a change of the requester', async () => {
      const key = await portal.workingKey('gamestore');
      const userId = 'user:default/joe';
      await expectTransition(
        key,
        { before: passes('silver'), after: passes('silver', userId) },
        () =>
          portal.patchKey(key, {
            spec: { requestedBy: { userId, email: 'joe@example.com' } },
          }),
      );
    });

    it('takes both values while a rotation overlaps, then the new one alone', async () => {
      const key = await portal.workingKey('toystore');
      const passed = { before: passes('silver'), after: passes('silver') };
      const OVERLAP_MS = 4_000;
      const rotated = { ...key, value: `${key.value}-rotated` };
      let rotatedAt = 0;
      await Promise.all([
        expectTransition(
          key,
          { before: passes('silver'), after: REFUSED },
          async () => {
            rotatedAt = Date.now();
            await rotate(key, OVERLAP_MS);
            return rotatedAt + OVERLAP_MS;
          },
        ),
        expectTransition(
          rotated,
          { before: REFUSED, after: passes('silver') },
          async () => {
            await until(async () => rotatedAt > 0);
          },
        ),
      ]);
      await expectTransition(rotated, passed, async () => {});
    });

    it('takes the new value alone after a rotation without overlap', async () => {
      const key = await portal.workingKey('gamestore');
      const rotated = { ...key, value: `${key.value}-rotated` };
      let rotatedAt = 0;
      await Promise.all([
        expectTransition(
          key,
          { before: passes('silver'), after: REFUSED },
          async () => {
            rotatedAt = Date.now();
            await rotate(key);
          },
        ),
        expectTransition(
          rotated,
          { before: REFUSED, after: passes('silver') },
          () => until(async () => rotatedAt > 0),
        ),
      ]);
    });

    it('follows a value that changes in its Secret', async () => {
      const key = await portal.workingKey('toystore');
      await expectTransition(
        key,
        { before: passes('silver'), after: REFUSED },
        () => portal.writeSecret(key.ref, `${key.value}-changed`),
      );
    });

    it('refuses a key once it is revoked, and takes it back', async () => {
      const key = await portal.workingKey('toystore');
      await expectTransition(
        key,
        { before: passes('silver'), after: REFUSED },
        () => portal.decide(key, false),
      );
      await expectTransition(
        key,
        { before: REFUSED, after: passes('silver') },
        () => portal.decide(key, true),
      );
    });

    it('refuses a key once it has expired', async () => {
      const key = await portal.workingKey('gamestore');
      const expiresAt = Math.ceil(Date.now() / 1000) * 1000 + 3_000;
      await expectTransition(
        key,
        { before: passes('silver'), after: REFUSED },
        async () => {
          await portal.patchKey(key, {
            spec: { expiresAt: new Date(expiresAt).toISOString() },
          });
          return expiresAt;
        },
      );
    });

    it('refuses a key once it is deleted', async () => {
      const key = await portal.workingKey('toystore');
      await expectTransition(
        key,
        { before: passes('silver'), after: REFUSED },
        () => portal.cluster.client.delete(apiKeys, key.ref).then(() => {}),
      );
    });

    // The second wants another value of the label that the first has added.
    it.each([
      ['another label', { stage: 'live' }],
      ['another value of the label', { stage: 'test' }],
    ])('refuses no call when a selector wants %s', async (_, labels) => {
      const keys = await Promise.all(
        Array.from({ length: 5 }, () => portal.workingKey('gamestore')),
      );
      const passed = { before: passes('silver'), after: passes('silver') };
      await expectTransition(keys[0], passed, async () => {
        const policy = await portal.editPolicy('gamestore', selecting(labels));
        // Kuadrant takes longer to write its AuthConfig than the controller to label the Secrets.
        await portal.controller.settled();
        await portal.followPolicy('gamestore', policy);
      });
      await expectTransition(keys[0], passed, () =>
        portal.reportEnforced('gamestore'),
      );
    });

    it('lets keys in under a new selector, should Kuadrant be faster', async () => {
      const key = await portal.workingKey('gamestore');
      const passed = { before: passes('silver'), after: passes('silver') };
      await expectTransition(
        key,
        { ...passed, meanwhile: REFUSED },
        async () => {
          const policy = await portal.editPolicy(
            'gamestore',
            selecting({ region: 'eu' }),
          );
          await portal.followPolicy('gamestore', policy);
        },
      );
      await expectTransition(key, passed, () =>
        portal.reportEnforced('gamestore'),
      );
    });

    it('follows changes of many keys at once', async () => {
      const keys = await Promise.all(
        Array.from({ length: 20 }, () => portal.workingKey('gamestore')),
      );
      const watched = keys.slice(0, 2);
      const others = keys.slice(2);
      const toGold = (key: Key) =>
        portal.patchKey(key, { spec: { planTier: 'gold' } });
      await Promise.all(
        watched.map(key =>
          expectTransition(
            key,
            { before: passes('silver'), after: passes('gold') },
            async () => {
              await Promise.all([key, ...others.splice(0)].map(toGold));
              return Date.now();
            },
          ),
        ),
      );
    });

    it('follows a change while Authorino has no time', async () => {
      const key = await portal.workingKey('gamestore');
      await expectTransition(
        key,
        { before: passes('silver'), after: passes('gold') },
        async () => {
          portal.authorino.pause();
          await portal.patchKey(key, { spec: { planTier: 'gold' } });
          await portal.controller.settled();
          portal.authorino.resume();
          return Date.now();
        },
      );
    });
  });
});

function selecting(labels: Record<string, string>) {
  return {
    spec: {
      rules: {
        authentication: {
          'api-key-users': { apiKey: { selector: { matchLabels: labels } } },
        },
      },
    },
  };
}
