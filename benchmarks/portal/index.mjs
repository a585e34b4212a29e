// yarn benchmark portal [reads] [catalog] [bulk] [cold]: the portal's backend beside the one that was there before, on
// the same cluster and data. Without arguments all of it.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureBulk } from './bulk.mjs';
import { measureCatalog } from './catalog.mjs';
import { measureCold } from './cold.mjs';
import { installPeer } from './peer.mjs';
import { startBackend, startCluster } from './processes.mjs';
import { measureReads } from './reads.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');

const { printTable, writeResult } = require('../report');
const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
const local = join(repository, '.local/benchmarks');
const peerFolder = join(local, 'portal-peer');

const size = {
  products: Number(process.env.BENCHMARK_PRODUCTS ?? 100),
  keys: Number(process.env.BENCHMARK_KEYS ?? 10_000),
};
const seconds = Number(process.env.BENCHMARK_SECONDS ?? 4);
const samples = Number(process.env.BENCHMARK_SAMPLES ?? 20);
const wanted = process.argv.slice(2);
const wants = part => wanted.length === 0 || wanted.includes(part);

const megabytes = bytes => Math.round(bytes / 1024 / 1024);

async function memoryOf(portals) {
  const memory = {};
  for (const [name, portal] of Object.entries(portals)) {
    const { memory: now, peakBytes } = await portal.ask('stats');
    const collected = await portal.ask('collect');
    memory[name] = {
      rss: megabytes(now.rss),
      peak: megabytes(peakBytes),
      heapInUse: megabytes(collected.memory.heapUsed),
    };
  }
  return memory;
}

const rowsOf = figures =>
  Object.entries(figures).map(([portal, values]) => ({ portal, ...values }));

function rowsOfRead({ name, who, ours, peer, timesFaster, timesMore }) {
  const row = (portal, figures, more) =>
    figures ? [{ read: name, who, portal, ...figures, ...more }] : [];
  return [
    ...row('ours', ours, { timesFaster, timesMore }),
    ...row('peer', peer),
  ];
}

/** What both portals are asked for on one cluster. */
async function measureTogether(names, record) {
  const folder = join(local, `portal-${size.products}-${size.keys}`);
  const stops = [];
  try {
    const cluster = await startCluster(folder, size);
    stops.push(cluster.stop);
    const options = { folder, peerFolder, ...cluster };
    const portals = {};
    for (const name of names) {
      portals[name] = await startBackend(name, options);
      stops.push(portals[name].stop);
    }
    if (wants('reads')) {
      record.reads = await measureReads(portals, { seconds });
      record.memory = await memoryOf(portals);
      printTable(record.reads.flatMap(rowsOfRead));
      printTable(rowsOf(record.memory));
    }
    if (wants('catalog')) {
      record.catalog = await measureCatalog(portals, {
        ...cluster,
        ...size,
        samples,
      });
      printTable(
        Object.entries(record.catalog).flatMap(([portal, kinds]) =>
          Object.entries(kinds).map(([change, figures]) => ({
            portal,
            change,
            ...figures,
          })),
        ),
      );
    }
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
  }
}

async function main() {
  const names = process.env.BENCHMARK_ONLY?.split(',') ?? ['ours', 'peer'];
  const record = { ...size };
  mkdirSync(local, { recursive: true });
  installPeer(peerFolder);
  if (wants('reads') || wants('catalog')) {
    await measureTogether(names, record);
  }
  if (wants('bulk')) {
    const requests = Number(process.env.BENCHMARK_REQUESTS ?? 500);
    const options = { folder: local, peerFolder, requests };
    record.bulk = await measureBulk(names, options);
    printTable(rowsOf(record.bulk));
  }
  if (wants('cold')) {
    const products = Number(process.env.BENCHMARK_COLD_PRODUCTS ?? 10_000);
    record.cold = await measureCold(names, { local, peerFolder, products });
    printTable(rowsOf(record.cold));
  }
  // A part alone, or one portal alone, is no comparison to keep.
  if (wanted.length === 0 && names.length === 2) {
    writeResult('portal', record);
  }
}

await main();
