import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { personas } from './issuer';
import { repository } from './paths';
import { portalEnvironment, readSettings } from './settings';

test('settings come from the environment, and the portal is told by the names in app-config.yaml', async () => {
  const settings = readSettings({
    GATEWAY_PORT: '18080',
    PORTAL_PORT: '',
    PLAYGROUND_STATE: '/tmp/elsewhere',
    PLAYGROUND_CRDS: '/tmp/crds',
    PLAYGROUND_CLUSTER: '/tmp/cluster/kubeconfig',
  });
  expect(settings).toEqual({
    ports: {
      portal: 3000,
      backend: 7007,
      kubernetes: 6443,
      gateway: 18080,
      issuer: 5556,
    },
    state: '/tmp/elsewhere',
    kubeconfig: '/tmp/elsewhere/kubeconfig',
    logs: '/tmp/elsewhere/logs',
    database: '/tmp/elsewhere/portal',
    definitions: '/tmp/crds',
    cluster: '/tmp/cluster/kubeconfig',
  });
  expect(readSettings({}).state).toBe(join(repository, '.local'));

  const environment = portalEnvironment(settings, { id: 'a', secret: 'b' });
  const config = (
    await readFile(join(repository, 'app-config.yaml'), 'utf8')
  ).replace(/^\s*#.*$/gm, '');
  const names = [...config.matchAll(/\$\{(\w+):-/g)].map(([, name]) => name);
  expect(names).toContain('PORTAL_PORT');
  expect(Object.keys(environment)).toEqual(
    expect.arrayContaining(
      names.filter(name => name !== 'AUTH_SESSION_SECRET'),
    ),
  );
});

test('every persona is a user of the catalog with the email that the issuer claims', async () => {
  const text = await readFile(join(repository, 'examples/org.yaml'), 'utf8');
  const users = text
    .split(/^---$/m)
    .map(document => parse(document))
    .filter(({ kind }) => kind === 'User')
    .map(({ metadata, spec }) => ({
      name: metadata.name,
      displayName: spec.profile.displayName,
      email: spec.profile.email,
    }));
  expect(users).toEqual(
    personas.map(({ name, displayName, email }) => ({
      name,
      displayName,
      email,
    })),
  );
});

describe.each([
  'app-config.yaml',
  'deploy/containers/app-config.production.yaml',
])('the configuration in %s', file => {
  const read = async () =>
    parse(await readFile(join(repository, file), 'utf8'));

  it('signs nobody in by the name in an address of any domain', async () => {
    const { auth } = await read();
    const providers = Object.values(auth.providers.oidc).filter(Boolean);
    const resolvers = providers.flatMap((each: any) => each.signIn.resolvers);
    expect(resolvers).not.toEqual([]);
    for (const { resolver, ...options } of resolvers) {
      expect([resolver, options]).toEqual(
        resolver === 'emailMatchingUserEntityProfileEmail'
          ? [resolver, {}]
          : [resolver, { allowedDomains: ['example.com'] }],
      );
    }
  });

  it('lets pages load nothing from elsewhere', async () => {
    const { backend } = await read();
    expect(backend.csp).toEqual({
      'connect-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
    });
  });
});
