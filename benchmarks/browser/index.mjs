// yarn benchmark browser: the pages of the portal beside those of the frontend that was there before, each in the same
// classic app, with its own backend, on the same cluster and data.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launchBrowser } from '../../e2e-tests/support/browser.cjs';
import {
  installPortals,
  startBackend,
  startCluster,
} from '../portal/processes.mjs';
import {
  clusterFolder as folder,
  local,
  names,
  size,
} from '../portal/settings.mjs';
import { times } from '../times.mjs';
import { buildApp, sizesOf, unpackPeer } from './bundle.mjs';
import { openPage } from './measure.mjs';
import { EMPTY, PAGES } from './pages.mjs';
import { startSite } from './site.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { printTable, quantile, writeResult } = require('../report');

const rounds = Number(process.env.BENCHMARK_ROUNDS ?? 7);

const FIGURES = [
  'drawn',
  'interactive',
  'busy',
  'sentKiB',
  'elements',
  'heapMiB',
];

const median = numbers => Math.round(quantile(numbers, 0.5));

/** The median of each figure of a page that was opened several times. */
const mediansOf = results =>
  Object.fromEntries(
    FIGURES.map(figure => [
      figure,
      median(results.map(result => result[figure])),
    ]),
  );

async function main() {
  const peerFolder = unpackPeer(join(local, 'browser-peer'));
  mkdirSync(folder, { recursive: true });
  installPortals();
  const record = { ...size, bundles: {}, pages: [] };
  const stops = [];
  try {
    const cluster = await startCluster(folder, size);
    stops.push(cluster.stop);
    const portals = {};
    for (const name of names) {
      const built = join(local, `app-${name}`);
      await buildApp(name, { folder: built, peerFolder });
      record.bundles[name] = await sizesOf(name, { peerFolder });
      const backend = await startBackend(name, { folder, ...cluster });
      stops.push(backend.stop);
      const site = await startSite({
        folder: built,
        backendUrl: backend.url,
      });
      stops.push(site.close);
      portals[name] = { backend, site };
    }
    const browser = await launchBrowser();
    // What the app itself takes with each frontend built in: the first of the pages.
    const empty = {};
    stops.push(() => browser.close());

    for (const { name, who, row, ...paths } of PAGES) {
      const results = Object.fromEntries(names.map(each => [each, []]));
      const userEntityRef = `user:default/${who}`;
      // The first warms up what serves the page.
      for (let round = 0; round <= rounds; round++) {
        for (const portal of names) {
          const { backend, site } = portals[portal];
          const token = await backend.signIn(userEntityRef);
          const url = `${site.url}${paths[portal]}`;
          const options = { url, token, userEntityRef, row };
          const result = await openPage(browser, options);
          if (round > 0) {
            results[portal].push(result);
          }
        }
      }
      const figures = {};
      for (const portal of names) {
        figures[portal] = mediansOf(results[portal]);
        const { interactive } = figures[portal];
        empty[portal] ??= interactive;
        figures[portal].beyondEmpty = interactive - empty[portal];
      }
      const { ours, peer } = figures;
      const ratios = ours &&
        peer &&
        name !== EMPTY && {
          timesFaster: times(peer.interactive, ours.interactive),
          timesFasterBeyond: times(peer.beyondEmpty, ours.beyondEmpty),
        };
      for (const portal of names) {
        record.pages.push({
          page: name,
          portal,
          ...figures[portal],
          ...(portal === 'ours' && ratios),
        });
      }
    }
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
  }
  printTable(
    Object.entries(record.bundles).map(([portal, sizes]) => ({
      portal,
      ...sizes,
    })),
  );
  printTable(record.pages);
  if (names.length === 2) {
    writeResult('browser', record);
  }
}

await main();
