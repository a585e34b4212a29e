import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { kuadrantPermissions } from '@kuadrant/backstage-plugin-kuadrant-common';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const PATH = '/apiproducts/toystore/toystore';

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start({
    config: {
      kuadrant: { permissions: { reuseDecisions: { seconds: 60 } } },
    },
  });
  await portal.world.product(TOYSTORE, 'group:default/api-owners');
});

afterAll(() => portal?.stop());

it('reads by what the policy said a moment ago, of that person alone, and changes by what it says now', async () => {
  const read = (who: 'admin1' | 'platform1' | 'nobody') =>
    portal.call(who, 'GET', PATH).then(({ status }) => status);
  expect(await read('admin1')).toBe(200);
  expect(await read('nobody')).toBe(404);
  for (const { name } of kuadrantPermissions) {
    for (const who of ['admin1', 'platform1'] as const) {
      portal.policy.override(who, name, { result: AuthorizeResult.DENY });
    }
    portal.policy.override('nobody', name, { result: AuthorizeResult.ALLOW });
  }
  expect(await read('admin1')).toBe(200);
  expect(await read('platform1')).toBe(404);
  expect(await read('nobody')).toBe(404);
  const change = await portal.call('admin1', 'PATCH', PATH, { version: 'v2' });
  expect(change.status).toBe(404);
  const allowed = await portal.call('nobody', 'PATCH', PATH, {
    version: 'v2',
  });
  expect(allowed.status).toBe(200);
});
