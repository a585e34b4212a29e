import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { untilCount } from './catalog.mjs';
import { call } from './measure.mjs';
import { Observer } from './Observer.mjs';
import { startBackend, startCluster } from './processes.mjs';
import { mebibytes } from './settings.mjs';

const LIMIT_MS = 900_000;
const MINUTE_MS = 60_000;
const POLL_MS = 250;

const seconds = ms => Math.round(ms / 100) / 10;

/** Milliseconds from `begin` until a consumer is signed in, and until the portal itself lists all products. */
async function visit(portal, { begin, products }) {
  const token = await portal.signIn('user:default/consumer1');
  const signedIn = performance.now() - begin;
  const url = `${portal.url}/api/kuadrant/apiproducts`;
  for (;;) {
    const { status, text } = await call({ url, token, text: true });
    // The peer gives all products at once and no number of them.
    const { items, totalItems = items?.length } =
      status === 200 ? JSON.parse(text) : {};
    if (totalItems >= products) {
      return { signedIn, listed: performance.now() - begin };
    }
    if (performance.now() - begin > LIMIT_MS) {
      throw new Error(`${url} answers ${status} with ${totalItems} products`);
    }
    await pause(POLL_MS);
  }
}

async function measure(portal, { begin, products }) {
  await portal.ask('reset');
  const untilInCatalog = async () => {
    await untilCount(new Observer(portal), products, LIMIT_MS);
    return performance.now() - begin;
  };
  const [visited, inCatalog] = await Promise.all([
    visit(portal, { begin, products }),
    untilInCatalog(),
  ]);
  const there = await portal.ask('stats');
  await portal.ask('reset');
  await pause(MINUTE_MS);
  const later = await portal.ask('stats');
  return {
    products,
    secondsUntilSignIn: seconds(visited.signedIn),
    secondsUntilListed: seconds(visited.listed),
    secondsUntilInCatalog: seconds(inCatalog),
    cpuSeconds: seconds(there.cpuMs),
    longestBlockMs: Math.round(there.longestBlockMs),
    rss: mebibytes(there.memory.rss),
    peak: mebibytes(there.peakBytes),
    cpuSecondsInNextMinute: seconds(later.cpuMs - there.cpuMs),
    longestBlockMsInNextMinute: Math.round(later.longestBlockMs),
  };
}

/**
 * From the start of a backend with an empty database, on a cluster that has very many products, until a consumer can sign
 * in, until the portal lists all of them, and until the catalog does; then what it does in a minute in which nothing
 * happens. For each of the two portals, one after the other.
 */
export async function measureCold(names, { local, products }) {
  const folder = join(local, `portal-${products}-0`);
  const cluster = await startCluster(folder, { products, keys: 0 });
  const results = {};
  try {
    for (const name of names) {
      const begin = performance.now();
      const portal = await startBackend(name, { folder, ...cluster });
      try {
        results[name] = await measure(portal, { begin, products });
      } finally {
        await portal.stop();
      }
    }
  } finally {
    await cluster.stop();
  }
  return results;
}
