import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_API_KEY,
  RESOURCE_TYPE_API_PRODUCT,
  type APIProduct,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * A key or its request, as rules see it.
 *
 * @public
 */
export interface ApiKeyResource {
  /** Full entity reference of the person who asked. */
  requester?: string;
  planTier: string;
  product: ObjectRef;
  /** Undefined when the product is gone or unknown. */
  productObject?: APIProduct;
}

/**
 * What a rule becomes when it is to filter a list: the caches are filtered by functions.
 *
 * @public
 */
export type ResourceFilter<R> = (resource: R) => boolean;

/** Products as resources of permissions; a resource's reference is `namespace/name`. */
export const apiProductResourceRef = createPermissionResourceRef<
  APIProduct,
  ResourceFilter<APIProduct>
>().with({ pluginId: 'kuadrant', resourceType: RESOURCE_TYPE_API_PRODUCT });

/** Keys as resources of permissions; a resource's reference is the APIKey's `namespace/name`. */
export const apiKeyResourceRef = createPermissionResourceRef<
  ApiKeyResource,
  ResourceFilter<ApiKeyResource>
>().with({ pluginId: 'kuadrant', resourceType: RESOURCE_TYPE_API_KEY });
