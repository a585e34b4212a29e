import { ResourceDefinition } from '../types';
import { KubernetesError } from './KubernetesError';

/** `group/version`, or the version alone for the core group. */
export function apiVersionOf(resource: ResourceDefinition): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

// What the API itself forbids in a path segment. A name such as `..` would otherwise address
// another object than the one that was meant, and an empty one the whole list.
function segment(value: string | undefined, field: string): string {
  if (!value || value === '.' || value === '..' || /[/%]/.test(value)) {
    throw new KubernetesError(
      `${field} must be a Kubernetes name, got ${JSON.stringify(value ?? '')}`,
      { status: 400, reason: 'BadRequest' },
    );
  }
  return encodeURIComponent(value);
}

/** The path of a resource's collection; without namespace that of all namespaces. */
export function collectionPath(
  resource: ResourceDefinition,
  namespace?: string,
): string {
  const root = resource.group ? `/apis/${resource.group}` : '/api';
  const scope =
    resource.namespaced && namespace !== undefined
      ? `/namespaces/${segment(namespace, 'metadata.namespace')}`
      : '';
  return `${root}/${resource.version}${scope}/${resource.plural}`;
}

/** The path of one object. */
export function objectPath(
  resource: ResourceDefinition,
  ref: { namespace?: string; name?: string },
  subresource?: string,
): string {
  const collection = writablePath(resource, ref.namespace);
  const name = segment(ref.name, 'metadata.name');
  return `${collection}/${name}${subresource ? `/${subresource}` : ''}`;
}

/** The path of a collection in which one object is meant, where a namespace may not be left out. */
export function writablePath(
  resource: ResourceDefinition,
  namespace?: string,
): string {
  return collectionPath(
    resource,
    resource.namespaced ? (namespace ?? '') : undefined,
  );
}
