import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { quantile } from './measure.mjs';
import { Observer } from './Observer.mjs';

const require = createRequire(import.meta.url);
const NAMESPACE = 'apis-0';
// The peer looks every 30 seconds; what takes longer than two of these is counted as never.
const LIMIT_MS = 75_000;
const START_MS = 120_000;
// The peer looks at fixed times, and after each of these all changes would wait for the next.
const SPREAD_MS = 30_000;
const GOLDEN_RATIO = 0.618;

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

/** Resolves as soon as the catalog shows so many APIs. */
export async function untilCount(observer, products, limitMs) {
  const end = performance.now() + limitMs;
  let found = 0;
  while ((found = await observer.count()) < products) {
    if (performance.now() > end) {
      throw new Error(`Only ${found} of ${products} products in the catalog`);
    }
    await pause(250);
  }
}

/** Makes, changes and deletes products, and waits for each in both catalogs. */
export async function measureCatalog(
  portals,
  { kubeconfig, products, samples },
) {
  const { apiProducts } = require('@kuadrant/backstage-plugin-kuadrant-common');
  const { KubernetesClient } = require('@kuadrant/kubernetes-cache');
  const { KubeConfig } = await import('@kubernetes/client-node');
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(readFileSync(kubeconfig, 'utf8'));
  const client = KubernetesClient.fromKubeConfig(kubeConfig);
  const observers = Object.fromEntries(
    Object.entries(portals).map(([name, portal]) => [
      name,
      new Observer(portal),
    ]),
  );
  // What was there before must not stand in line with what is measured.
  for (const observer of Object.values(observers)) {
    await untilCount(observer, products, START_MS);
  }
  const taken = {};
  const everywhere = async (what, name, holds) => {
    await Promise.all(
      Object.entries(observers).map(async ([portal, observer]) => {
        // The peer puts all products into one namespace.
        const namespace = portal === 'ours' ? NAMESPACE : 'default';
        const ref = `api:${namespace}/${name}`;
        const ms = await observer.until(ref, holds, LIMIT_MS);
        ((taken[portal] ??= {})[what] ??= []).push(ms);
      }),
    );
  };
  let changes = 0;
  const atAnyTime = () => pause(((changes++ * GOLDEN_RATIO) % 1) * SPREAD_MS);
  const life = async index => {
    const name = `measured-${Date.now().toString(36)}-${index}`;
    const ref = { namespace: NAMESPACE, name };
    await atAnyTime();
    await client.create(apiProducts, product(name, 'as made'));
    await everywhere('create', name, entity => entity !== undefined);
    await atAnyTime();
    const body = { spec: { description: 'as changed' } };
    await client.patch(apiProducts, ref, body, { type: 'merge' });
    await everywhere(
      'update',
      name,
      entity => entity?.metadata.description === 'as changed',
    );
    await atAnyTime();
    await client.delete(apiProducts, ref);
    await everywhere('delete', name, entity => entity === undefined);
  };
  await Promise.all(Array.from({ length: samples }, (_, index) => life(index)));
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
            worst: Math.round(Math.max(...values)),
            samples: values.length,
          },
        ]),
      ),
    ]),
  );
}
