import { createPermissionRule } from '@backstage/plugin-permission-node';
import {
  productOwner,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { z } from 'zod';
import { apiProductResourceRef } from '../resources';

const isOwner = (product: APIProduct, owners: string[]) => {
  const owner = productOwner(product);
  return owner !== undefined && owners.includes(owner);
};

const hasTag = (product: APIProduct, tag: string) =>
  product.spec.tags?.includes(tag) ?? false;

const inNamespace = (product: APIProduct, namespaces: string[]) =>
  namespaces.includes(product.metadata.namespace ?? '');

/** Holds for products that one of the entities owns. */
export const isProductOwnerRule = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Products that one of these users or groups owns',
  resourceRef: apiProductResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Full entity references, for example group:default/api-owners'),
  }),
  apply: (product, { owners }) => isOwner(product, owners),
  toQuery:
    ({ owners }) =>
    product =>
      isOwner(product, owners),
});

/** Holds for products with a tag. */
export const hasProductTagRule = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Products with this tag',
  resourceRef: apiProductResourceRef,
  paramsSchema: z.object({ tag: z.string().describe('Tag of the product') }),
  apply: (product, { tag }) => hasTag(product, tag),
  toQuery:
    ({ tag }) =>
    product =>
      hasTag(product, tag),
});

/** Holds for products in one of the namespaces. */
export const inProductNamespaceRule = createPermissionRule({
  name: 'IN_NAMESPACE',
  description: 'Products in one of these Kubernetes namespaces',
  resourceRef: apiProductResourceRef,
  paramsSchema: z.object({
    namespaces: z.array(z.string()).describe('Kubernetes namespaces'),
  }),
  apply: (product, { namespaces }) => inNamespace(product, namespaces),
  toQuery:
    ({ namespaces }) =>
    product =>
      inNamespace(product, namespaces),
});

/** All rules on products, by the names of their condition factories. */
export const apiProductRules = {
  isOwner: isProductOwnerRule,
  hasTag: hasProductTagRule,
  inNamespace: inProductNamespaceRule,
};
