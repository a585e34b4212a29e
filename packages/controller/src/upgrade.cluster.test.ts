import {
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  type APIProduct,
  apiProducts,
  authPolicies,
  DECISION_BINDING,
  extensionValue,
  findCondition,
  httpRoutes,
  isEnforcementCopyName,
  type KubernetesObject,
  LABELS,
  planPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ResourceDefinition } from '@kuadrant/kubernetes-cache';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { startWorld } from './__testUtils__/startWorld';
import { KUADRANT_NAMESPACE, TestWorld } from './__testUtils__/TestWorld';
import { waitFor } from './__testUtils__/waitFor';

const CONSUMER = 'kuadrant-jane-5d35f8c8';
const PRODUCT = { namespace: 'toystore', name: 'toystore' };
const RESOURCES: ResourceDefinition[] = [
  apiProducts,
  apiKeys,
  apiKeyRequests,
  apiKeyApprovals,
  secrets,
];

type LeftBehind = KubernetesObject & {
  metadata: { namespace: string; name: string };
  spec?: { apiKeyRequestRef?: { name: string } };
  status?: object;
};

const leftBehind = parseAllDocuments(
  readFileSync(join(__dirname, '__testUtils__/goController.yaml'), 'utf8'),
).map(document => document.toJS() as LeftBehind);

const resourceOf = ({ kind }: KubernetesObject) =>
  RESOURCES.find(resource => resource.kind === kind)!;

