/**
 * The REST API of the Kuadrant developer portal.
 *
 * @packageDocumentation
 */
export { kuadrantPlugin as default } from './plugin';
export {
  apiKeyConditions,
  apiProductConditions,
  createApiKeyConditionalDecision,
  createApiProductConditionalDecision,
} from './authorization/conditions';
export type { ApiKeyResource, ResourceFilter } from './authorization/resources';
