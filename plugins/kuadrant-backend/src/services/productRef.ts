import {
  productOwner,
  type APIProduct,
  type ObjectRef,
  type ProductRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** The product of a key as the API shows it, also where the product no longer exists. */
export function productRef(
  ref: ObjectRef,
  product: APIProduct | undefined,
): ProductRef {
  const owner = product && productOwner(product);
  return {
    ...ref,
    displayName: product?.spec.displayName ?? ref.name,
    ...(owner && { owner }),
  };
}
