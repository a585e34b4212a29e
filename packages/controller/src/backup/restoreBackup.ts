import {
  type APIKey,
  apiKeyApprovals,
  type APIProduct,
  apiProducts,
  namespaces,
  overrulingFirst,
  productRefOf,
  refOfObject,
  requestRefOf,
  secretNamesOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { createHash } from 'node:crypto';
import { keyOf } from '../objects';
import { BackupError } from './BackupError';
import type { Backup } from './backupFormat';
import { inParallel } from './inParallel';
import { KeyRestorer } from './KeyRestorer';
import {
  byRequest,
  type LiveCluster,
  readLiveCluster,
  requestOf,
} from './LiveCluster';
import { lacksPlanMemory, planMemory } from './planMemory';
import type { RestoreReport } from './RestoreReport';
import type { SavedKey } from './SavedKey';
import { isSameProduct } from './trust';
import { objectsIn } from './objectsIn';
import { Writer } from './Writer';

/** How to restore. */
export interface RestoreOptions {
  client: KubernetesClient;
  /** Restore what is in these namespaces only. */
  namespaces?: string[];
  /** Leave out the Secrets that are in the backup. */
  withSecrets: boolean;
  dryRun: boolean;
  /** Bind decisions to keys that another tool has restored while no controller was running. */
  adopt: boolean;
  /** Milliseconds since the epoch. */
  now: number;
  onProgress?: (done: number, total: number) => void;
  /** Another restore has begun, so that this one has to stop. */
  signal?: AbortSignal;
}

/**
 * Restores a backup: namespaces, products, then each key with its decisions and, last, its Secrets. What exists is left
 * as it is. Run again after an interruption, it finishes what is missing.
 *
 * @throws BackupError, KubernetesError; what was restored until then stays
 */
export async function restoreBackup(
  backup: Backup,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const { client, dryRun, adopt, now, onProgress, signal } = options;
  const objects = objectsIn(backup.objects, options);
  const live = await readLiveCluster(client, options.namespaces);
  const writer = new Writer(client, { dryRun });
  const report = { unchanged: 0, notes: [] as string[] };
  await restoreNamespaces(objects.namespaces, { live, writer });
  await restoreProducts(objects.products, { live, writer, report });
  const keys = savedKeys(objects);
  const products = new Set(
    keys.map(({ apiKey }) => keyOf(productRefOf(apiKey))),
  );
  const planned = objects.products.filter(({ metadata }) =>
    products.has(keyOf(metadata)),
  );
  await rememberPlans(planned, { live, writer });
  const restorer = new KeyRestorer({
    live,
    writer,
    id: idOf(backup),
    adopt,
    now,
  });
  await inParallel(
    keys,
    async key => {
      signal?.throwIfAborted();
      const { outcome, notes } = await restorer.restore(key);
      report.unchanged += outcome === 'unchanged' ? 1 : 0;
      report.notes.push(...notes);
    },
    onProgress,
  );
  await restoreDecisionsInAdvance(objects, { live, writer });
  if (!dryRun && writer.writes > 0) {
    // A controller that worked on a product in the same instant may have overwritten it.
    const { products: latest } = await readLiveCluster(
      client,
      options.namespaces,
    );
    await rememberPlans(planned, {
      live: { ...live, products: latest },
      writer,
    });
  }
  return {
    ...report,
    created: { ...writer.created },
    writes: writer.writes,
  };
}

interface Work {
  live: LiveCluster;
  writer: Writer;
}

async function restoreNamespaces(
  saved: Backup['objects']['namespaces'],
  { live, writer }: Work,
): Promise<void> {
  const going = saved.filter(
    ({ metadata }) =>
      live.namespaces.get(metadata.name)?.metadata.deletionTimestamp,
  );
  if (going.length > 0) {
    throw new BackupError(
      `Namespaces are still being deleted: ${going.map(({ metadata }) => metadata.name).join(', ')}. Restore when they no longer exist.`,
    );
  }
  for (const namespace of saved) {
    const { name } = namespace.metadata;
    if (!live.namespaces.has(name)) {
      const { object } = await writer.create(namespaces, namespace);
      live.namespaces.set(name, object);
    }
  }
}

async function restoreProducts(
  saved: APIProduct[],
  {
    live,
    writer,
    report,
  }: Work & { report: Pick<RestoreReport, 'unchanged' | 'notes'> },
): Promise<void> {
  await inParallel(saved, async product => {
    const key = keyOf(refOfObject(product));
    const existing = live.products.get(key);
    if (!existing) {
      const { object } = await writer.create(apiProducts, product);
      live.products.set(key, object);
    } else if (isSameProduct(product, existing)) {
      report.unchanged += 1;
    } else {
      report.notes.push(
        `APIProduct ${key} exists and is left as it is: it has another owner or route than in the backup`,
      );
    }
  });
}

// Without it the keys of a product whose PlanPolicy is not there yet would work, and nothing would limit them.
async function rememberPlans(
  saved: APIProduct[],
  { live, writer }: Work,
): Promise<void> {
  for (const product of saved) {
    const existing = live.products.get(keyOf(refOfObject(product)));
    if (existing && lacksPlanMemory(product, existing)) {
      await writer.patch(
        apiProducts,
        refOfObject(product),
        { status: planMemory(product) },
        'status',
      );
    }
  }
}

function savedKeys(objects: Backup['objects']): SavedKey[] {
  const products = new Map(
    objects.products.map(each => [keyOf(refOfObject(each)), each]),
  );
  const requests = new Map(
    objects.requests.map(each => [keyOf(refOfObject(each)), each]),
  );
  const secrets = new Map(
    objects.secrets.map(each => [keyOf(each.metadata), each]),
  );
  const decisions = byRequest(objects.decisions);
  return objects.keys.map(apiKey => {
    const request = keyOf(requestRefOf(apiKey));
    return {
      apiKey,
      product: products.get(keyOf(productRefOf(apiKey))),
      request: requests.get(request),
      decisions: overrulingFirst(decisions.get(request) ?? []),
      secrets: secretsOf(apiKey, secrets),
    };
  });
}

function secretsOf<S>(apiKey: APIKey, secrets: Map<string, S>): S[] {
  const { namespace } = apiKey.metadata;
  return secretNamesOf(apiKey).flatMap(
    name => secrets.get(keyOf({ namespace, name })) ?? [],
  );
}

async function restoreDecisionsInAdvance(
  objects: Backup['objects'],
  { live, writer }: Work,
): Promise<void> {
  const requests = new Set(objects.keys.map(key => keyOf(requestRefOf(key))));
  for (const decision of objects.decisions) {
    const request = requestOf(decision);
    const exists = live.decisions
      .get(request)
      ?.some(({ metadata }) => metadata.name === decision.metadata.name);
    if (!requests.has(request) && !exists) {
      await writer.create(apiKeyApprovals, decision);
    }
  }
}

function idOf(backup: Backup): string {
  return createHash('sha256').update(JSON.stringify(backup)).digest('hex');
}
