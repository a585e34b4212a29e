import { KubernetesObject } from '../api/types';
import { ResourceVersion } from '../resources/ResourceType';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

export function partialMetadata(
  object: KubernetesObject,
  version: string,
): KubernetesObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: object.metadata,
  };
}

/** The Table that `kubectl get` prints. */
export function table(
  objects: KubernetesObject[],
  resource: ResourceVersion,
  options: {
    version: string;
    includeObject: IncludeObject;
    fromStored: (object: KubernetesObject) => KubernetesObject;
    metadata: object;
    apiVersion: string;
  },
): object {
  const { columns } = resource;
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${options.version}`,
    metadata: options.metadata,
    columnDefinitions: columns.map(column => ({
      name: column.name,
      type: column.type,
      format: column.format ?? '',
      description: column.description ?? '',
      priority: column.priority ?? 0,
    })),
    rows: objects.map(object => ({
      cells: columns.map(column => column.read(object)),
      ...included(object, options),
    })),
  };
}

function included(
  object: KubernetesObject,
  options: {
    version: string;
    includeObject: IncludeObject;
    fromStored: (object: KubernetesObject) => KubernetesObject;
    apiVersion: string;
  },
): object {
  switch (options.includeObject) {
    case 'None':
      return {};
    case 'Object':
      return {
        object: {
          ...options.fromStored(object),
          apiVersion: options.apiVersion,
        },
      };
    default:
      return { object: partialMetadata(object, options.version) };
  }
}
