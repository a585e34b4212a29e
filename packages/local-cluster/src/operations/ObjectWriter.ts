import { randomUUID } from 'node:crypto';
import {
  alreadyExists,
  forbidden,
  notFound,
  StatusError,
} from '../api/StatusError';
import {
  equalJson,
  KubernetesObject,
  ManagedFieldsEntry,
  ObjectKey,
  ObjectMeta,
} from '../api/types';
import { settleNamespace } from '../metadata/settleNamespace';
import { generateName } from '../metadata/generateName';
import { timestamp } from '../metadata/timestamp';
import { trackUpdate } from '../fieldManagement/FieldTracker';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { ObjectStore } from '../storage/ObjectStore';
import {
  checkVersion,
  hasContentChanged,
  mergeUpdate,
  Subresource,
} from './mergeUpdate';
import { validateObject } from './validateObject';
import { WriteOptions } from './WriteOptions';

const namespaceCollection = 'namespaces.';

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
    settleNamespace(metadata, type, namespace);
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
    checkVersion(decoded, previous, resource);
    const object = mergeUpdate(decoded, previous, resource, subresource);
    if (!subresource) {
      type.strategy.prepareForUpdate?.(object, previous);
    }
    if (
      type.strategy.hasGeneration &&
      subresource !== 'status' &&
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
    if (equalJson(asStored(object, resource), previous)) {
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
      // A subresource cannot write the owners of fields.
      given: subresource ? undefined : decoded.metadata.managedFields,
      resource,
      fieldManager,
      subresource,
      now: timestamp(this.#now()),
    });
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
    resource: ServedResource,
    { dryRun }: WriteOptions,
  ): KubernetesObject {
    const stored = asStored(object, resource);
    const { collection } = resource.type;
    return dryRun ? stored : this.#store.put(collection, stored);
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

function asStored(
  object: KubernetesObject,
  { type }: ServedResource,
): KubernetesObject {
  return {
    ...object,
    apiVersion: apiVersionOf(type.group, type.storageVersion),
  };
}
