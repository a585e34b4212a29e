import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { call, quantile } from './measure.mjs';

const require = createRequire(import.meta.url);
const PRODUCTS = {
  group: 'devportal.kuadrant.io',
  version: 'v1alpha1',
  kind: 'APIProduct',
  plural: 'apiproducts',
  namespaced: true,
};
const NAMESPACE = 'apis-0';
// The peer looks every 30 seconds; what takes longer than two of these is counted as never.
const LIMIT_MS = 75_000;
const POLL_MS = 40;

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

const product = (name, description) => ({
  apiVersion: 'devportal.kuadrant.io/v1alpha1',
  kind: 'APIProduct',
  metadata: {
    namespace: NAMESPACE,
    name,
    annotations: { 'backstage.io/owner': 'group:default/api-owners' },
  },
  spec: {
    displayName: name,
    description,
    approvalMode: 'manual',
    publishStatus: 'Published',
    targetRef: {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name,
    },
  },
});

/** How long after a change in the cluster the catalog shows it; undefined where it does not within the limit. */
async function seen({ url, token, namespace, name, holds }) {
  const begin = performance.now();
  const address = `${url}/api/catalog/entities/by-name/api/${namespace}/${name}`;
  while (performance.now() - begin < LIMIT_MS) {
    const { status, text } = await call({ url: address, token, text: true });
    if (holds(status, text)) {
      return performance.now() - begin;
    }
    await pause(POLL_MS);
  }
  return undefined;
}

/** Makes, changes and deletes products, and waits for each in both catalogs. */
export async function measureCatalog(portals, { kubeconfig, samples }) {
  const { KubernetesClient } = require('@kuadrant/kubernetes-cache');
  const { KubeConfig } = await import('@kubernetes/client-node');
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(readFileSync(kubeconfig, 'utf8'));
  const client = KubernetesClient.fromKubeConfig(kubeConfig);
  const tokens = {};
  for (const [name, portal] of Object.entries(portals)) {
    tokens[name] = await portal.signIn('user:default/admin1');
  }
  const taken = {};
  const everywhere = async (what, name, holds) => {
    await Promise.all(
      Object.entries(portals).map(async ([portal, { url }]) => {
        const ms = await seen({
          url,
          token: tokens[portal],
          // The peer puts all products into one namespace.
          namespace: portal === 'ours' ? NAMESPACE : 'default',
          name,
          holds,
        });
        ((taken[portal] ??= {})[what] ??= []).push(ms ?? Infinity);
      }),
    );
  };
  const life = async index => {
    const name = `measured-${Date.now().toString(36)}-${index}`;
    const ref = { namespace: NAMESPACE, name };
    await client.create(PRODUCTS, product(name, 'as made'));
    await everywhere('create', name, status => status === 200);
    await client.patch(
      PRODUCTS,
      ref,
      { spec: { description: 'as changed' } },
      {
        type: 'merge',
      },
    );
    await everywhere('update', name, (_, text) => text.includes('as changed'));
    await client.delete(PRODUCTS, ref);
    await everywhere('delete', name, status => status === 404);
  };
  // Side by side and at odd times, since the peer looks at fixed ones.
  await Promise.all(
    Array.from({ length: samples }, async (_, index) => {
      await pause(index * 1700);
      await life(index);
    }),
  );
  await client.close();
  return Object.fromEntries(
    Object.entries(taken).map(([portal, kinds]) => [
      portal,
      Object.fromEntries(
        Object.entries(kinds).map(([what, values]) => [
          what,
          {
            p50: Math.round(quantile(values, 0.5)),
            p95: Math.round(quantile(values, 0.95)),
            samples: values.length,
          },
        ]),
      ),
    ]),
  );
}
