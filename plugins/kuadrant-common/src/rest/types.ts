import type { z } from 'zod';
import type * as inputs from './inputs';
import type * as outputs from './outputs';

/** A product as the API shows it. @public */
export type ProductView = z.output<typeof outputs.productView>;
/** An example of a call. @public */
export type ExampleCall = z.output<typeof outputs.exampleCall>;
/** The operations of an API that can be called by HTTP. @public */
export type ApiOperations = z.output<typeof outputs.apiOperations>;
/** A route as the API shows it. @public */
export type RouteView = z.output<typeof outputs.routeView>;
/** A key as the API shows it. @public */
export type KeyView = z.output<typeof outputs.keyView>;
/** A request as the API shows it. @public */
export type RequestView = z.output<typeof outputs.requestView>;
/** A page of products. @public */
export type ProductList = z.output<typeof outputs.productList>;
/** A page of keys. @public */
export type KeyList = z.output<typeof outputs.keyList>;
/** A page of requests. @public */
export type RequestList = z.output<typeof outputs.requestList>;
/** What a caller may do with a product. @public */
export type ProductAction = (typeof outputs.productActions)[number];
/** What a caller may do with a key. @public */
export type KeyAction = (typeof outputs.keyActions)[number];
/** What a caller may do with a request. @public */
export type RequestAction = (typeof outputs.requestActions)[number];
/** A decision on a key. @public */
export type Decision = KeyView['decisions'][number];
/** A change of an approved key that waits for review. @public */
export type PendingChange = NonNullable<KeyView['pendingChange']>;
/** The terms in force of a key. @public */
export type ApprovedTerms = NonNullable<KeyView['approved']>;
/** Whether the keys of a plan share a counter. @public */
export type LimitsScope = KeyView['limitsScope'];
/** Whether a key of a product would work. @public */
export type KeyAccessView = ProductView['access'];
/** A host at which a product can be called. @public */
export type RouteHostView = ProductView['hosts'][number];
/** A limit in effect, with who shares its counter. @public */
export type RouteLimitView = ProductView['limits'][number];
/** The plans of a product, or why none is offered. @public */
export type RoutePlansView = ProductView['plans'];
/** A policy on the way of a product's calls. @public */
export type PolicyView = NonNullable<ProductView['policies']>[number];
/** The product of a key. @public */
export type ProductRef = KeyView['product'];
/** What a list of keys can be narrowed to. @public */
export type ChoicesOfKeys = KeyList['choices'];
/** What a list of requests can be narrowed to. @public */
export type ChoicesOfRequests = RequestList['choices'];
/** An error in Backstage's shape. @public */
export type ErrorBody = z.output<typeof outputs.errorBody>;
/** The results of a bulk review. @public */
export type BulkReviewResult = z.output<typeof outputs.bulkReviewResult>;
/** Body that creates a product. @public */
export type CreateApiProductBody = z.input<typeof inputs.createApiProductBody>;
/** Merge patch of a product's spec. @public */
export type UpdateApiProductBody = z.input<typeof inputs.updateApiProductBody>;
/** Body that asks for a key. @public */
export type CreateApiKeyBody = z.input<typeof inputs.createApiKeyBody>;
/** Changes of a key. @public */
export type UpdateApiKeyBody = z.input<typeof inputs.updateApiKeyBody>;
