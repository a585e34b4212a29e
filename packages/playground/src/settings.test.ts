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
