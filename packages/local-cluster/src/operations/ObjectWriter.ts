import { randomUUID } from 'node:crypto';
import {
  alreadyExists,
  badRequest,
  conflict,
  forbidden,
  invalid,
  notFound,
  StatusError,
  unreadableNumber,
} from '../api/StatusError';
import { invalidValue } from '../api/fieldErrors';
import {
  equalJson,
  KubernetesObject,
  ManagedFieldsEntry,
  ObjectKey,
  ObjectMeta,
} from '../api/types';
import { generateName } from '../metadata/generateName';
import { trackUpdate } from '../fieldManagement/FieldTracker';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { ObjectStore } from '../storage/ObjectStore';
import { validateObject } from './validateObject';
import { WriteOptions } from './WriteOptions';

export type Subresource = 'status' | 'finalize' | undefined;

const namespaceCollection = 'namespaces.';

/** Microseconds do not matter to Kubernetes: its timestamps have whole seconds. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Creates and replaces objects by the rules that hold for all kinds. */
export class ObjectWriter {
  readonly #store: ObjectStore;
  readonly #now: () => Date;

  constructor(options: { store: ObjectStore; now: () => Date }) {
    this.#store = options.store;
    this.#now = options.now;
  }

  create(
    decoded: KubernetesObject,
    resource: ServedResource,
    namespace: string,
    options: WriteOptions,
    managedFields?: ManagedFieldsEntry[],
  ): KubernetesObject {
    const { type } = resource;
    const metadata: ObjectMeta = { ...decoded.metadata };
    this.#settleNamespace(metadata, type, namespace);
    if (metadata.resourceVersion) {
      throw new StatusError({
        code: 500,
        message: 'resourceVersion should not be set on objects to be created',
      });
    }
    const isGenerated = !metadata.name && metadata.generateName;
    if (isGenerated) {
      metadata.name = this.#freeName(metadata, type);
    }
    if (type.namespaced) {
      this.#checkNamespace(type, metadata);
    }
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    delete metadata.managedFields;
    metadata.uid = randomUUID();
    metadata.creationTimestamp = timestamp(this.#now());
    if (type.strategy.hasGeneration) {
      metadata.generation = 1;
    }
    const object: KubernetesObject = { ...decoded, metadata };
    if (resource.version.hasStatus) {
      delete object.status;
    }
    type.strategy.prepareForCreate?.(object);
    validateObject(object, undefined, resource);
    if (this.#store.collection(type.collection).get(key(metadata))) {
      throw alreadyExists(type, metadata.name!);
    }
    setManagedFields(
      object,
      managedFields ??
        trackUpdate({
          object,
          resource,
          fieldManager: options.fieldManager,
          now: timestamp(this.#now()),
        }),
    );
    return this.#save(object, resource, options);
  }

  /**
   * Replaces an object.
   *
   * @param previous - what the caller based the change on
   * @param managedFields - the owners of its fields, if the caller knows them; else they follow from the change
   */
  update(
    decoded: KubernetesObject,
    previous: KubernetesObject,
    resource: ServedResource,
    subresource: Subresource,
    options: WriteOptions,
    managedFields?: ManagedFieldsEntry[],
  ): KubernetesObject {
    const { type } = resource;
    this.#checkVersion(decoded, previous, resource);
    const object = this.#merge(decoded, previous, resource, subresource);
    if (!subresource) {
      type.strategy.prepareForUpdate?.(object, previous);
    }
    if (
      type.strategy.hasGeneration &&
      !subresource &&
      hasContentChanged(object, previous, resource)
    ) {
      object.metadata.generation = (previous.metadata.generation ?? 0) + 1;
    }
    validateObject(object, previous, resource);
    setManagedFields(
      object,
      managedFields ??
        this.#owners(object, previous, resource, subresource, options, decoded),
    );
    if (equalJson(comparable(object, resource), previous)) {
      return previous;
    }
    if (isReleased(object)) {
      return options.dryRun
        ? object
        : this.#store.remove(type.collection, key(previous.metadata))!;
    }
    return this.#save(object, resource, options);
  }

  #owners(
    object: KubernetesObject,
    previous: KubernetesObject,
    resource: ServedResource,
    subresource: Subresource,
    { fieldManager }: WriteOptions,
    decoded: KubernetesObject,
  ): ManagedFieldsEntry[] {
    if (isReset(decoded.metadata.managedFields)) {
      return [];
    }
    return trackUpdate({
      object,
      previous,
      resource,
      fieldManager,
      subresource,
      now: timestamp(this.#now()),
    });
  }

  #merge(
    decoded: KubernetesObject,
    previous: KubernetesObject,
    resource: ServedResource,
    subresource: Subresource,
  ): KubernetesObject {
    const { uid, creationTimestamp, generation, resourceVersion } =
      previous.metadata;
    const { deletionTimestamp, deletionGracePeriodSeconds } = previous.metadata;
    const kept = {
      uid,
      creationTimestamp,
      resourceVersion,
      ...(generation !== undefined && { generation }),
      ...(deletionTimestamp && { deletionTimestamp }),
      ...(deletionGracePeriodSeconds !== undefined && {
        deletionGracePeriodSeconds,
      }),
    };
    if (subresource === 'status') {
      const object: KubernetesObject = {
        ...previous,
        metadata: { ...previous.metadata },
      };
      delete object.status;
      return decoded.status === undefined
        ? object
        : { ...object, status: decoded.status };
    }
    if (subresource === 'finalize') {
      return {
        ...previous,
        metadata: { ...previous.metadata },
        spec: decoded.spec,
      };
    }
    const metadata: ObjectMeta = { ...decoded.metadata };
    delete metadata.generation;
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    if (previous.metadata.namespace) {
      metadata.namespace = previous.metadata.namespace;
    }
    const object: KubernetesObject = {
      ...decoded,
      metadata: { ...metadata, ...kept },
    };
    if (resource.version.hasStatus) {
      delete object.status;
      if (previous.status !== undefined) {
        object.status = previous.status;
      }
    }
    return object;
  }

  #checkVersion(
    decoded: KubernetesObject,
    previous: KubernetesObject,
    { type }: ServedResource,
  ): void {
    const { uid, resourceVersion } = decoded.metadata;
    const name = previous.metadata.name!;
    if (uid && uid !== previous.metadata.uid) {
      throw conflict(
        type,
        name,
        `StorageError: invalid object, Code: 4, Key: ${storageKey(type, previous.metadata)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${previous.metadata.uid}`,
      );
    }
    if (!resourceVersion) {
      if (!type.strategy.allowUnconditionalUpdate) {
        throw invalid(type, name, [
          invalidValue(
            'metadata.resourceVersion',
            0,
            'must be specified for an update',
          ),
        ]);
      }
    } else if (resourceVersion !== previous.metadata.resourceVersion) {
      if (!/^\d+$/.test(resourceVersion)) {
        throw unreadableNumber(resourceVersion, 500);
      }
      throw conflict(type, name);
    }
  }

