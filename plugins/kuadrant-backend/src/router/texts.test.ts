/* eslint-disable no-script-url -- they are what is refused */
import { TestPortal } from '../__testUtils__/TestPortal';
import { until } from '../__testUtils__/World';

jest.setTimeout(60_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const PRODUCT = '/apiproducts/toystore/toystore';

let portal: TestPortal;
beforeAll(async () => {
  portal = await TestPortal.start();
}, 60_000);
afterAll(() => portal?.stop());
beforeEach(() =>
  portal.world.product(TOYSTORE, 'group:default/api-owners').then(() => {}),
);
afterEach(() => portal.world.clear());

describe('texts that come in by REST', () => {
  const patch = (body: object) => portal.call('owner1', 'PATCH', PRODUCT, body);

  it.each([
    ['displayName', { displayName: 'Toys\u202e' }],
    ['displayName', { displayName: 'Toys\nstore' }],
    ['description', { description: 'a\u0000b' }],
    ['version', { version: 'v1\u001b[2J' }],
    ['tags.1', { tags: ['fine', 'b\u2066ad'] }],
    ['contact.team', { contact: { team: 'T\ud800' } }],
  ])('are refused where they hold controls: %s %j', async (field, body) => {
    const answer = await patch(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      code: 'textNotAllowed',
      fields: [{ path: field }],
    });
  });

  it.each([
    ['contact.email', { contact: { email: 'a@b.cc?body=x&bcc=evil@x.org' } }],
    ['contact.url', { contact: { url: 'javascript:alert(1)' } }],
    ['contact.slack', { contact: { slack: 'javascript:alert(1)' } }],
    ['documentation.docsURL', { documentation: { docsURL: 'ftp://a' } }],
    [
      'documentation.gitRepository',
      { documentation: { gitRepository: 'ext::sh -c x' } },
    ],
    [
      'documentation.techdocsRef',
      { documentation: { techdocsRef: 'dir:../..' } },
    ],
  ])('are refused where they are no safe address: %s', async (field, body) => {
    const answer = await patch(body);
    expect([answer.status, answer.body.error.code]).toEqual([
      400,
      'invalidRequest',
    ]);
    expect(answer.body.error.fields[0].path).toBe(field);
  });

  it('may hold all else, counted in characters', async () => {
    const answer = await patch({
      displayName: '玩具店 👩‍👩‍👧',
      description: `a\tb\n${'😀'.repeat(4990)}`,
      contact: { slack: '#toys', email: 'toys@example.com' },
      documentation: { gitRepository: 'git@github.com:toys/toystore.git' },
    });
    expect(answer.status).toBe(200);
  });

  it('are refused in use cases and messages too', async () => {
    const asked = await portal.call('consumer1', 'POST', '/apikeys', {
      apiProduct: TOYSTORE,
      planTier: 'gold',
      useCase: 'x\u0000',
    });
    expect([asked.status, asked.body.error.code]).toEqual([
      400,
      'textNotAllowed',
    ]);
    const reviewed = await portal.call(
      'owner1',
      'POST',
      '/requests/toystore/any/reject',
      { revision: 'any', message: 'no\u202e' },
    );
    expect([reviewed.status, reviewed.body.error.code]).toEqual([
      400,
      'textNotAllowed',
    ]);
  });
});

describe('texts of objects made by kubectl', () => {
  it('are cut and cleaned wherever they are shown', async () => {
    await portal.world.kuadrant.client.patch(
      portal.world.kuadrant.caches.apiProducts.resource,
      TOYSTORE,
      {
        spec: {
          displayName: `Toys\u202e\u0000${'x'.repeat(500)}`,
          description: 'a\r\nb\u001b',
          tags: ['t\u0000'],
        },
      },
      { type: 'merge' },
    );
    const { caches } = portal.world.kuadrant;
    await until(() =>
      (caches.apiProducts.get(TOYSTORE)?.spec.displayName ?? '').includes(
        'xxx',
      ),
    );
    const { body } = await portal.call('owner1', 'GET', PRODUCT);
    expect(body.spec).toMatchObject({
      displayName: `Toys\ufffd${'x'.repeat(194)}…`,
      description: 'a\nb\ufffd',
      tags: ['t\ufffd'],
    });
    const key = await portal.call('consumer1', 'POST', '/apikeys', {
      apiProduct: TOYSTORE,
      planTier: 'gold',
      useCase: 'x',
    });
    expect(key.body.product.displayName).toBe(body.spec.displayName);
  });
});
