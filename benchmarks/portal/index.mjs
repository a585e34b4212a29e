// yarn benchmark portal [reads] [catalog] [bulk] [cold]: the portal's backend beside the one that was there before, on
// the same cluster and data. Without arguments all of it.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { measureBulk } from './bulk.mjs';
import { measureCatalog } from './catalog.mjs';
import { measureCold } from './cold.mjs';
import { installPortals, startBackend, startCluster } from './processes.mjs';
import { measureReads } from './reads.mjs';
import {
  clusterFolder as folder,
  local,
  mebibytes,
  names,
  size,
} from './settings.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');

const { printTable, writeResult } = require('../report');
const seconds = Number(process.env.BENCHMARK_SECONDS ?? 4);
const samples = Number(process.env.BENCHMARK_SAMPLES ?? 20);
const wanted = process.argv.slice(2);
const wants = part => wanted.length === 0 || wanted.includes(part);

async function memoryOf(portals) {
  const memory = {};
  for (const [name, portal] of Object.entries(portals)) {
    const { memory: now, peakBytes } = await portal.ask('stats');
    const collected = await portal.ask('collect');
    memory[name] = {
      rss: mebibytes(now.rss),
      peak: mebibytes(peakBytes),
      heapInUse: mebibytes(collected.memory.heapUsed),
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

/** Keeps the record of a part; one portal alone is no comparison to keep. */
function keep(part, figures) {
  if (names.length === 2) {
    writeResult(`portal-${part}`, figures);
  }
}

/** What both portals are asked for on one cluster. */
async function measureTogether() {
  const stops = [];
  try {
    const cluster = await startCluster(folder, size);
    stops.push(cluster.stop);
    const options = { folder, ...cluster };
    const portals = {};
    for (const name of names) {
      portals[name] = await startBackend(name, options);
      stops.push(portals[name].stop);
    }
    if (wants('reads')) {
      const reads = await measureReads(portals, { seconds });
      const memory = await memoryOf(portals);
      printTable(reads.flatMap(rowsOfRead));
      printTable(rowsOf(memory));
      keep('reads', { ...size, reads, memory });
    }
    if (wants('catalog')) {
      const catalog = await measureCatalog(portals, {
        ...cluster,
        ...size,
        samples,
      });
      printTable(
        Object.entries(catalog).flatMap(([portal, kinds]) =>
          Object.entries(kinds).map(([change, figures]) => ({
            portal,
            change,
            ...figures,
          })),
        ),
      );
      keep('catalog', { ...size, samples, catalog });
    }
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
  }
}

async function main() {
  mkdirSync(local, { recursive: true });
  installPortals();
  if (wants('reads') || wants('catalog')) {
    await measureTogether();
  }
  if (wants('bulk')) {
    const requests = Number(process.env.BENCHMARK_REQUESTS ?? 500);
    const options = { folder: local, requests };
    const bulk = await measureBulk(names, options);
    printTable(rowsOf(bulk));
    keep('bulk', bulk);
  }
  if (wants('cold')) {
    const products = Number(process.env.BENCHMARK_COLD_PRODUCTS ?? 10_000);
    const cold = await measureCold(names, { local, products });
    printTable(rowsOf(cold));
    keep('cold', cold);
  }
}

await main();
