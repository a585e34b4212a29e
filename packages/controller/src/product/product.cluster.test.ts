import {
  type APIProduct,
  apiProducts,
  authPolicies,
  findCondition,
  gateways,
  httpRoutes,
  isolatingPredicate,
  isolatingSelector,
  LABELS,
  planPolicies,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MovableClock } from '@kuadrant/test-control-plane';
import { startWorld } from '../__testUtils__/startWorld';
import { GATEWAY, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

const REFRESH_MINUTES = 5;

type Ref = { namespace: string; name: string };

describe('status of a product', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let server: Server;
  let base: string;
  let documents: Record<string, string | undefined>;
  const requests: (string | undefined)[] = [];
  const clock = new MovableClock();

  beforeAll(async () => {
    documents = {};
    server = createServer(({ url }, response) => {
      requests.push(url);
      const text = documents[url ?? ''];
      response.writeHead(text === undefined ? 503 : 200).end(text);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.startController({
      clock,
      openApiMaximumBytes: 200,
      fetchRefreshMs: REFRESH_MINUTES * 60_000,
    });
  });

  afterAll(async () => {
    await stop();
    server.closeAllConnections();
    server.close();
  });

  const conditionBecomes = (
    ref: Ref,
    type: string,
    status: string,
    reason: string,
  ): Promise<APIProduct> =>
    waitFor(async () => {
      const product = await world.client.get<APIProduct>(apiProducts, ref);
      expect(findCondition(product.status?.conditions, type)).toMatchObject({
        status,
        reason,
      });
      return product;
    });

  /** Moves on to when documents are fetched again, also those that failed. */
  const fetchAgain = async () => {
    await world.settled();
    clock.moveOn(REFRESH_MINUTES);
  };

  const replacePolicy = async (
    resource: typeof planPolicies | typeof authPolicies,
    ref: Ref,
    targetRef: object,
    namespace: string,
  ) => {
    const { spec } = await world.client.get(
      resource as typeof planPolicies,
      ref,
    );
    await world.client.delete(resource as typeof planPolicies, ref);
    await world.client.create(resource as typeof planPolicies, {
      metadata: { namespace, name: ref.name },
      spec: { ...spec, targetRef } as typeof spec,
    });
  };

  it('Ready follows the route', async () => {
    const ref = await world.product();
    await conditionBecomes(ref, 'Ready', 'True', 'HTTPRouteAccepted');
    await world.setStatus(httpRoutes, ref, {
      parents: [
        {
          parentRef: GATEWAY,
          controllerName: 'test',
          conditions: [
            { type: 'Accepted', status: 'False', message: 'no such listener' },
          ],
        },
      ],
    });
    const refused = await conditionBecomes(
      ref,
      'Ready',
      'False',
      'HTTPRouteNotAccepted',
    );
    expect(
      findCondition(refused.status?.conditions, 'Ready')?.message,
    ).toContain('no such listener');
    await world.client.delete(httpRoutes, ref);
    await conditionBecomes(ref, 'Ready', 'False', 'HTTPRouteNotFound');
  });

  it('policies on the Gateway apply where the route has none of its own', async () => {
    const ref = await world.product();
    await conditionBecomes(ref, 'PlanPolicyDiscovered', 'True', 'Found');
    const platform = await world.namespace(world.name('gateways'));
    const gateway = { namespace: platform, name: 'external' };
    await world.client.create(gateways, {
      metadata: gateway,
      spec: {
        listeners: [
          {
            name: 'http',
            hostname: '*.example.com',
            port: 80,
            protocol: 'HTTP',
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    });
    await world.patchSpec(httpRoutes, ref, {
      hostnames: null,
      parentRefs: [gateway],
    });
    const target = {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      name: 'external',
    };
    await world.client.delete(planPolicies, ref);
    await conditionBecomes(ref, 'PlanPolicyDiscovered', 'False', 'NotFound');
    // In the product's namespace it would target a Gateway of that namespace, which is another.
    await world.client.create(planPolicies, {
      metadata: { ...ref, name: 'astray' },
      spec: { targetRef: target, plans: [{ tier: 'x', predicate: 'true' }] },
    });
    await world.client.create(planPolicies, {
      metadata: { namespace: platform, name: 'plans' },
      spec: { targetRef: target, plans: [{ tier: 'all', predicate: 'true' }] },
    });
    const found = await conditionBecomes(
      ref,
      'PlanPolicyDiscovered',
      'True',
      'Found',
    );
    expect(found.status?.discoveredPlans).toEqual([{ tier: 'all' }]);

    await replacePolicy(authPolicies, ref, target, platform);
    await conditionBecomes(
      ref,
      'AuthPolicyDiscovered',
      'False',
      'AuthPolicyNotReady',
    );
    await world.setStatus(
      authPolicies,
      { namespace: platform, name: ref.name },
      {
        conditions: [
          { type: 'Accepted', status: 'True' },
          {
            type: 'Enforced',
            status: 'False',
            reason: 'Overridden',
            message: 'by another\u0007 policy',
          },
        ],
      },
    );
    await waitFor(async () => {
      const { status } = await world.client.get<APIProduct>(apiProducts, ref);
      expect(
        findCondition(status?.conditions, 'AuthPolicyDiscovered')?.message,
      ).toBe(
        `The AuthPolicy ${platform}/toystore is not in force: Overridden: by another\uFFFD policy. A platform engineer can fix it`,
      );
    });
    await world.enforceAuthPolicy({ namespace: platform, name: ref.name });
    await conditionBecomes(ref, 'AuthPolicyDiscovered', 'True', 'Found');
    const key = await world.key(ref, { planTier: 'all' });
    const pending = await world.keyBecomes(key, 'Pending');
    expect(pending.status?.apiHostname).toBe('*.example.com');

    await world.client.delete(authPolicies, {
      namespace: platform,
      name: ref.name,
    });
    const without = await conditionBecomes(
      ref,
      'AuthPolicyDiscovered',
      'False',
      'NotFound',
    );
    expect(without.status?.discoveredAuthScheme).toBeUndefined();
  });

  it('OpenAPISpecReady follows the document, and a key never waits for it', async () => {
    const type = 'OpenAPISpecReady';
    const ref = await world.product({
      approvalMode: 'automatic',
      documentation: { openAPISpecURL: `${base}/openapi.json` },
    });
    await conditionBecomes(ref, type, 'False', 'FetchFailed');
    const key = await world.key(ref);
    await world.keyBecomes(key, 'Approved');

    // A failed fetch is repeated by itself.
    documents['/openapi.json'] = '{"openapi": "3.1.0", "info": {}}';
    await fetchAgain();
    const fetched = await conditionBecomes(ref, type, 'True', 'SpecFetched');
    expect(fetched.status?.openapi).toMatchObject({
      raw: '{"openapi": "3.1.0", "info": {}}',
      maxSizeUsed: 200,
    });

    documents['/openapi.json'] = '{"openapi": "3.1.1", "info": {}}';
    await fetchAgain();
    await waitFor(async () => {
      const { status } = await world.client.get<APIProduct>(apiProducts, ref);
      expect(status?.openapi?.raw).toContain('3.1.1');
    });

    documents['/openapi.json'] = undefined;
    await fetchAgain();
    const kept = await conditionBecomes(ref, type, 'False', 'FetchFailed');
    expect(kept.status?.openapi?.raw).toContain('3.1.1');

    documents['/other.json'] =
      `{"openapi": "3.1.0", "x": "${'x'.repeat(200)}"}`;
    const setUrl = (openAPISpecURL: string | null) =>
      world.patchSpec(apiProducts, ref, { documentation: { openAPISpecURL } });
    await setUrl(`${base}/other.json`);
    const large = await conditionBecomes(
      ref,
      type,
      'False',
      'SpecSizeTooLarge',
    );
    expect(large.status?.openapi).toBeUndefined();
    // Editing the product is enough.
    documents['/other.json'] = 'hello';
    await world.patchSpec(apiProducts, ref, { description: 'edited' });
    await conditionBecomes(ref, type, 'False', 'ReadFailed');
    await setUrl('ftp://example.com/openapi.json');
    await conditionBecomes(ref, type, 'False', 'RequestCreationFailed');
    await setUrl(null);
    await waitFor(async () => {
      const { status } = await world.client.get<APIProduct>(apiProducts, ref);
      expect(findCondition(status?.conditions, type)).toBeUndefined();
    });
  });

  it('KeysIsolated names the products whose keys are let in too', async () => {
    const type = 'KeysIsolated';
    const first = await world.product();
    const second = await world.product();
    const select = (ref: Ref, matchLabels: Record<string, string | null>) =>
      world.patchSpec(authPolicies, ref, {
        rules: {
          authentication: { keys: { apiKey: { selector: { matchLabels } } } },
        },
      });
    const app = world.name('shared');
    await select(first, { app });
    await conditionBecomes(first, type, 'True', 'KeysIsolated');
    await select(second, { app });
    for (const [ref, other] of [
      [first, second],
      [second, first],
    ]) {
      const shared = await conditionBecomes(
        ref,
        type,
        'False',
        'SelectorShared',
      );
      expect(findCondition(shared.status?.conditions, type)?.message).toBe(
        `${other.namespace}/${other.name}`,
      );
    }
    // A rule that pins the labels keeps others out of this one; its keys still open the other.
    await world.patchSpec(authPolicies, second, {
      rules: {
        authorization: {
          own: {
            patternMatching: {
              patterns: [{ predicate: isolatingPredicate(second) }],
            },
          },
        },
      },
    });
    await conditionBecomes(second, type, 'True', 'KeysIsolated');
    await conditionBecomes(first, type, 'False', 'SelectorShared');
    await select(first, { app: null, ...isolatingSelector(first) });
    await conditionBecomes(first, type, 'True', 'KeysIsolated');
    await select(first, {
      app,
      [LABELS.apiProduct]: null,
      [LABELS.apiProductNamespace]: null,
    });
    await conditionBecomes(first, type, 'False', 'SelectorShared');
    await world.client.delete(apiProducts, second);
    await conditionBecomes(first, type, 'True', 'KeysIsolated');
    await world.client.delete(authPolicies, first);
    await waitFor(async () => {
      const { status } = await world.client.get<APIProduct>(apiProducts, first);
      expect(findCondition(status?.conditions, type)).toBeUndefined();
    });
  });

  it('OIDCDiscovered follows the issuer of the AuthPolicy', async () => {
    const type = 'OIDCDiscovered';
    const ref = await world.product();
    await conditionBecomes(ref, type, 'False', 'NoOIDCAuth');
    await world.client.patch(
      authPolicies,
      ref,
      {
        spec: {
          rules: {
            authentication: { users: { jwt: { issuerUrl: `${base}/realm` } } },
          },
        },
      },
      { type: 'merge' },
    );
    await conditionBecomes(ref, type, 'False', 'DiscoveryFailed');
    documents['/realm/.well-known/openid-configuration'] =
      '{"token_endpoint": "https://issuer.example.com/token"}';
    await fetchAgain();
    const found = await conditionBecomes(ref, type, 'True', 'Discovered');
    expect(found.status?.oidcDiscovery).toEqual({
      tokenEndpoint: 'https://issuer.example.com/token',
    });
  });

  it('fetches at the pace of its refresh interval, not at that of events', async () => {
    const ref = await world.product({
      documentation: { openAPISpecURL: `${base}/paced.json` },
    });
    documents['/paced.json'] = '{"openapi": "3.1.0"}';
    await conditionBecomes(ref, 'OpenAPISpecReady', 'True', 'SpecFetched');
    const fetches = () => requests.filter(url => url === '/paced.json').length;
    const before = fetches();
    for (let index = 0; index < 20; index++) {
      await world.patchSpec(apiProducts, ref, { description: `${index}` });
    }
    await world.settled();
    expect(fetches()).toBe(before);
    await fetchAgain();
    await world.settled();
    expect(fetches()).toBe(before + 1);
  });
});
