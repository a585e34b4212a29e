import { invalidValue } from '../api/fieldErrors';
import { conflict, invalid, unreadableNumber } from '../api/StatusError';
import { equalJson, KubernetesObject, ObjectMeta } from '../api/types';
import { ServedResource } from '../resources/ResourceRegistry';
import { ResourceType } from '../resources/ResourceType';

/** The part of an object that a request is for; undefined when it is for all but these. */
export type Subresource = 'status' | 'finalize' | 'scale' | undefined;

/** The object as an update leaves it: what the server keeps, and what another subresource owns, stays. */
export function mergeUpdate(
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

/** Refuses an update of another object, or of another version, than the caller thinks. */
export function checkVersion(
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

/** Whether a generation ends: whether anything changes but metadata and status. */
export function hasContentChanged(
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

/** How the object is called in etcd; it shows in a message of Kubernetes. */
function storageKey(
  type: ResourceType,
  { namespace, name }: ObjectMeta,
): string {
  return ['/registry', type.group, type.plural, namespace, name]
    .filter(Boolean)
    .join('/');
}