describe('objects of the Kuadrant plugin 0.4.0 and the Go controller', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let before: Map<string, KubernetesObject>;

  const key = (name: string) => ({ namespace: CONSUMER, name });

  async function everything(): Promise<Map<string, KubernetesObject>> {
    const found = new Map<string, KubernetesObject>();
    for (const resource of RESOURCES) {
      for (const namespace of [
        PRODUCT.namespace,
        CONSUMER,
        KUADRANT_NAMESPACE,
      ]) {
        const { items } = await world.client.list(resource, { namespace });
        for (const item of items as LeftBehind[]) {
          // Tokens of service accounts belong to the cluster.
          const { namespace: where, name } = item.metadata;
          if (leftBehind.some(({ metadata }) => metadata.name === name)) {
            found.set(`${resource.kind} ${where}/${name}`, item);
          }
        }
      }
    }
    return found;
  }

  /** A route, its policies and what the earlier software has made, decisions owned by their requests. */
  async function leaveBehind(): Promise<void> {
    const targetRef = {
      group: httpRoutes.group,
      kind: 'HTTPRoute',
      name: PRODUCT.name,
    };
    await world.client.create(httpRoutes, {
      metadata: PRODUCT,
      spec: {
        hostnames: ['toystore.example.com'],
        parentRefs: [{ name: 'gateway' }],
      },
    });
    await world.setStatus(httpRoutes, PRODUCT, {
      parents: [
        {
          parentRef: { name: 'gateway' },
          controllerName: 'test',
          conditions: [{ type: 'Accepted', status: 'True' }],
        },
      ],
    });
    await world.client.create(authPolicies, {
      metadata: PRODUCT,
      spec: {
        targetRef,
        rules: {
          authentication: {
            keys: {
              apiKey: { selector: { matchLabels: { app: 'toystore' } } },
            },
          },
        },
      },
    });
    await world.enforceAuthPolicy(PRODUCT);
    await world.client.create(planPolicies, {
      metadata: PRODUCT,
      spec: {
        targetRef,
        plans: [
          { tier: 'gold', predicate: 'true', limits: { daily: 100 } },
          { tier: 'silver', predicate: 'true', limits: { daily: 50 } },
        ],
      },
    });
    for (const object of leftBehind) {
      const { status, ...rest } = object;
      await world.client.create(resourceOf(object), {
        ...rest,
        metadata: {
          ...rest.metadata,
          ownerReferences: await ownersOf(object),
        },
      });
      if (status) {
        await world.setStatus(resourceOf(object), object.metadata, status);
      }
    }
  }

  async function ownersOf({ metadata, spec }: LeftBehind) {
    if (!spec?.apiKeyRequestRef) {
      return undefined;
    }
    const { name } = spec.apiKeyRequestRef;
    const request = await world.client.get(apiKeyRequests, {
      namespace: metadata.namespace,
      name,
    });
    return [
      {
        apiVersion: 'devportal.kuadrant.io/v1alpha1',
        kind: 'APIKeyRequest',
        name,
        uid: request.metadata.uid!,
        controller: true,
        blockOwnerDeletion: true,
      },
    ];
  }

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.namespace(PRODUCT.namespace);
    await world.namespace(CONSUMER);
    await leaveBehind();
    before = await everything();
    await world.startController();
    await waitFor(async () => {
      const product = await world.client.get<APIProduct>(apiProducts, PRODUCT);
      // eslint-disable-next-line jest/no-standalone-expect -- what the setup waits for
      expect(
        findCondition(product.status?.conditions, 'AuthPolicyDiscovered'),
      ).toMatchObject({ status: 'True' });
    });
  });

  afterAll(() => stop());

  it.each([
    ['toystore-x7k2p', 'Approved'],
    ['toystore-b8q4m', 'Pending'],
    ['toystore-c5n9r', 'Denied'],
    ['toystore-d2w6t', 'Approved'],
  ])('leave %s as %s', async (name, state) => {
    const apiKey = await world.keyBecomes(key(name), state);
    const earlier = before.get(`APIKey ${CONSUMER}/${name}`) as APIKey;
    // It has been in this state all the time.
    expect(
      findCondition(apiKey.status?.conditions, state)?.lastTransitionTime,
    ).toBe(
      findCondition(earlier.status?.conditions, state)?.lastTransitionTime,
    );
    expect(apiKey.spec).toEqual(earlier.spec);
  });

  it('are bound to the key that they are about, and none is created again', async () => {
    await waitFor(async () => {
      const decisions = await world.client.list<APIKeyApproval>(
        apiKeyApprovals,
        {
          namespace: PRODUCT.namespace,
        },
      );
      expect(decisions.items).toHaveLength(3);
      for (const decision of decisions.items) {
        const { spec } = decision;
        const about = [...before.values()].find(
          ({ kind, metadata }) =>
            kind === 'APIKey' &&
            spec.apiKeyRequestRef.name.includes(metadata.name!),
        );
        expect(extensionValue(DECISION_BINDING, decision)?.apiKeyUid).toBe(
          about?.metadata.uid,
        );
      }
    });
    const after = await everything();
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    // The gateway's Secrets are replaced, so that it learns of the annotations that the earlier ones lack.
    const kept = [...before].filter(
      ([, { metadata }]) => metadata.namespace !== KUADRANT_NAMESPACE,
    );
    for (const [name, { metadata }] of kept) {
      expect(`${name} ${after.get(name)?.metadata.uid}`).toBe(
        `${name} ${metadata.uid}`,
      );
    }
  });

  it('keep their values at the gateway', async () => {
    const enforced = await world.client.list(secrets, {
      namespace: KUADRANT_NAMESPACE,
      labelSelector: `${LABELS.enforcement}=true`,
    });
    // Copies stand in for replaced Secrets a while longer.
    const names = enforced.items.map(({ metadata }) => metadata.name);
    expect(
      names.filter(
        name =>
          !isEnforcementCopyName(key('toystore-x7k2p'), name) &&
          !isEnforcementCopyName(key('toystore-d2w6t'), name),
      ),
    ).toHaveLength(2);
    await world.enforcedValueBecomes(key('toystore-x7k2p'), 'value-approved');
    await world.enforcedValueBecomes(key('toystore-d2w6t'), 'value-automatic');
  });

  it('are reviewed from now on when their plan changes, and revoked when deleted', async () => {
    const ref = key('toystore-x7k2p');
    await world.patchSpec(apiKeys, ref, { planTier: 'gold' });
    await waitFor(async () => {
      const request = await world.findRequest(PRODUCT, ref);
      expect(request?.spec.planTier).toBe('gold');
    });
    await world.keyBecomes(ref, 'Approved');
    const secret = await world.enforcement(ref);
    expect(secret?.metadata.annotations).toMatchObject({
      'secret.kuadrant.io/plan-id': 'silver',
    });
    await world.client.delete(apiKeys, ref);
    await world.enforcedValueBecomes(ref, undefined);
    expect(await world.enforcement(key('toystore-d2w6t'))).toBeDefined();
  });
});
