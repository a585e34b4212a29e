import { Logger } from '../types';

/**
 * One request to the API, for metrics.
 *
 * @public
 */
export interface RequestObservation {
  /** The API verb: get, list, watch, create, update, patch or delete. */
  verb: string;
  /** The resource's plural name, with `/status` for the status subresource. */
  resource: string;
  /** The HTTP status; 0 when no answer came. */
  status: number;
  /** Time to the beginning of the answer. */
  seconds: number;
}

/**
 * Options of {@link KubernetesClient.fromKubeConfig}.
 *
 * @public
 */
export interface KubernetesClientOptions {
  userAgent?: string;
  /** Longest wait for an answer, and for each further piece of it, in milliseconds. Default 30000. */
  requestTimeoutMs?: number;
  /** Called once for each request that was sent. */
  onRequest?: (observation: RequestObservation) => void;
  logger?: Logger;
}

/**
 * What to list, and how much of it at once.
 *
 * @public
 */
export interface ListOptions {
  /** Left out: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Largest number of objects on a page. */
  limit?: number;
  /** The `continue` token of the page before. */
  continue?: string;
  signal?: AbortSignal;
}

/**
 * How to write.
 *
 * @public
 */
export interface WriteOptions {
  /** Who writes, as kept in `managedFields`. */
  fieldManager?: string;
  /** Let the API check the write and answer as if, but change nothing. */
  dryRun?: boolean;
  signal?: AbortSignal;
}

/**
 * How to replace an object, or its status alone.
 *
 * @public
 */
export interface ReplaceOptions extends WriteOptions {
  subresource?: 'status';
}

/**
 * In which form a patch comes, and what it is for.
 *
 * @public
 */
export interface PatchOptions extends WriteOptions {
  /** JSON merge patch (RFC 7386), JSON patch (RFC 6902) or server-side apply. */
  type: 'merge' | 'json' | 'apply';
  subresource?: 'status';
  /** Only for `apply`: take over fields that another manager owns. */
  force?: boolean;
}

/**
 * Under which conditions an object is deleted, and what becomes of its dependents.
 *
 * @public
 */
export interface DeleteOptions {
  /** The delete is refused with a conflict unless these are the object's. */
  preconditions?: { uid?: string; resourceVersion?: string };
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  dryRun?: boolean;
  signal?: AbortSignal;
}

/**
 * What to watch, from where, and for how long.
 *
 * @public
 */
export interface WatchOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Where to begin; events after this version follow. */
  resourceVersion?: string;
  /** After this time the server ends the watch, in seconds. */
  timeoutSeconds?: number;
  /** Longest silence before the connection counts as broken, in milliseconds. */
  idleTimeoutMs?: number;
  metadataOnly?: boolean;
  signal?: AbortSignal;
}

/**
 * One line of a watch. `BOOKMARK` carries nothing but a newer resource version.
 *
 * @public
 */
export interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}

/**
 * What a delete was answered with.
 *
 * @public
 */
export type DeleteResult<T> =
  /** The object is gone. */
  | { gone: true; uid?: string }
  /** The object is marked and stays until its finalizers are done. */
  | { gone: false; object: T };