  #settleNamespace(
    metadata: ObjectMeta,
    type: ResourceType,
    namespace: string,
  ): void {
    if (metadata.namespace && metadata.namespace !== namespace) {
      throw badRequest(
        type.namespaced
          ? 'the namespace of the provided object does not match the namespace sent on the request'
          : 'namespace may not be set on objects of a cluster-scoped kind',
      );
    }
    if (type.namespaced) {
      metadata.namespace = namespace;
    }
  }

  #freeName(metadata: ObjectMeta, type: ResourceType): string {
    const collection = this.#store.collection(type.collection);
    for (;;) {
      const name = generateName(metadata.generateName!);
      if (!collection.get({ namespace: metadata.namespace ?? '', name })) {
        return name;
      }
    }
  }

  #checkNamespace(type: ResourceType, metadata: ObjectMeta): void {
    const namespaces = { group: '', plural: 'namespaces' };
    const name = metadata.namespace!;
    const namespace = this.#store
      .collection(namespaceCollection)
      .get({ namespace: '', name });
    if (!namespace) {
      throw notFound(namespaces, name);
    }
    if (namespace.metadata.deletionTimestamp) {
      throw forbidden(
        type,
        metadata.name ?? '',
        `unable to create new content in namespace ${name} because it is being terminated`,
        [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${name} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      );
    }
  }

  #save(
    object: KubernetesObject,
    { type }: ServedResource,
    { dryRun }: WriteOptions,
  ): KubernetesObject {
    const stored: KubernetesObject = {
      ...object,
      apiVersion: apiVersionOf(type.group, type.storageVersion),
    };
    return dryRun ? stored : this.#store.put(type.collection, stored);
  }
}

/** A client that sends one empty entry wants the owners forgotten. */
function isReset(entries: ManagedFieldsEntry[] | undefined): boolean {
  return entries?.length === 1 && Object.keys(entries[0]).length === 0;
}

function setManagedFields(
  object: KubernetesObject,
  managedFields: ManagedFieldsEntry[],
): void {
  if (managedFields.length > 0) {
    object.metadata.managedFields = managedFields;
  } else {
    delete object.metadata.managedFields;
  }
}

/** How the object is called in etcd; it shows in a message of Kubernetes. */
function storageKey(
  type: ResourceType,
  { namespace, name }: ObjectMeta,
): string {
  return ['/registry', type.group, type.plural, namespace, name]
    .filter(Boolean)
    .join('/');
}

function key(metadata: ObjectMeta): ObjectKey {
  return { namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}

/** An object that waits for its finalizers goes when the last one is taken off. */
function isReleased({ metadata, kind, spec }: KubernetesObject): boolean {
  if (!metadata.deletionTimestamp || metadata.finalizers?.length) {
    return false;
  }
  const finalizers = (spec as { finalizers?: string[] } | undefined)
    ?.finalizers;
  return kind !== 'Namespace' || !finalizers?.length;
}

function comparable(
  object: KubernetesObject,
  { type }: ServedResource,
): KubernetesObject {
  return {
    ...object,
    apiVersion: apiVersionOf(type.group, type.storageVersion),
  };
}

function hasContentChanged(
  object: KubernetesObject,
  previous: KubernetesObject,
  { version }: ServedResource,
): boolean {
  const content = ({
    metadata,
    apiVersion,
    status,
    ...rest
  }: KubernetesObject) => (version.hasStatus ? rest : { ...rest, status });
  return !equalJson(content(object), content(previous));
}
