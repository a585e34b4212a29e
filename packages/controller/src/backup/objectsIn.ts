import {
  type KubernetesObject,
  productRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { SavedObjects } from './savedObjects';

/** The part of a backup that is to be restored. A key needs the namespace of its product too, where its decisions are. */
export function objectsIn(
  objects: SavedObjects,
  options: { namespaces?: string[]; withSecrets: boolean },
): SavedObjects {
  const { namespaces } = options;
  const secrets = options.withSecrets ? objects.secrets : [];
  if (!namespaces) {
    return { ...objects, secrets };
  }
  const isIn = ({ metadata }: KubernetesObject) =>
    namespaces.includes(metadata.namespace ?? metadata.name);
  return {
    namespaces: objects.namespaces.filter(isIn),
    products: objects.products.filter(isIn),
    keys: objects.keys
      .filter(isIn)
      .filter(key => namespaces.includes(productRefOf(key).namespace)),
    secrets: secrets.filter(isIn),
    requests: objects.requests.filter(isIn),
    decisions: objects.decisions.filter(isIn),
  };
}
