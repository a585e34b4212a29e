import {
  documentConfigMaps,
  documentStub,
  packDocument,
} from '@kuadrant/api-documents';
import {
  type APIProduct,
  apiProducts,
  configMaps,
  namespaces,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { LocalCluster } from '@kuadrant/local-cluster';
import { KubeConfig } from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { readDefinition } from './readDefinition';

jest.setTimeout(600_000);

const crd = parse(
  readFileSync(
    resolve(
      __dirname,
      '../../../../deploy/crds/devportal.kuadrant.io_apiproducts.yaml',
    ),
    'utf8',
  ),
);

const product = (raw?: string): APIProduct => ({
  metadata: { namespace: 'shop', name: 'toys' },
  spec: {
    displayName: 'Toys',
    approvalMode: 'manual',
    publishStatus: 'Published',
    targetRef: {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name: 'toys',
    },
  },
  ...(raw !== undefined && {
    status: { openapi: { raw, lastSyncTime: '2026-01-01T00:00:00Z' } },
  }),
});

describe('readDefinition', () => {
  let cluster: LocalCluster;
  let client: KubernetesClient;

  beforeAll(async () => {
    cluster = await LocalCluster.start({ manifests: [crd] });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(cluster.kubeconfig());
    client = KubernetesClient.fromKubeConfig(kubeConfig);
    await client.create(namespaces, { metadata: { name: 'shop' } });
  });

  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  const stubOf = async (text: string) => {
    const packed = await packDocument(text, 'graphql');
    const summary = { title: 'Toys', format: 'GraphQL' };
    return {
      packed,
      stub: documentStub(packed.stored, summary, 'https://a.example'),
    };
  };

  it('reads what stands in the status', async () => {
    expect(await readDefinition(client, product())).toBeUndefined();
    expect(await readDefinition(client, product(' '))).toBeUndefined();
    expect(await readDefinition(client, product('asyncapi: 3.0.0'))).toEqual({
      type: 'asyncapi',
      text: 'asyncapi: 3.0.0',
    });
    expect(await readDefinition(client, product('hello'))).toMatchObject({
      type: 'unknown',
    });
  });

  it('reads what is kept in ConfigMaps, of the product itself only', async () => {
    // The ConfigMaps of a product that does not exist are collected.
    const { metadata } = await client.create(apiProducts, product());
    const text = 'type Query { toys: Int }';
    const { packed, stub } = await stubOf(text);
    const owner = { ...product(stub), metadata };
    const missing = await readDefinition(client, owner);
    expect(missing).toMatchObject({ type: 'openapi', text: stub });
    expect(missing?.problem).toContain('not found');

    for (const map of documentConfigMaps(owner, packed)) {
      await client.create(configMaps, map);
    }
    expect(await readDefinition(client, owner)).toEqual({
      type: 'graphql',
      text,
    });
    const again = { ...owner, metadata: { ...owner.metadata, uid: 'uid-2' } };
    expect(await readDefinition(client, again)).toMatchObject({ text: stub });
  });

  it('does not take a lost connection for a missing document', async () => {
    const { stub } = await stubOf('type Query { games: Int }');
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(
      cluster.kubeconfig().replaceAll(cluster.url, 'https://127.0.0.1:1'),
    );
    const away = KubernetesClient.fromKubeConfig(kubeConfig);
    await expect(readDefinition(away, product(stub))).rejects.toMatchObject({
      status: 503,
    });
    await away.close();
  });
});
