import { badRequest } from '../api/StatusError';
import { ObjectMeta } from '../api/types';

/**
 * Puts an object into the namespace of the request, in place.
 *
 * @throws 400 when the object names another one
 */
export function settleNamespace(
  metadata: ObjectMeta,
  { namespaced }: { namespaced: boolean },
  namespace: string,
): void {
  if (metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      namespaced
        ? 'the namespace of the provided object does not match the namespace sent on the request'
        : 'namespace may not be set on objects of a cluster-scoped kind',
    );
  }
  if (namespaced) {
    metadata.namespace = namespace;
  }
}
