import type { CacheStatus, KubernetesClient } from '@kuadrant/kubernetes-cache';
import type { KuadrantCaches } from './caches';

/**
 * How well the portal knows its cluster.
 *
 * @public
 */
export interface ClusterStatus {
  /** All caches have taken in a first list. */
  synced: boolean;
  /** What at least one cache holds may be out of date. */
  stale: boolean;
  /** The API server does not answer now. */
  unreachable: boolean;
  /** The last contact of the cache that has waited longest. */
  lastContact?: Date;
  /** The status of each cache, by the plural name of its kind. */
  caches: Record<keyof KuadrantCaches, CacheStatus>;
}

/**
 * The connection to the cluster that holds products and keys, and the caches of what the portal reads from it.
 *
 * @remarks
 * Writes of a cached kind go through its cache, so that they can be read at once; all else, Secrets above all, goes
 * through the client and is cached nowhere.
 *
 * @public
 */
export interface KuadrantCluster {
  readonly client: KubernetesClient;
  /** Namespace of the kubeconfig's context, or the pod's own; `default` where none is named. */
  readonly namespace: string;
  readonly caches: KuadrantCaches;
  status(): ClusterStatus;
  /** Resolves when all caches have synced; rejects after `timeoutMs` or when the signal aborts. */
  waitForSync(options?: {
    timeoutMs?: number;
    signal?: AbortSignal;
  }): Promise<void>;
}
