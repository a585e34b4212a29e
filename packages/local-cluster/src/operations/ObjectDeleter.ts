import { notSupported } from '../api/fieldErrors';
import {
  badRequest,
  conflict,
  forbidden,
  invalidOptions,
} from '../api/StatusError';
import {
  isJsonObject,
  JsonValue,
  KubernetesObject,
  ObjectMeta,
} from '../api/types';
import { ResourceType } from '../resources/ResourceType';
import { keyOf } from '../storage/Collection';
import { ObjectStore } from '../storage/ObjectStore';
import { timestamp } from '../metadata/timestamp';
import { parseDryRun } from './WriteOptions';

const policies = ['Orphan', 'Background', 'Foreground'] as const;

export interface DeleteOptions {
  preconditions?: { uid?: string; resourceVersion?: string };
  propagationPolicy?: (typeof policies)[number];
  dryRun: boolean;
}

/** Reads DeleteOptions from the body and the query of a request. */
export function parseDeleteOptions(
  body: JsonValue | undefined,
  query: URLSearchParams,
): DeleteOptions {
  if (body !== undefined && body !== null && !isJsonObject(body)) {
    throw badRequest('DeleteOptions must be a JSON object');
  }
  const options = body ?? {};
  const policy =
    query.get('propagationPolicy') ||
    options.propagationPolicy ||
    (options.orphanDependents === true ? 'Orphan' : undefined);
  if (policy && !policies.includes(policy as (typeof policies)[number])) {
    throw invalidOptions(
      'DeleteOptions',
      notSupported('propagationPolicy', policy, [
        'Foreground',
        'Background',
        'Orphan',
        'nil',
      ]),
    );
  }
  const preconditions = isJsonObject(options.preconditions ?? null)
    ? (options.preconditions as { uid?: string; resourceVersion?: string })
    : undefined;
  const dryRun = [
    ...query.getAll('dryRun'),
    ...(Array.isArray(options.dryRun) ? options.dryRun : []),
  ];
  return {
    preconditions,
    propagationPolicy: policy as DeleteOptions['propagationPolicy'],
    dryRun: parseDryRun(dryRun.map(String), 'DELETE'),
  };
}

/** What became of an object whose deletion was asked for. */
export interface Deletion {
  object: KubernetesObject;
  /** False while finalizers hold it. */
  isGone: boolean;
}

/** Deletes objects, or marks them for deletion while finalizers hold them. */
export class ObjectDeleter {
  readonly #store: ObjectStore;
  readonly #now: () => Date;

  constructor(options: { store: ObjectStore; now: () => Date }) {
    this.#store = options.store;
    this.#now = options.now;
  }

  /** @throws 403 for what may never be deleted, 409 when a precondition does not hold */
  delete(
    object: KubernetesObject,
    type: ResourceType,
    options: DeleteOptions,
  ): Deletion {
    const refusal = type.strategy.refuseDeletion?.(object);
    if (refusal) {
      throw forbidden(type, object.metadata.name!, refusal);
    }
    checkPreconditions(object, type, options.preconditions);
    const finalizers = this.#finalizers(object, type, options);
    const isHeld =
      finalizers.length > 0 ||
      (type.collection === 'namespaces.' && hasNamespaceFinalizer(object));
    if (!isHeld) {
      return {
        object: options.dryRun
          ? object
          : this.#store.remove(type.collection, keyOf(object))!,
        isGone: true,
      };
    }
    const marked = this.#mark(object, finalizers);
    if (marked === object || options.dryRun) {
      return { object: marked, isGone: false };
    }
    return { object: this.#store.put(type.collection, marked), isGone: false };
  }

  #finalizers(
    object: KubernetesObject,
    type: ResourceType,
    { propagationPolicy }: DeleteOptions,
  ): string[] {
    const finalizers = new Set(object.metadata.finalizers);
    if (propagationPolicy) {
      finalizers.delete('orphan');
      finalizers.delete('foregroundDeletion');
    }
    if (propagationPolicy === 'Orphan') {
      finalizers.add('orphan');
    } else if (propagationPolicy === 'Foreground') {
      finalizers.add('foregroundDeletion');
    }
    if (type.collection === 'customresourcedefinitions.apiextensions.k8s.io') {
      finalizers.add('customresourcecleanup.apiextensions.k8s.io');
    }
    return [...finalizers];
  }

  #mark(object: KubernetesObject, finalizers: string[]): KubernetesObject {
    const { metadata } = object;
    const isSame =
      metadata.deletionTimestamp &&
      finalizers.join() === (metadata.finalizers ?? []).join();
    if (isSame) {
      return object;
    }
    const marked: ObjectMeta = { ...metadata };
    if (finalizers.length > 0) {
      marked.finalizers = finalizers;
    } else {
      delete marked.finalizers;
    }
    if (!metadata.deletionTimestamp) {
      marked.deletionTimestamp = timestamp(this.#now());
      marked.deletionGracePeriodSeconds = 0;
      if (metadata.generation) {
        marked.generation = metadata.generation + 1;
      }
    }
    return object.kind === 'Namespace' && object.apiVersion === 'v1'
      ? {
          ...object,
          metadata: withoutGracePeriod(marked),
          status: { ...(object.status as object), phase: 'Terminating' },
        }
      : { ...object, metadata: marked };
  }
}

function withoutGracePeriod(metadata: ObjectMeta): ObjectMeta {
  const { deletionGracePeriodSeconds, ...rest } = metadata;
  return rest;
}

function hasNamespaceFinalizer(object: KubernetesObject): boolean {
  const spec = object.spec as { finalizers?: string[] } | undefined;
  return Boolean(spec?.finalizers?.length);
}

function checkPreconditions(
  object: KubernetesObject,
  type: ResourceType,
  preconditions: DeleteOptions['preconditions'],
): void {
  const { name, uid, resourceVersion } = object.metadata;
  // Kubernetes names the kind here, where other conflicts name the resource.
  const subject = { group: type.group, plural: type.kind };
  if (preconditions?.uid && preconditions.uid !== uid) {
    throw conflict(
      subject,
      name!,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    preconditions?.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      subject,
      name!,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}
