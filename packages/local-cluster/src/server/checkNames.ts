import { badRequest } from '../api/StatusError';
import { KubernetesObject } from '../api/types';
import { ResourceRequest } from './RequestInfo';

/** Refuses a body that names another object, or another namespace, than the path does. */
export function checkNames(
  decoded: KubernetesObject,
  target: ResourceRequest,
): void {
  const { metadata } = decoded;
  if (!metadata.name) {
    throw badRequest(
      `the name of the object (${target.name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (metadata.name !== target.name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${target.name})`,
    );
  }
  if (metadata.namespace && metadata.namespace !== target.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}
