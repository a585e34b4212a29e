import { createPermissionRule } from '@backstage/plugin-permission-node';
import { productOwner } from '@kuadrant/backstage-plugin-kuadrant-common';
import { z } from 'zod';
import { apiKeyResourceRef, type ApiKeyResource } from '../resources';

const isRequester = ({ requester }: ApiKeyResource, requesters: string[]) =>
  requester !== undefined && requesters.includes(requester);

const hasProduct = ({ product }: ApiKeyResource, products: string[]) =>
  products.includes(`${product.namespace}/${product.name}`);

const isOwner = ({ productObject }: ApiKeyResource, owners: string[]) => {
  const owner = productObject && productOwner(productObject);
  return owner !== undefined && owners.includes(owner);
};

const hasProductTag = ({ productObject }: ApiKeyResource, tag: string) =>
  productObject?.spec.tags?.includes(tag) ?? false;

const hasTier = ({ planTier }: ApiKeyResource, tiers: string[]) =>
  tiers.includes(planTier);

const inNamespace = ({ product }: ApiKeyResource, namespaces: string[]) =>
  namespaces.includes(product.namespace);

/** Holds for keys that one of the users asked for. */
export const isRequesterRule = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'Keys that one of these users asked for',
  resourceRef: apiKeyResourceRef,
  paramsSchema: z.object({
    requesters: z
      .array(z.string())
      .describe('Full entity references, for example user:default/jane'),
  }),
  apply: (key, { requesters }) => isRequester(key, requesters),
  toQuery:
    ({ requesters }) =>
    key =>
      isRequester(key, requesters),
});

/** Holds for keys for one of the products. */
export const hasProductRule = createPermissionRule({
  name: 'HAS_PRODUCT',
  description: 'Keys for one of these products',
  resourceRef: apiKeyResourceRef,
  paramsSchema: z.object({
    products: z.array(z.string()).describe('Products as namespace/name'),
  }),
  apply: (key, { products }) => hasProduct(key, products),
  toQuery:
    ({ products }) =>
    key =>
      hasProduct(key, products),
});

/** Holds for keys for products that one of the entities owns. */
export const isOwnerOfProductRule = createPermissionRule({
  name: 'IS_PRODUCT_OWNER',
  description: 'Keys for products that one of these users or groups owns',
  resourceRef: apiKeyResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Full entity references, for example group:default/api-owners'),
  }),
  apply: (key, { owners }) => isOwner(key, owners),
  toQuery:
    ({ owners }) =>
    key =>
      isOwner(key, owners),
});

/** Holds for keys for products with a tag. */
export const hasTagOfProductRule = createPermissionRule({
  name: 'HAS_PRODUCT_TAG',
  description: 'Keys for products with this tag',
  resourceRef: apiKeyResourceRef,
  paramsSchema: z.object({ tag: z.string().describe('Tag of the product') }),
  apply: (key, { tag }) => hasProductTag(key, tag),
  toQuery:
    ({ tag }) =>
    key =>
      hasProductTag(key, tag),
});

/** Holds for keys on one of the plans. */
export const hasTierRule = createPermissionRule({
  name: 'HAS_TIER',
  description: 'Keys on one of these plans',
  resourceRef: apiKeyResourceRef,
  paramsSchema: z.object({
    tiers: z.array(z.string()).describe('Names of plans'),
  }),
  apply: (key, { tiers }) => hasTier(key, tiers),
  toQuery:
    ({ tiers }) =>
    key =>
      hasTier(key, tiers),
});

/** Holds for keys for products in one of the namespaces. */
export const inNamespaceOfProductRule = createPermissionRule({
  name: 'IN_PRODUCT_NAMESPACE',
  description: 'Keys for products in one of these Kubernetes namespaces',
  resourceRef: apiKeyResourceRef,
  paramsSchema: z.object({
    namespaces: z.array(z.string()).describe('Kubernetes namespaces'),
  }),
  apply: (key, { namespaces }) => inNamespace(key, namespaces),
  toQuery:
    ({ namespaces }) =>
    key =>
      inNamespace(key, namespaces),
});

/** All rules on keys and requests, by the names of their condition factories. */
export const apiKeyRules = {
  isRequester: isRequesterRule,
  hasProduct: hasProductRule,
  isProductOwner: isOwnerOfProductRule,
  hasProductTag: hasTagOfProductRule,
  hasTier: hasTierRule,
  inProductNamespace: inNamespaceOfProductRule,
};
