import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilCount } from './catalog.mjs';
import { Observer } from './Observer.mjs';
import { startBackend, startCluster } from './processes.mjs';
import { mebibytes } from './settings.mjs';

const LIMIT_MS = 900_000;
// Neither a disk nor the memory of the backend itself is to be measured.
const DATABASES = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/**
 * From the start of a backend without a database until its catalog shows all products of a cluster that has very many,
 * for each of the two portals, one after the other.
 */
export async function measureCold(names, { local, peerFolder, products }) {
  const folder = join(local, `portal-${products}-0`);
  const cluster = await startCluster(folder, { products, keys: 0 });
  const results = {};
  try {
    for (const name of names) {
      const database = mkdtempSync(join(DATABASES, 'kuadrant-benchmark-'));
      const options = { folder, peerFolder, database, ...cluster };
      const portal = await startBackend(name, options);
      try {
        await portal.ask('reset');
        const begin = performance.now();
        await untilCount(new Observer(portal), products, LIMIT_MS);
        const ms = performance.now() - begin;
        const { memory, peakBytes, cpuMs, longestBlockMs } =
          await portal.ask('stats');
        results[name] = {
          products,
          seconds: Math.round(ms / 100) / 10,
          cpuSeconds: Math.round(cpuMs / 1000),
          longestBlockMs: Math.round(longestBlockMs),
          rss: mebibytes(memory.rss),
          peak: mebibytes(peakBytes),
        };
      } finally {
        await portal.stop();
        rmSync(database, { recursive: true });
      }
    }
  } finally {
    await cluster.stop();
  }
  return results;
}
