import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/ports.mjs';
import { call, untilAnswered } from './measure.mjs';
import { startBackend } from './processes.mjs';

const require = createRequire(import.meta.url);
// As many as ours takes at a time.
const AT_A_TIME = 200;
const KEYS_PER_NAMESPACE = 50;
const LIMIT_MS = 300_000;
const CONCURRENCY = 16;

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** What the answer to a bulk review says of each request. */
async function review({ portal, url, token, requests }) {
  const path = portal === 'ours' ? 'bulk-review' : 'bulk-approve';
  const { status, text } = await call({
    url: `${url}/api/kuadrant/requests/${path}`,
    token,
    method: 'POST',
    body: { requests, ...(portal === 'ours' && { decision: 'approve' }) },
    text: true,
  });
  if (status !== 200) {
    throw new Error(`${portal} answered ${status}: ${text}`);
  }
  const { results } = JSON.parse(text);
  const failed = results.find(({ success }) => !success);
  if (failed) {
    throw new Error(`${portal} did not approve ${JSON.stringify(failed)}`);
  }
}

/** What a decision of ours has to name: the revision of each request in the queue. */
async function revisionsIn(url, token) {
  const revisions = new Map();
  let cursor;
  do {
    const query = new URLSearchParams({
      limit: 500,
      ...(cursor && { cursor }),
    });
    const { text } = await call({
      url: `${url}/api/kuadrant/requests?${query}`,
      token,
      text: true,
    });
    const { items, pageInfo } = JSON.parse(text);
    for (const { metadata, revision } of items) {
      revisions.set(metadata.name, revision);
    }
    cursor = pageInfo.nextCursor;
  } while (cursor);
  return revisions;
}

/**
 * Approves many requests with each of the two portals, each its own, on a cluster with this repository's controller: how
 * long until the answer, and until the last of the keys is enforced.
 */
export async function measureBulk(names, { folder, requests }) {
  const {
    apiKeyRequestName,
    apiKeyRequests,
    apiKeyState,
  } = require('@kuadrant/backstage-plugin-kuadrant-common');
  const {
    startWorld,
  } = require('../../packages/controller/src/__testUtils__/startWorld');
  const {
    KUADRANT_NAMESPACE,
  } = require('../../packages/controller/src/__testUtils__/TestWorld');
  const { Arrivals } = require('../controller/Arrivals');
  const { ControllerProcess } = require('../controller/ControllerProcess');
  const { atOnce, createKey } = require('../controller/keys');

  const { world, stop } = await startWorld();
  const stops = [stop];
  try {
    await world.kuadrant();
    const product = await world.product();
    const keys = [];
    for (let index = 0; index < names.length * requests; index++) {
      const place = index % KEYS_PER_NAMESPACE;
      const namespace =
        place === 0
          ? await world.namespace(world.name('consumer'))
          : keys[index - 1].namespace;
      keys.push({ namespace, name: `key-${place}` });
    }
    await atOnce(CONCURRENCY, keys, key =>
      createKey(world.client, key, product),
    );
    const arrivals = new Arrivals(world.client, KUADRANT_NAMESPACE);
    await arrivals.start();
    stops.push(() => arrivals.stop());
    const kubeconfig = join(folder, 'bulk.kubeconfig');
    writeFileSync(kubeconfig, world.adminKubeconfig, { mode: 0o600 });
    const controller = await ControllerProcess.start({
      kind: 'ours',
      kubeconfigFile: kubeconfig,
      port: await freePort(),
    });
    stops.push(() => controller.stop());
    const portals = {};
    for (const name of names) {
      portals[name] = await startBackend(name, { folder, kubeconfig });
      stops.push(portals[name].stop);
    }
    const pending = async () => {
      const { items } = await world.client.list(apiKeyRequests, {
        namespace: product.namespace,
      });
      return items.filter(
        ({ status }) => apiKeyState(status?.conditions).state === 'Pending',
      ).length;
    };
    const end = performance.now() + LIMIT_MS;
    while ((await pending()) < keys.length) {
      if (performance.now() > end) {
        throw new Error('The controller did not take in all keys');
      }
      await pause(500);
    }
    const results = {};
    for (const [name, portal] of Object.entries(portals)) {
      const token = await portal.signIn('user:default/admin1');
      await untilAnswered({
        url: `${portal.url}/api/kuadrant/apiproducts`,
        token,
      });
      const own = keys.splice(0, requests);
      const revisions =
        name === 'ours' ? await revisionsIn(portal.url, token) : new Map();
      const refs = own.map(key => ({
        namespace: product.namespace,
        name: apiKeyRequestName(key),
        ...(name === 'ours' && {
          revision: revisions.get(apiKeyRequestName(key)),
        }),
      }));
      const enforced = arrivals.enforced(own, LIMIT_MS);
      enforced.catch(() => {});
      const begin = performance.now();
      for (let done = 0; done < refs.length; done += AT_A_TIME) {
        await review({
          portal: name,
          url: portal.url,
          token,
          requests: refs.slice(done, done + AT_A_TIME),
        });
      }
      const answeredMs = Math.round(performance.now() - begin);
      await enforced;
      const enforcedMs = Math.round(performance.now() - begin);
      results[name] = { requests, answeredMs, enforcedMs };
    }
    return results;
  } finally {
    for (const each of stops.reverse()) {
      await each();
    }
  }
}
