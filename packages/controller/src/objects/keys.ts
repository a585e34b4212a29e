import type {
  ObjectMeta,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** The key of an object in queues and indexes: `namespace/name`. */
export function keyOf(ref: { namespace?: string; name: string }): string {
  return `${ref.namespace ?? ''}/${ref.name}`;
}

/** The namespace and name that a key stands for. */
export function refOf(key: string): ObjectRef {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** Namespace and name of an object that has a namespace. */
export function refOfMeta(metadata: ObjectMeta): ObjectRef {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}

/** Orders objects by age, and by name where that is equal. */
export function oldestFirst(
  a: { metadata: ObjectMeta },
  b: { metadata: ObjectMeta },
): number {
  const ageAndName = ({ metadata }: { metadata: ObjectMeta }) =>
    `${metadata.creationTimestamp ?? ''} ${keyOf(metadata)}`;
  return ageAndName(a) < ageAndName(b) ? -1 : 1;
}
