import { KubernetesClient } from '../client/KubernetesClient';
import { KubernetesObject, Logger, ResourceDefinition } from '../types';
import { ReflectorTimes } from './Reflector';

/**
 * Options of {@link ResourceCache}'s `create`.
 *
 * @public
 */
export interface ResourceCacheOptions<T extends KubernetesObject> {
  client: KubernetesClient;
  resource: ResourceDefinition<T>;
  /** One watch for each of these namespaces. Left out or empty: one watch of all namespaces. */
  namespaces?: string[];
  /** Only objects with such labels. */
  labelSelector?: string;
  /**
   * Ask for the metadata alone: whatever else the objects hold never reaches this process. The
   * annotation in which `kubectl apply` repeats the whole object is dropped as well.
   */
  metadataOnly?: boolean;
  /**
   * The kind may be missing from the cluster: a 404 then counts as synced with no objects, until the
   * kind appears. Without it the cache waits, unsynced, for the kind.
   */
  optional?: boolean;
  /**
   * What is kept of each object, for example one with clean texts; the object itself when it is absent. It must be
   * pure, and leave name, namespace, labels, uid and resourceVersion as they are.
   */
  transform?: (object: NoInfer<T>) => NoInfer<T>;
  /** Pure functions from an object to its keys, for {@link ResourceCache.byIndex}. */
  indexes?: Record<string, (object: T) => string[]>;
  logger?: Logger;
  /** Times other than the usual ones, in milliseconds. */
  times?: Partial<ReflectorTimes>;
}

/**
 * How well a cache knows its cluster.
 *
 * @public
 */
export interface CacheStatus {
  /** A first list of every namespace has been taken in. Stays true from then on. */
  synced: boolean;
  /** What the cache holds may be out of date: not synced, the last attempt failed, or long silence. */
  stale: boolean;
  /** False when the cluster does not know the kind; undefined before the first answer. */
  served?: boolean;
  /** The last answer or event, of the namespace that has waited longest. */
  lastContact?: Date;
  /** Why the last attempt failed. */
  error?: Error;
}
