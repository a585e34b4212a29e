import {
  refOfObject,
  type APIProduct,
  type AuthPolicy,
  type Gateway,
  type HTTPRoute,
  type KubernetesObject,
  type PlanPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  exportedKeyId,
  indexObjects,
  keyIsolation,
  summarizeRoute,
} from '@kuadrant/gateway-policy';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { repository } from '../paths';
import { readDemoObjects } from './manifests';

const IN_FORCE = {
  conditions: ['Accepted', 'Enforced'].map(type => ({ type, status: 'True' })),
};

/** What follows for the products among objects, once Kuadrant has enforced the policies. */
function summaries(objects: readonly KubernetesObject[]) {
  const of = <T extends KubernetesObject>(kind: string) =>
    objects
      .filter(object => object.kind === kind)
      .map(object => ({ status: IN_FORCE, ...object }) as unknown as T);
  const lookup = indexObjects({
    gateways: of<Gateway>('Gateway').map(({ status, ...rest }) => rest),
    authPolicies: of<AuthPolicy>('AuthPolicy'),
    planPolicies: of<PlanPolicy>('PlanPolicy'),
  });
  return of<APIProduct>('APIProduct').map(product => {
    const route = objects.find(
      ({ kind, metadata }) =>
        kind === 'HTTPRoute' &&
        metadata.namespace === product.metadata.namespace &&
        metadata.name === product.spec.targetRef.name,
    ) as HTTPRoute;
    const ref = refOfObject(product);
    return { product: ref, ...summarizeRoute(route, ref, lookup) };
  });
}

it.each([
  ['the demo', () => readDemoObjects(8080), ['gamestore', 'toystore']],
  [
    'deploy/examples',
    async () =>
      parseAllDocuments(
        readFileSync(join(repository, 'deploy/examples/toystore.yaml'), 'utf8'),
      ).map(document => document.toJS() as KubernetesObject),
    ['toystore'],
  ],
])(
  'the products of %s take keys of their own alone, and their calls are recorded by key',
  async (_, read, names) => {
    const all = summaries(await read());
    expect(all.map(({ product }) => product.name).sort()).toEqual(names);
    for (const { product, access, policies, plans } of all) {
      const { auth } = policies.main.policies;
      expect([product.name, access.works, plans.state]).toEqual([
        product.name,
        true,
        'offered',
      ]);
      expect(exportedKeyId(auth?.rules)).toBe('key-id');
    }
    const isolation = keyIsolation(
      all.map(({ product, policies }) => ({
        product,
        auth: policies.main.policies.auth,
      })),
    );
    expect(isolation.map(({ isolated }) => isolated)).toEqual(
      names.map(() => true),
    );
  },
);
