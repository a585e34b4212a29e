import {
  planPolicies,
  secrets,
  type AuthPolicy,
  type Gateway,
  type HTTPRoute,
  type KubernetesObject,
  type Plan,
  type PlanPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { indexObjects, summarizeRoute } from '@kuadrant/gateway-policy';
import { readDemoObjects } from '../seed/manifests';
import { eventually } from '../testUtils/cluster';
import { GatewayRig, keySecret } from '../testUtils/gateway';

jest.setTimeout(600_000);

const toystore = { namespace: 'toystore', name: 'toystore' };
const twice = (window: string) => ({ custom: [{ limit: 2, window }] });

/** A plan of two calls for each kind of window. */
const PLANS = Object.entries<NonNullable<Plan['limits']>>({
  daily: { daily: 2 },
  weekly: { weekly: 2 },
  monthly: { monthly: 2 },
  yearly: { yearly: 2 },
  second: twice('1s'),
  minutes: twice('90s'),
  mixed: twice('1h30m'),
  fraction: twice('2s500ms'),
  short: twice('500ms'),
  'two-windows': { daily: 2, custom: [{ limit: 2, window: '1h' }] },
}).map(([tier, limits]) => ({
  tier,
  limits,
  predicate: `auth.identity.metadata.annotations["secret.kuadrant.io/plan-id"] == "${tier}"`,
}));

/** The windows of each plan, as the portal tells them. */
async function toldWindows(): Promise<Map<string, number[]>> {
  const objects = await readDemoObjects(8080);
  const of = <T extends KubernetesObject>(kind: string) =>
    objects.filter(object => object.kind === kind) as T[];
  const named = <T extends KubernetesObject>(kind: string) =>
    of<T>(kind).find(({ metadata }) => metadata.name === toystore.name)!;
  const { plans } = summarizeRoute(
    named<HTTPRoute>('HTTPRoute'),
    toystore,
    indexObjects({
      gateways: of<Gateway>('Gateway'),
      authPolicies: of<AuthPolicy>('AuthPolicy'),
      planPolicies: [
        {
          ...named<PlanPolicy>('PlanPolicy'),
          spec: { ...named<PlanPolicy>('PlanPolicy').spec, plans: PLANS },
        },
      ],
    }),
  );
  return new Map(
    plans.state === 'offered'
      ? plans.plans.map(({ tier, inEffect }) => [
          tier,
          inEffect.flatMap(({ effective, seconds }) =>
            effective ? seconds : [],
          ),
        ])
      : [],
  );
}

it('the demo gateway counts in the windows that the portal tells of each plan', async () => {
  const start = Date.parse('2026-03-01T12:00:00Z');
  let now = start;
  const rig = await GatewayRig.start({ now: () => now });
  try {
    for (const { tier } of PLANS) {
      await rig.client.create(secrets, keySecret(tier, `${tier}-key`, tier));
    }
    await rig.client.patch(
      planPolicies,
      toystore,
      { spec: { plans: PLANS } },
      { type: 'merge' },
    );
    await rig.restartGateway();
    const call = async (tier: string) => {
      const { status, headers } = await rig.call('/toys', {
        headers: { authorization: `Bearer ${tier}-key` },
      });
      const after = headers['retry-after'];
      return after === undefined ? `${status}` : `${status} after ${after}`;
    };
    // The gateway has seen the plans once the last of them limits.
    await eventually(async () =>
      expect(await call('two-windows')).toMatch(/^429/),
    );
    const windows = await toldWindows();
    expect([...windows.keys()]).toEqual(PLANS.map(({ tier }) => tier));
    expect(windows.get('monthly')).toEqual([730 * 3600]);
    const single = [...windows].flatMap(([tier, [seconds, ...more]]) =>
      seconds !== undefined && more.length === 0 ? [{ tier, seconds }] : [],
    );
    for (const { tier, seconds } of single) {
      now = start;
      expect([tier, await call(tier), await call(tier)]).toEqual([
        tier,
        '200',
        '200',
      ]);
      expect([tier, await call(tier)]).toEqual([tier, `429 after ${seconds}`]);
      now = start + seconds * 1000 - 1;
      expect([tier, await call(tier)]).toEqual([tier, '429 after 1']);
      now = start + seconds * 1000;
      expect([tier, await call(tier)]).toEqual([tier, '200']);
    }
    now = start;
    expect(windows.get('short')).toEqual([]);
    for (let calls = 0; calls < 5; calls++) {
      expect(await call('short')).toBe('200');
    }
    // The longest of several windows that are full says when the next call passes.
    expect(windows.get('two-windows')).toEqual([86_400, 3_600]);
    expect(await call('two-windows')).toBe('429 after 86400');
    now = start + 3_600_000;
    expect(await call('two-windows')).toBe('429 after 82800');
  } finally {
    await rig.stop();
  }
});
