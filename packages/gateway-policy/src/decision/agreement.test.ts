import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  authPolicy,
  gateway,
  httpRoute,
  keyRules,
  plan,
  planPolicy,
  rateLimitPolicy,
} from '../conformance/objects';
import { recommendedAuthorization } from '../credentials';
import { selectsLabels } from '../objects';
import type { Call } from './call';
import type { CounterState } from './counters';
import { explain } from './explain';
import { GatewayModel } from './GatewayModel';

/** Numbers from 0 up to the bound, the same in every run. */
function numbers(seed: number) {
  let state = seed;
  return (bound: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const secretOf = (
  name: string,
  app: string,
  tier: string,
): KubernetesObject => ({
  metadata: {
    name,
    namespace: 'kuadrant-system',
    labels: {
      app,
      'devportal.kuadrant.io/apiproduct': app,
      'devportal.kuadrant.io/apiproduct-namespace': 'shop',
    },
    annotations: { 'secret.kuadrant.io/plan-id': tier },
  },
});

function world(next: (bound: number) => number) {
  const one = <T>(...choices: T[]) => choices[next(choices.length)];
  const target = () =>
    one('Gateway', 'Gateway#web', 'HTTPRoute', 'HTTPRoute#own');
  const content = () => {
    const rules = {
      ...keyRules('keys', one('a', 'b')),
      ...(one(true, false) && {
        authorization: recommendedAuthorization({
          namespace: 'shop',
          name: one('a', 'b'),
        }),
      }),
    };
    const credentials = one(
      undefined,
      { customHeader: { name: 'X-Key' } },
      { queryString: { name: 'key' } },
    );
    Object.assign(rules.authentication!.keys, { credentials });
    const strategy = one<'atomic' | 'merge'>('atomic', 'merge');
    return one<object>(
      { rules },
      { defaults: { strategy, rules } },
      { overrides: { strategy, rules } },
    );
  };
  const many = <T>(make: (index: number) => T) =>
    Array.from({ length: next(3) }, (_, index) => make(index));
  return {
    gateways: [gateway(['web :80 *.test', 'exact :80 a.test'])],
    routes: [
      httpRoute({
        hostnames: one([], ['a.test'], ['*.test']),
        rules: [
          { name: 'own', matches: [{ path: { value: '/own' } }] },
          { name: 'all' },
        ],
      }),
    ],
    authPolicies: many(index =>
      authPolicy(`auth-${index}`, target(), content(), { day: 1 + next(3) }),
    ),
    planPolicies: many(index =>
      planPolicy(
        `plans-${index}`,
        target(),
        [plan('gold', { daily: next(3) }), plan('silver', { daily: next(5) })],
        { day: 1 + next(3) },
      ),
    ),
    rateLimitPolicies: many(index =>
      rateLimitPolicy(
        `limits-${index}`,
        target(),
        {
          defaults: {
            strategy: one('atomic', 'merge'),
            limits: { all: { rates: [{ limit: next(4), window: '10s' }] } },
          },
        },
        { day: 1 + next(3) },
      ),
    ),
  };
}

test('an explanation fails at a step exactly where the gateway refuses the call', () => {
  const next = numbers(42);
  const outcomes = new Map<string, number>();
  for (let round = 0; round < 150; round++) {
    const model = new GatewayModel(world(next));
    const secrets = new Map([
      ['key-a', secretOf('one', 'a', 'gold')],
      ['key-b', secretOf('two', 'b', 'silver')],
    ]);
    const counters = new Map<string, CounterState>();
    for (let count = 0; count < 14; count++) {
      const value = ['key-a', 'key-b'][next(2)];
      const place = next(4);
      const call: Call = {
        method: 'GET',
        hostname: ['a.test', 'b.test', 'c.example'][next(3)],
        path: ['/', '/own/x'][next(2)],
        search: place === 2 ? `?key=${value}` : '',
        headers: {
          ...(place === 0 && { authorization: `Bearer ${value}` }),
          ...(place === 1 && { 'x-key': value }),
          ...(place === 3 && { authorization: 'Basic bm9ib2R5' }),
        },
      };
      const secret = secrets.get(value)!;
      const steps = explain(model, call, {
        key: {
          object: { kind: 'APIKey', namespace: 'people', name: value },
          secret,
          working: true,
          message: 'The key is approved.',
        },
        keySentInCall: true,
        kuadrantNamespaces: ['kuadrant-system'],
        counters,
        now: count * 1000,
      });
      const decision = model.decide(call, {
        keys: {
          find: ({ rule }, sent) => {
            const found = secrets.get(sent);
            return found && selectsLabels(rule.selector, found.metadata.labels!)
              ? found
              : undefined;
          },
        },
        counters,
        now: count * 1000,
      });
      const failedStep = steps.find(
        ({ outcome }) => outcome === 'failed',
      )?.step;
      const refusedStep = decision.passed ? undefined : decision.step.step;
      // A key that a rule does not take is not found by the gateway; an explanation knows the reason.
      const expected = refusedStep === 'key' ? 'selector' : refusedStep;
      expect([call, failedStep]).toEqual([call, expected]);
      outcomes.set(
        String(refusedStep),
        (outcomes.get(String(refusedStep)) ?? 0) + 1,
      );
    }
  }
  expect([...outcomes.keys()].sort()).toEqual([
    'authorization',
    'credential',
    'key',
    'limit',
    'route',
    'undefined',
  ]);
});
