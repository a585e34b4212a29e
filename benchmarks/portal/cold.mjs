import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { untilCount } from './catalog.mjs';
import { Observer } from './Observer.mjs';
import { startBackend, startCluster } from './processes.mjs';
import { mebibytes } from './settings.mjs';

const LIMIT_MS = 900_000;
const MINUTE_MS = 60_000;
// Neither a disk nor the memory of the backend itself is to be measured.
const DATABASES = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const seconds = ms => Math.round(ms / 100) / 10;

/**
 * From the start of a backend without a database until its catalog shows all products of a cluster that has very many,
 * then what it does in a minute in which nothing happens; for each of the two portals, one after the other.
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
        const there = await portal.ask('stats');
        await portal.ask('reset');
        await pause(MINUTE_MS);
        const later = await portal.ask('stats');
        results[name] = {
          products,
          seconds: seconds(ms),
          cpuSeconds: seconds(there.cpuMs),
          longestBlockMs: Math.round(there.longestBlockMs),
          rss: mebibytes(there.memory.rss),
          peak: mebibytes(there.peakBytes),
          cpuSecondsInNextMinute: seconds(later.cpuMs - there.cpuMs),
          longestBlockMsInNextMinute: Math.round(later.longestBlockMs),
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
