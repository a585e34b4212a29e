import type { Entity } from '@backstage/catalog-model';
import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';

/** Annotations by which an API entity tells its product. */
export const PRODUCT_ANNOTATION = 'kuadrant.io/apiproduct';
export const NAMESPACE_ANNOTATION = 'kuadrant.io/namespace';

/** The product behind an API entity; undefined when there is none. */
export function entityProduct(entity: Entity): ObjectRef | undefined {
  const name = entity.metadata.annotations?.[PRODUCT_ANNOTATION];
  const namespace =
    entity.metadata.annotations?.[NAMESPACE_ANNOTATION] ??
    entity.metadata.namespace;
  return name && namespace ? { namespace, name } : undefined;
}

/**
 * Whether an entity is an API that Kuadrant offers keys for: the condition for what this plugin adds to entity pages.
 *
 * @public
 */
export function isKuadrantApiAvailable(entity: Entity): boolean {
  return (
    entity.kind.toLowerCase() === 'api' && entityProduct(entity) !== undefined
  );
}
