import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where clusters, databases and the peer are kept from one run to the next. */
export const local = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../.local/benchmarks',
);

/** Where each of the two portals is installed. */
export const portalFolders = {
  ours: join(local, 'portal-ours'),
  peer: join(local, 'portal-peer'),
};

/** What is in the cluster that both portals read. */
export const size = {
  products: Number(process.env.BENCHMARK_PRODUCTS ?? 100),
  keys: Number(process.env.BENCHMARK_KEYS ?? 10_000),
};

export const clusterFolder = join(
  local,
  `portal-${size.products}-${size.keys}`,
);

/** The portals that are measured. */
export const names = process.env.BENCHMARK_ONLY?.split(',') ?? ['ours', 'peer'];

/** Bytes as MiB. */
export const mebibytes = bytes => Math.round(bytes / 1024 / 1024);
