import { z } from 'zod';
import { objectRef } from './fields';
import * as inputs from './inputs';
import * as outputs from './outputs';
import type { OperationName } from './routes';

const nothing = z.undefined();

/**
 * What a call of the REST API takes and answers.
 *
 * @public
 */
export interface OperationSchemas {
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body may be left out. */
  bodyOptional?: boolean;
  /** Takes If-Match with the object's ETag. */
  ifMatch?: boolean;
  status: 200 | 201 | 204;
  response: z.ZodType;
  errors: number[];
}

/**
 * The REST contract: what every call takes and answers. Request validation, the OpenAPI document and the client's types
 * come from here.
 *
 * @public
 */
export const operations = {
  listApiProducts: {
    summary: 'Lists the API products that the caller may read.',
    query: inputs.listApiProductsQuery,
    status: 200,
    response: outputs.productList,
    errors: [400, 401, 503],
  },
  createApiProduct: {
    summary: 'Creates an API product.',
    body: inputs.createApiProductBody,
    status: 201,
    response: outputs.productView,
    errors: [400, 401, 403, 409, 413, 415, 422, 429, 503],
  },
  getApiProduct: {
    summary: 'Reads an API product.',
    params: objectRef,
    status: 200,
    response: outputs.productView,
    errors: [400, 401, 404, 503],
  },
  getApiDefinition: {
    summary:
      'Reads the whole definition of an API, whatever its size, and its kind.',
    params: objectRef,
    status: 200,
    response: outputs.apiDefinition,
    errors: [400, 401, 404, 503],
  },
  listApiOperations: {
    summary:
      'Lists the operations of an API with an example of a call for each, at most 300.',
    params: objectRef,
    status: 200,
    response: outputs.apiOperations,
    errors: [400, 401, 404, 422, 503],
  },
  updateApiProduct: {
    summary:
      "Changes an API product's spec by a JSON merge patch, and its owner.",
    params: objectRef,
    body: inputs.updateApiProductBody,
    ifMatch: true,
    status: 200,
    response: outputs.updatedProduct,
    errors: [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503],
  },
  deleteApiProduct: {
    summary: 'Deletes an API product; with cascade=true its keys too.',
    params: objectRef,
    query: inputs.deleteApiProductQuery,
    status: 204,
    response: nothing,
    errors: [400, 401, 403, 404, 409, 429, 503],
  },
  listApiKeys: {
    summary: 'Lists keys: those that the caller asked for, or all.',
    query: inputs.listApiKeysQuery,
    status: 200,
    response: outputs.keyList,
    errors: [400, 401, 503],
  },
  createApiKey: {
    summary: 'Asks for access to an API product.',
    body: inputs.createApiKeyBody,
    status: 201,
    response: outputs.keyView,
    errors: [400, 401, 403, 404, 409, 413, 415, 422, 429, 503],
  },
  getApiKey: {
    summary: 'Reads a key, without its value.',
    params: objectRef,
    status: 200,
    response: outputs.keyView,
    errors: [400, 401, 404, 503],
  },
  updateApiKey: {
    summary:
      'Changes plan, use case or expiry. What was approved stays in force until the change is reviewed.',
    params: objectRef,
    body: inputs.updateApiKeyBody,
    ifMatch: true,
    status: 200,
    response: outputs.keyView,
    errors: [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503],
  },
  deleteApiKey: {
    summary: 'Deletes a key; calls with it stop at once.',
    params: objectRef,
    status: 204,
    response: nothing,
    errors: [400, 401, 403, 404, 409, 429, 503],
  },
  revealApiKey: {
    summary:
      "Shows the key's value to its requester, once: 410 after that, 409 before approval.",
    params: objectRef,
    status: 200,
    response: outputs.revealedKey,
    errors: [400, 401, 403, 404, 409, 410, 429, 503],
  },
  rotateApiKey: {
    summary:
      'Makes a new value; the one before goes on working during the overlap.',
    params: objectRef,
    body: inputs.rotateApiKeyBody,
    bodyOptional: true,
    status: 200,
    response: outputs.keyView,
    errors: [400, 401, 403, 404, 409, 413, 415, 429, 503],
  },
  endApiKeyRotation: {
    summary: 'Ends the overlap of a rotation: the value before stops working.',
    params: objectRef,
    status: 200,
    response: outputs.keyView,
    errors: [400, 401, 403, 404, 409, 429, 503],
  },
  listRequests: {
    summary: 'Lists the requests that the caller may review.',
    query: inputs.listRequestsQuery,
    status: 200,
    response: outputs.requestList,
    errors: [400, 401, 503],
  },
  bulkReviewRequests: {
    summary: 'Approves or rejects many requests, each for itself.',
    body: inputs.bulkReviewBody,
    status: 200,
    response: outputs.bulkReviewResult,
    errors: [400, 401, 413, 415, 429, 503],
  },
  approveRequest: {
    summary: 'Approves a request.',
    params: objectRef,
    body: inputs.reviewBody,
    status: 200,
    response: outputs.requestView,
    errors: [400, 401, 403, 404, 409, 413, 415, 429, 503],
  },
  rejectRequest: {
    summary:
      'Rejects a request or a pending change; rejecting an approved key revokes it.',
    params: objectRef,
    body: inputs.reviewBody,
    status: 200,
    response: outputs.requestView,
    errors: [400, 401, 403, 404, 409, 413, 415, 429, 503],
  },
  listHttpRoutes: {
    summary: 'Lists the HTTPRoutes that the caller may offer as API products.',
    query: inputs.listClusterObjectsQuery,
    status: 200,
    response: outputs.httpRouteList,
    errors: [400, 401, 503],
  },
  getHttpRoute: {
    summary: 'Reads an HTTPRoute.',
    params: objectRef,
    status: 200,
    response: outputs.routeView,
    errors: [400, 401, 404, 503],
  },
  listPlanPolicies: {
    summary: 'Lists PlanPolicies.',
    query: inputs.listClusterObjectsQuery,
    status: 200,
    response: outputs.planPolicyList,
    errors: [400, 401, 503],
  },
  getPlanPolicy: {
    summary: 'Reads a PlanPolicy.',
    params: objectRef,
    status: 200,
    response: outputs.planPolicy,
    errors: [400, 401, 404, 503],
  },
  listAuthPolicies: {
    summary: 'Lists AuthPolicies.',
    query: inputs.listClusterObjectsQuery,
    status: 200,
    response: outputs.authPolicyList,
    errors: [400, 401, 503],
  },
  getAuthPolicy: {
    summary: 'Reads an AuthPolicy.',
    params: objectRef,
    status: 200,
    response: outputs.authPolicy,
    errors: [400, 401, 404, 503],
  },
  listRateLimitPolicies: {
    summary: 'Lists RateLimitPolicies.',
    query: inputs.listClusterObjectsQuery,
    status: 200,
    response: outputs.rateLimitPolicyList,
    errors: [400, 401, 503],
  },
  getRateLimitPolicy: {
    summary: 'Reads a RateLimitPolicy.',
    params: objectRef,
    status: 200,
    response: outputs.rateLimitPolicy,
    errors: [400, 401, 404, 503],
  },
  getOpenApiDocument: {
    summary: 'Describes this API.',
    status: 200,
    response: z.looseObject({ openapi: z.string() }),
    errors: [401],
  },
} as const satisfies Record<OperationName, OperationSchemas>;

/**
 * The calls of the REST API with what they take and answer.
 *
 * @public
 */
export type Operations = typeof operations;
