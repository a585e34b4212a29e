// yarn benchmark gateway-policy: how long until a change of one Gateway's AuthPolicy is in the status of all products
// that it concerns. README.md tells more.
import {
  type APIProduct,
  apiProducts,
  type AuthPolicy,
  authPolicies,
  gateways,
  httpRoutes,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { ResourceCache } from '@kuadrant/kubernetes-cache';
import { parseArgs } from 'node:util';
import { startWorld } from '../../packages/controller/src/__testUtils__/startWorld';
import { printTable, writeResult } from '../report';

const { values: options } = parseArgs({
  options: {
    routes: { type: 'string', default: '10000' },
    policies: { type: 'string', default: '500' },
    products: { type: 'string', default: '20,200,1000' },
    keys: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    embedded: { type: 'boolean', default: false },
  },
});
const AT_ONCE = 32;
const GROUP = 'gateway.networking.k8s.io';
const NAMESPACE = 'shop';
const IN_FORCE = {
  conditions: ['Accepted', 'Enforced'].map(type => ({ type, status: 'True' })),
};

const count = (name: 'routes' | 'policies' | 'keys' | 'rounds') =>
  Number(options[name]);

async function atOnce(
  total: number,
  work: (index: number) => Promise<unknown>,
) {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < total) {
        next += 1;
        await work(next - 1);
      }
    }),
  );
}

const rules = (header: string) => ({
  authentication: {
    keys: {
      apiKey: { selector: { matchLabels: { app: 'shop' } } },
      credentials: { customHeader: { name: header } },
    },
  },
});

async function main() {
  if (options.embedded) {
    delete process.env.KUBEBUILDER_ASSETS;
  }
  const sizes = options.products.split(',').map(Number);
  const { world, stop } = await startWorld();
  const { client } = world;
  try {
    await world.kuadrant();
    await world.namespace(NAMESPACE);
    const gatewayOf = (index: number) => {
      let end = 0;
      const size = sizes.findIndex(each => index < (end += each));
      return size < 0 ? 'other' : `of-${sizes[size]}`;
    };
    const policy = (name: string, kind: string, header: string) =>
      client
        .create<AuthPolicy>(authPolicies, {
          metadata: { namespace: NAMESPACE, name },
          spec: {
            targetRef: { group: GROUP, kind, name },
            rules: rules(header),
          },
        })
        .then(() =>
          world.setStatus(
            authPolicies,
            { namespace: NAMESPACE, name },
            IN_FORCE,
          ),
        );
    for (const name of ['other', ...sizes.map(size => `of-${size}`)]) {
      await client.create(gateways, {
        metadata: { namespace: NAMESPACE, name },
        spec: { listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] },
      });
      await policy(name, 'Gateway', 'X-0');
    }
    const products = sizes.reduce((sum, size) => sum + size, 0);
    await atOnce(count('routes'), async index => {
      const name = `p${index}`;
      const targetRef = { group: GROUP, kind: 'HTTPRoute', name };
      const metadata = { namespace: NAMESPACE, name };
      await client.create(httpRoutes, {
        metadata,
        spec: { parentRefs: [{ name: gatewayOf(index) }] },
      });
      if (index < products) {
        await client.create(apiProducts, {
          metadata,
          spec: {
            displayName: name,
            approvalMode: 'manual',
            publishStatus: 'Published',
            targetRef,
          },
        } as APIProduct);
      } else if (index - products < count('policies') - sizes.length - 1) {
        await policy(name, 'HTTPRoute', 'X-Own');
      }
    });
    await atOnce(count('keys'), index =>
      world.key(
        { namespace: NAMESPACE, name: `p${index % products}` },
        {},
        { namespace: NAMESPACE, name: `key-${index}`, value: `v${index}` },
      ),
    );
    const shown = ResourceCache.create<APIProduct & KubernetesObject>({
      client,
      resource: apiProducts,
      namespaces: [NAMESPACE],
    });
    shown.start();
    await shown.waitForSync();
    const before = process.memoryUsage().rss;
    const begin = performance.now();
    const controller = await world.startController({ recordEvents: false });
    await controller.settled({ timeoutMs: 1_200_000 });
    const startSeconds = (performance.now() - begin) / 1000;
    const memory = Math.round((process.memoryUsage().rss - before) / 2 ** 20);

    const table: Record<string, string | number>[] = [];
    for (const size of sizes) {
      let best = Infinity;
      let leastProcessorTime = Infinity;
      for (let round = 1; round <= count('rounds'); round++) {
        const header = `X-${size}-${round}`;
        const showing = () =>
          shown
            .list()
            .filter(({ status }) =>
              JSON.stringify(status?.discoveredAuthScheme ?? '').includes(
                `"${header}"`,
              ),
            ).length;
        const changed = performance.now();
        const processorTime = process.cpuUsage();
        const all = new Promise<void>(resolve => {
          let left = size;
          const unsubscribe = shown.subscribe(({ object, previous }) => {
            const has = (product?: APIProduct) =>
              JSON.stringify(
                product?.status?.discoveredAuthScheme ?? '',
              ).includes(`"${header}"`);
            if (has(object) && !has(previous)) {
              left -= 1;
              if (left === 0) {
                unsubscribe();
                resolve();
              }
            }
          });
        });
        await world.patchSpec(
          authPolicies,
          { namespace: NAMESPACE, name: `of-${size}` },
          { rules: rules(header) },
        );
        await all;
        best = Math.min(best, performance.now() - changed);
        const { user, system } = process.cpuUsage(processorTime);
        leastProcessorTime = Math.min(
          leastProcessorTime,
          (user + system) / 1000,
        );
        if (showing() !== size) {
          throw new Error(`${showing()} products show ${header}, not ${size}`);
        }
        await controller.settled({ timeoutMs: 600_000 });
      }
      table.push({
        'products concerned': size,
        'ms until all show it': Math.round(best),
        'ms a product': (best / size).toFixed(2),
        'ms of processor time': Math.round(leastProcessorTime),
      });
    }
    console.log(
      `${count('routes')} routes, ${count('policies')} policies, ${products} products, ${count('keys')} keys; first pass ${startSeconds.toFixed(1)} s; ${memory} MiB more with the controller`,
    );
    await shown.stop();
    printTable(table);
    writeResult('gateway-policy', { options, startSeconds, memory, table });
  } finally {
    await stop();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
