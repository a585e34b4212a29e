import rbacPlugin from '@backstage-community/plugin-rbac-backend';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockServices } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestPolicy } from './__testUtils__/personas';
import { TestPortal } from './__testUtils__/TestPortal';
import { until } from './__testUtils__/World';

jest.setTimeout(600_000);

const EXAMPLES = resolve(__dirname, '../../../examples');
const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const GAMESTORE = { namespace: 'gamestore', name: 'gamestore' };

const CONDITION = `
result: CONDITIONAL
roleEntityRef: role:default/api-admin
pluginId: kuadrant
resourceType: apikey
permissionMapping:
  - update
conditions:
  rule: HAS_PRODUCT_TAG
  resourceType: apikey
  params:
    tag: internal
`;

let portal: TestPortal;
const directory = mkdtempSync(join(tmpdir(), 'kuadrant-rbac-'));

beforeAll(async () => {
  const conditions = join(directory, 'conditions.yaml');
  writeFileSync(conditions, CONDITION);
  const [, userInfo] = new TestPolicy().features();
  portal = await TestPortal.start({
    features: [
      catalogPlugin,
      rbacPlugin,
      permissionsServiceFactory,
      userInfo,
      mockServices.database.factory(),
    ],
    config: {
      backend: {
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      catalog: {
        processingInterval: { seconds: 1 },
        locations: [
          {
            type: 'file',
            target: join(EXAMPLES, 'org.yaml'),
            rules: [{ allow: ['User', 'Group'] }],
          },
        ],
      },
      permission: {
        enabled: true,
        rbac: {
          'policies-csv-file': join(EXAMPLES, 'rbac/rbac-policy.csv'),
          conditionalPoliciesFile: conditions,
          pluginsWithPermission: ['catalog', 'permission', 'kuadrant'],
        },
      },
    },
  });
  await portal.world.product(TOYSTORE, 'group:default/api-owners');
  await portal.world.product(GAMESTORE, 'user:default/owner2', {
    tags: ['internal'],
  });
  await portal.world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'toy',
  });
  await portal.world.key({
    requester: 'consumer1',
    product: GAMESTORE,
    name: 'game',
  });
});

afterAll(async () => {
  await portal?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe("Backstage's RBAC plugin with the example roles", () => {
  it('lets each role do its part, groups coming from the catalog', async () => {
    const total = async (who: 'consumer1' | 'owner1', path: string) =>
      (await portal.call(who, 'GET', path)).body.totalItems;
    await until(
      async () => (await total('owner1', '/apiproducts')) === 2,
      60_000,
    );
    expect(await total('consumer1', '/apiproducts')).toBe(2);
    expect(await total('consumer1', '/apikeys')).toBe(2);
    expect(await total('consumer1', '/requests')).toBe(0);
    expect(await total('owner1', '/requests')).toBe(1);
    expect(
      (
        await portal.call(
          'consumer1',
          'PATCH',
          '/apiproducts/toystore/toystore',
          { version: 'v2' },
        )
      ).status,
    ).toBe(403);
    expect(
      (
        await portal.call('owner1', 'PATCH', '/apiproducts/toystore/toystore', {
          version: 'v2',
        })
      ).status,
    ).toBe(200);
    expect(
      (
        await portal.call('owner2', 'PATCH', '/apiproducts/toystore/toystore', {
          version: 'v2',
        })
      ).status,
    ).toBe(403);
    expect(
      (await portal.call('nobody', 'GET', '/apiproducts')).body.totalItems,
    ).toBe(0);
  });

  it('narrows by condition whose requests are approved', async () => {
    const queue = async () =>
      (await portal.call('admin1', 'GET', '/requests')).body.items.map(
        (item: { spec: { apiKeyRef: { name: string } } }) =>
          item.spec.apiKeyRef.name,
      );
    await until(async () => (await queue()).length > 0, 60_000);
    expect(await queue()).toEqual(['game']);
  });
});
