import {
  apiKeys,
  LABELS,
  namespaces,
  secrets,
  type APIKey,
  type KubernetesObject,
  type SecretIdentity,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesClient, KubernetesError } from '@kuadrant/kubernetes-cache';
import { mockServices } from '@backstage/backend-test-utils';
import { LocalCluster } from '@kuadrant/local-cluster';
import { KubeConfig } from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { CodedError } from '../errors';
import { KeySecrets } from './KeySecrets';

jest.setTimeout(600_000);

const NAMESPACE = 'consumer';
const CRD = resolve(
  __dirname,
  '../../../../deploy/crds/devportal.kuadrant.io_apikeys.yaml',
);

describe('the Secrets of keys', () => {
  let cluster: LocalCluster;
  let client: KubernetesClient;
  let keySecrets: KeySecrets;

  beforeAll(async () => {
    cluster = await LocalCluster.start({
      manifests: [parse(readFileSync(CRD, 'utf8'))],
    });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(cluster.kubeconfig());
    client = KubernetesClient.fromKubeConfig(kubeConfig);
    keySecrets = new KeySecrets({
      client,
      prefix: 'kdp_',
      logger: mockServices.logger.mock(),
    });
    await client.create(namespaces, {
      metadata: { name: NAMESPACE },
    } as KubernetesObject);
  });

  afterAll(async () => {
    await client?.close();
    await cluster?.stop();
  });

  const key = (name: string, secretName = 'any') =>
    client.create(apiKeys, {
      apiVersion: `${apiKeys.group}/${apiKeys.version}`,
      kind: apiKeys.kind,
      metadata: { namespace: NAMESPACE, name },
      spec: {
        apiProductRef: { name: 'toystore' },
        secretRef: { name: secretName },
        planTier: 'gold',
        requestedBy: { userId: 'user:default/jane', email: 'j@example.com' },
      },
    }) as Promise<APIKey>;
  const ownersOf = async (ref: { namespace: string; name: string }) =>
    (await client.getMetadata(secrets, ref)).metadata.ownerReferences;

  it('go with their key beside the owners that they have already, however many write at a time', async () => {
    const keys = [await key('a'), await key('b'), await key('c')];
    const [first, second, third] = keys;
    const name = await keySecrets.create(
      { namespace: NAMESPACE, name: 'key' },
      first,
    );
    const ref = { namespace: NAMESPACE, name };
    const named = await key('key', name);
    const value = await keySecrets.read(named);
    await Promise.all([
      keySecrets.adopt(ref, second),
      keySecrets.adopt(ref, third),
    ]);
    await keySecrets.adopt(ref, second);
    const owners = await ownersOf(ref);
    expect(owners).toHaveLength(3);
    expect(owners).toEqual(
      expect.arrayContaining(
        keys.map(({ metadata }) =>
          expect.objectContaining({
            apiVersion: `${apiKeys.group}/${apiKeys.version}`,
            kind: 'APIKey',
            name: metadata.name,
            uid: metadata.uid,
          }),
        ),
      ),
    );
    expect(value).toMatch(/^kdp_/);
    expect(await keySecrets.read(named)).toBe(value);
  });

  it('cannot be adopted where they are gone', async () => {
    const ref = { namespace: NAMESPACE, name: 'gone' };
    await expect(keySecrets.adopt(ref, await key('d'))).rejects.toMatchObject({
      status: 404,
    });
    await keySecrets.discard(ref, new CodedError('conflict', 'refused'));
    await expect(
      keySecrets.read(await key('e', ref.name)),
    ).rejects.toMatchObject({ code: 'valueMissing' });
  });

  it.each<[string, object]>([
    ['made by hand', {}],
    ['of another key', { labels: { [LABELS.apiKey]: 'other' } }],
    [
      'of the gateway',
      { labels: { [LABELS.apiKey]: 'f', [LABELS.enforcement]: 'true' } },
    ],
  ])('are not read where they are %s', async (what, metadata) => {
    const name = what.replaceAll(' ', '-');
    await client.create(secrets, {
      metadata: { namespace: NAMESPACE, name, ...metadata },
      data: { api_key: 'c2VjcmV0' },
    } as KubernetesObject);
    await expect(
      keySecrets.read(await key(`key-${name}`, name)),
    ).rejects.toMatchObject({ code: 'notPortalSecret' });
  });

  it.each<[string, unknown, number]>([
    ['refused', new CodedError('conflict', 'refused'), 0],
    [
      'invalid',
      new KubernetesError('no', { status: 422, reason: 'Invalid' }),
      0,
    ],
    [
      'lost',
      new KubernetesError('?', { status: 503, reason: 'Unreachable' }),
      1,
    ],
  ])(
    'are deleted only where the key does not have them: %s',
    async (_, cause, left) => {
      const ref = { namespace: NAMESPACE, name: 'unused' };
      const name = await keySecrets.create(ref);
      await keySecrets.discard({ namespace: NAMESPACE, name }, cause);
      const { items } = await client.list(secrets, { namespace: NAMESPACE });
      expect(
        items.filter(({ metadata }) => metadata.name === name),
      ).toHaveLength(left);
    },
  );

  it('say what they are for', async () => {
    const ref = { namespace: NAMESPACE, name: 'typed' };
    const name = await keySecrets.create(ref);
    const secret = (await client.get(secrets, {
      namespace: NAMESPACE,
      name,
    })) as SecretIdentity;
    expect(secret.type).toBe('devportal.kuadrant.io/api-key');
    expect(secret.metadata.labels).toEqual({ [LABELS.apiKey]: 'typed' });
  });
});
