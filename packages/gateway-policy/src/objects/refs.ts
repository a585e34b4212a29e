import {
  refOfObject as refOf,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';

export { refOf };

/** Group of Gateway API's kinds. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/**
 * An object with its kind, for messages and for those who can fix it.
 *
 * @public
 */
export interface ObjectName extends ObjectRef {
  kind: string;
}

/** `namespace/name` */
export function refText({ namespace, name }: ObjectRef): string {
  return `${namespace}/${name}`;
}

/**
 * Whether a report is about the object as it is now. An object without a generation, and a report that names none, are
 * taken as they are.
 */
export function isCurrent(
  { metadata: { generation } }: KubernetesObject,
  observedGeneration: number | undefined,
): boolean {
  return (
    generation === undefined ||
    observedGeneration === undefined ||
    observedGeneration >= generation
  );
}

/** Whether two objects of one kind are the same object. */
export function isSameObject(a: KubernetesObject, b: KubernetesObject) {
  return refText(refOf(a)) === refText(refOf(b));
}

/**
 * Orders objects by age, the oldest first, and by `namespace/name` where the age is equal (GEP-713, conflict
 * resolution).
 */
export function byAge(a: KubernetesObject, b: KubernetesObject): number {
  return (
    compareText(
      a.metadata.creationTimestamp ?? '',
      b.metadata.creationTimestamp ?? '',
    ) || compareText(refText(refOf(a)), refText(refOf(b)))
  );
}

/** Orders texts by their code units, as Kubernetes does. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
