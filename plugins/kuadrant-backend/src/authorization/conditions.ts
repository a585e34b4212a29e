import { createConditionExports } from '@backstage/plugin-permission-node';
import { apiKeyResourceRef, apiProductResourceRef } from './resources';
import { apiKeyRules } from './rules/keyRules';
import { apiProductRules } from './rules/productRules';

const products = createConditionExports({
  resourceRef: apiProductResourceRef,
  rules: apiProductRules,
});
const keys = createConditionExports({
  resourceRef: apiKeyResourceRef,
  rules: apiKeyRules,
});

/**
 * Conditions on products for permission policies.
 *
 * @public
 */
export const apiProductConditions = products.conditions;

/**
 * Makes the decision of a permission policy that products with such conditions are allowed.
 *
 * @public
 */
export const createApiProductConditionalDecision =
  products.createConditionalDecision;

/**
 * Conditions on keys and their requests for permission policies.
 *
 * @public
 */
export const apiKeyConditions = keys.conditions;

/**
 * Makes the decision of a permission policy that keys and requests with such conditions are allowed.
 *
 * @public
 */
export const createApiKeyConditionalDecision = keys.createConditionalDecision;
