// A cluster with all that is measured, in a process of its own. Arguments: folder of the state, products, keys.
const { LocalCluster } = require('@kuadrant/local-cluster');
const { KubernetesClient } = require('@kuadrant/kubernetes-cache');
const { definitions } = require('@kuadrant/test-control-plane');
const { KubeConfig } = require('@kubernetes/client-node');
const { existsSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [folder, products, keys] = process.argv.slice(2);
const PARALLEL = 16;

const PLURALS = {
  Namespace: 'namespaces',
  APIProduct: 'apiproducts',
  APIKey: 'apikeys',
  APIKeyRequest: 'apikeyrequests',
  HTTPRoute: 'httproutes',
  PlanPolicy: 'planpolicies',
};

function resourceOf({ apiVersion, kind, metadata }) {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const namespaced = metadata.namespace !== undefined;
  return { group, version, kind, plural: PLURALS[kind], namespaced };
}

async function fill(client) {
  const { world } = await import('./data.mjs');
  const objects = world({ products: Number(products), keys: Number(keys) });
  const uids = new Map();
  const make = async object => {
    const resource = resourceOf(object);
    const { status, ...rest } = object;
    if (object.kind === 'APIKeyRequest') {
      const { namespace, name } = object.spec.apiKeyRef;
      rest.spec.apiKeyRef.uid = uids.get(`${namespace}/${name}`);
    }
    const { metadata } = await client.create(resource, rest);
    if (object.kind === 'APIKey') {
      uids.set(`${metadata.namespace}/${metadata.name}`, metadata.uid);
    }
    if (status) {
      const { namespace, name } = metadata;
      await client.patch(
        resource,
        { namespace, name },
        { status },
        {
          type: 'merge',
          subresource: 'status',
        },
      );
    }
  };
  // A request names the uid of its key, and everything lies in a namespace.
  for (const kinds of [
    ['Namespace'],
    ['APIProduct', 'HTTPRoute', 'PlanPolicy', 'APIKey'],
    ['APIKeyRequest'],
  ]) {
    const left = objects.filter(({ kind }) => kinds.includes(kind)).reverse();
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => {
        while (left.length > 0) {
          await make(left.pop());
        }
      }),
    );
  }
}

async function main() {
  const dataFile = join(folder, 'cluster.sqlite');
  const filled = join(folder, 'filled');
  if (!existsSync(filled)) {
    readdirSync(folder)
      .filter(name => name.startsWith('cluster.sqlite'))
      .forEach(name => rmSync(join(folder, name)));
  }
  const cluster = await LocalCluster.start({
    dataFile,
    manifests: definitions(),
  });
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(cluster.kubeconfig());
  if (!existsSync(filled)) {
    const client = KubernetesClient.fromKubeConfig(kubeConfig);
    await fill(client);
    await client.close();
    writeFileSync(filled, '');
  }
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, cluster.kubeconfig(), { mode: 0o600 });
  process.send({ kubeconfig, port: new URL(cluster.url).port });
  process.once('disconnect', async () => {
    await cluster.stop();
    process.exit(0);
  });
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
