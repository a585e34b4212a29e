import {
  productOwner,
  type APIProduct,
  type ProductRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** What the others on a route see of a product. */
export function sharingProduct(product: APIProduct): ProductRef {
  const { metadata, spec } = product;
  const owner = productOwner(product);
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    displayName: spec.displayName,
    ...(owner && { owner }),
  };
}
