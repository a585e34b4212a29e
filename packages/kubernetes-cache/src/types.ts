/**
 * The metadata of a Kubernetes object as the API sends it: timestamps stay RFC 3339 strings.
 *
 * @public
 */
export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
}

/**
 * A reference from a dependent object to its owner.
 *
 * @public
 */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/**
 * What every Kubernetes object has.
 *
 * @public
 */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/**
 * An object of which only the metadata is known, as the API answers a metadata-only request.
 *
 * @public
 */
export interface PartialObjectMetadata extends KubernetesObject {
  metadata: ObjectMeta;
}

/**
 * Names one resource of the Kubernetes API.
 *
 * @public
 */
export interface ResourceDefinition<
  T extends KubernetesObject = KubernetesObject,
> {
  /** The API group, the empty string for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The resource's name in paths, for example `pods`. */
  readonly plural: string;
  readonly namespaced: boolean;
  /**
   * The `spec` of objects that have none. A schema that does not require `spec` lets anybody create them, so without
   * this every reader of a spec has to expect its absence.
   */
  readonly emptySpec?: object;
  /** Never set: carries the type of the objects, so that it can be inferred. */
  readonly type?: T;
}

/**
 * Names one object of a resource.
 *
 * @public
 */
export interface ObjectRef {
  /** Required for namespaced resources, left out for cluster-scoped ones. */
  namespace?: string;
  name: string;
}

/**
 * One page of objects.
 *
 * @public
 */
export interface ObjectList<T> {
  items: T[];
  /** The version of the whole list, from which a watch can go on. */
  resourceVersion?: string;
  /** Token for the next page; absent on the last one. */
  continue?: string;
}

/**
 * The part of a logger that this package uses; winston's and Backstage's loggers fit.
 *
 * @public
 */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
