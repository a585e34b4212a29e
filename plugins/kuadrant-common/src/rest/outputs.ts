import { z } from 'zod';
import {
  API_KEY_STATES,
  type APIKey,
  type APIKeyRequest,
  type APIProduct,
  type AuthPolicy,
  type HTTPRoute,
  type KubernetesObject,
  type PlanPolicy,
  type RateLimitPolicy,
} from '../kinds';
import { ERROR_CODES, type ErrorCode } from './errorCodes';
import { ERROR_MEANINGS } from './errorMeanings';
import { objectRef } from './fields';
import {
  keyAccess,
  placement,
  policyView,
  routeFields,
  routeHost,
  routeLimit,
  routePlans,
} from './routeOutputs';

const kubernetesObject = <T extends KubernetesObject>(kind: string) =>
  z
    .looseObject({
      apiVersion: z.string(),
      kind: z.literal(kind),
      metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
    })
    .meta({ id: kind }) as unknown as z.ZodType<T>;

/** An HTTPRoute. */
export const httpRoute = kubernetesObject<HTTPRoute>('HTTPRoute');
/** A PlanPolicy. */
export const planPolicy = kubernetesObject<PlanPolicy>('PlanPolicy');
/** An AuthPolicy. */
export const authPolicy = kubernetesObject<AuthPolicy>('AuthPolicy');
/** A RateLimitPolicy. */
export const rateLimitPolicy =
  kubernetesObject<RateLimitPolicy>('RateLimitPolicy');

/** The definition of an API. */
export const apiDefinition = z
  .object({
    type: z
      .string()
      .describe(
        'Type of the API in the catalog: `openapi`, `asyncapi`, `graphql`, `grpc`, or `unknown`.',
      ),
    definition: z.string(),
    complete: z
      .boolean()
      .describe(
        'False while the document is too large for the status of the product and cannot be read; the definition then only says where it comes from.',
      ),
  })
  .meta({ id: 'ApiDefinition' });

/** An example of a call. */
export const exampleCall = z
  .object({
    method: z.string(),
    path: z
      .string()
      .optional()
      .describe(
        "Percent-encoded, with the path of the document's server and without the prefix of the route. Absent: the document does not say, it is that of the route.",
      ),
    query: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .describe('Required parameters, not encoded.'),
    headers: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .describe('Required headers, without the key.'),
    body: z
      .object({
        contentType: z.string(),
        text: z
          .string()
          .optional()
          .describe('Absent for forms of several parts, such as files.'),
      })
      .optional(),
    placeholders: z
      .array(z.string())
      .describe('Words in the example that the caller replaces.'),
  })
  .meta({ id: 'ExampleCall' });

/** The operations of an API that can be called by HTTP. */
export const apiOperations = z
  .object({
    type: z
      .string()
      .describe('Type of the API in the catalog, as in `ApiDefinition`.'),
    operationCount: z
      .number()
      .int()
      .describe('Operations in the document, shown or not.'),
    items: z.array(
      z.object({
        name: z.string().describe('For example `GET /toys/{id}`.'),
        summary: z.string().optional(),
        deprecated: z.boolean().optional(),
        call: exampleCall,
      }),
    ),
    preferred: z
      .string()
      .optional()
      .describe('Name of the operation to show first.'),
  })
  .meta({ id: 'ApiOperations' });

const and = <A, B>(a: z.ZodType<A>, b: z.ZodType<B>) => z.intersection(a, b);

const state = z.enum(API_KEY_STATES);
const counts = z
  .record(state, z.number().int())
  .describe(
    'Number of items in each state, whatever the filter on the state. In the queue, approved keys with a change that waits for a decision count as `Pending` too.',
  );

/** What a person may do with a product. */
export const productActions = [
  'update',
  'delete',
  'publish',
  'unpublish',
  'requestKey',
  'review',
] as const;

/** What a person may do with a key. */
export const keyActions = [
  'reveal',
  'rotate',
  'endRotation',
  'update',
  'delete',
  'approve',
  'reject',
] as const;

/** What a person may do with a request. */
export const requestActions = ['approve', 'reject'] as const;

const limitsScope = z
  .enum(['shared', 'perSubscriber', 'unknown'])
  .describe(
    'Whether the keys of a plan share one counter or each has its own.',
  );

/** A product as others refer to it. */
const productRef = z
  .object({
    namespace: z.string(),
    name: z.string(),
    displayName: z.string(),
    owner: z.string().optional().describe('Full entity reference.'),
  })
  .meta({ id: 'ProductRef' });

const choicesOfKeys = z
  .object({
    products: z.array(productRef.omit({ owner: true })),
    planTiers: z.array(z.string()),
  })
  .describe(
    'What all that is found, in whatever state, can be narrowed to; at most 100 of each.',
  )
  .meta({ id: 'ChoicesOfKeys' });

const choicesOfRequests = choicesOfKeys
  .extend({
    requesters: z.array(z.string()).describe('Full entity references.'),
  })
  .meta({ id: 'ChoicesOfRequests' });

const stateFields = {
  state,
  reason: z.string().describe('Reason of the condition that tells the state.'),
  message: z.string().describe('The state in a sentence.'),
};

const terms = z
  .object({
    planTier: z.string(),
    expiresAt: z.string().optional().describe('Absent means no expiry.'),
  })
  .meta({ id: 'Terms' });

const approvedTerms = terms
  .extend({
    approvalName: z.string().describe('Name of the APIKeyApproval.'),
    reviewedBy: z.string(),
    reviewedAt: z.string(),
    message: z.string().optional().describe('Words to the requester.'),
  })
  .meta({ id: 'ApprovedTerms' });

const termsFields = {
  approved: approvedTerms
    .optional()
    .describe(
      'The plan and expiry in force, as approved; absent while nothing is approved. An expiry that the requester moved forward counts at once.',
    ),
  requested: terms.describe(
    'The plan and expiry that the requester wants. They are in force only as far as `approved` says so.',
  ),
  requesterUnverified: z
    .boolean()
    .optional()
    .describe(
      'True for a key outside of the namespace in which the portal makes keys of this requester: somebody else may have written the name, and may know the value.',
    ),
  requesterEmail: z
    .string()
    .describe(
      "The requester's e-mail address, from the catalog. spec.requestedBy.email holds it in the plain characters that the kind allows.",
    ),
};

const revision = z
  .string()
  .describe(
    'Identifies what a reviewer sees of the request. It changes with the key, its product, requester, owner, plan, expiry, use case and decisions, not with any status. A decision needs it.',
  );

const pendingChange = z
  .object({
    planTier: z.object({ from: z.string(), to: z.string() }).optional(),
    expiresAt: z
      .object({
        from: z.string().optional(),
        to: z.string().optional(),
      })
      .optional(),
    refused: z
      .object({ by: z.string(), message: z.string().optional() })
      .optional()
      .describe('Set when the change was rejected; the approved terms stay.'),
  })
  .describe('A plan or expiry that waits for review.')
  .meta({ id: 'PendingChange' });

const decision = z
  .object({
    approved: z.boolean(),
    reviewedBy: z.string(),
    reviewedAt: z.string(),
    reason: z.string().optional(),
    message: z.string().optional(),
    automatic: z.boolean(),
  })
  .meta({ id: 'Decision' });

/** A product as the API shows it. */
export const productView = and(
  kubernetesObject<APIProduct>('APIProduct'),
  z.object({
    owner: z.string().optional().describe('Full entity reference.'),
    ownerProblem: z
      .string()
      .optional()
      .describe('Why the owner that the product names cannot be read.'),
    sharedRoute: z
      .array(productRef)
      .describe(
        'Other products on the same HTTPRoute: all for those who may change this product, else those that the caller may read.',
      ),
    actions: z.array(z.enum(productActions)),
    counts: counts.describe('Keys of the product in each state.').optional(),
    awaitingReview: z
      .number()
      .int()
      .optional()
      .describe('Requests that wait for a decision, for those who may review.'),
    ...routeFields,
    limitsScope,
    policies: z
      .array(policyView)
      .optional()
      .describe(
        'The policies on the way of its calls, for those who may read them; not in lists.',
      ),
    catalogEntityRef: z
      .string()
      .optional()
      .describe('The entity in the catalog, when published.'),
  }),
);

/** A key as the API shows it; it never holds the key's value. */
export const keyView = and(
  kubernetesObject<APIKey>('APIKey'),
  z.object({
    product: productRef,
    ...stateFields,
    actions: z.array(z.enum(keyActions)),
    ...termsFields,
    revision: revision.optional(),
    reveal: z.object({
      available: z.boolean(),
      revealedAt: z.string().optional(),
    }),
    rotation: z.object({ previousValidUntil: z.string().optional() }),
    baseUrl: z.string().optional(),
    limitsScope,
    hosts: z.array(routeHost).optional().describe('Not in lists.'),
    pathPrefix: z.string().optional().describe('Not in lists.'),
    access: keyAccess.optional().describe('Not in lists.'),
    anonymous: z.boolean().optional().describe('Not in lists.'),
    limits: z
      .array(routeLimit)
      .optional()
      .describe("The limits in effect on the key's plan; not in lists."),
    pendingChange: pendingChange.optional(),
    decisions: z
      .array(decision)
      .describe('Decisions on this key, the newest first.'),
  }),
);

/** A request as the API shows it to reviewers. */
export const requestView = and(
  kubernetesObject<APIKeyRequest>('APIKeyRequest'),
  z.object({
    product: productRef,
    ...stateFields,
    actions: z.array(z.enum(requestActions)),
    ...termsFields,
    revision,
    awaitingReview: z.boolean(),
    ownRequest: z.boolean().describe('Whether the caller asked for it.'),
    otherKeys: z
      .number()
      .int()
      .describe("The requester's other approved keys on the product."),
    limitsScope,
    pendingChange: pendingChange.optional(),
    decisions: z.array(decision),
  }),
);

const staleness = z
  .object({
    since: z.string().describe('When the cluster last answered.'),
  })
  .optional()
  .describe('Set while the cluster cannot be reached: what was known then.');

const listOf = <T>(item: z.ZodType<T>) =>
  z.object({
    items: z.array(item),
    totalItems: z.number().int(),
    pageInfo: z.object({ nextCursor: z.string().optional() }),
    stale: staleness,
  });

/** A page of products. */
export const productList = listOf(productView).extend({
  counts: z.record(z.enum(['Draft', 'Published']), z.number().int()),
});
/** A page of keys. */
export const keyList = listOf(keyView).extend({
  counts,
  choices: choicesOfKeys,
});
/** A page of requests. */
export const requestList = listOf(requestView).extend({
  counts,
  choices: choicesOfRequests,
  awaitingReview: z.number().int(),
});
/** A route as the API shows it to those who may offer it. */
export const routeView = and(
  httpRoute,
  z.object({
    exposedTo: z
      .array(z.string())
      .describe(
        'Who may offer the route: full entity references of users and groups, or `*` alone for everybody.',
      ),
    exposureProblems: z
      .array(z.string())
      .optional()
      .describe('Entries of the exposed-to annotations that cannot be read.'),
    hostnames: z
      .array(z.string())
      .describe(
        'The hostnames that its Gateways serve, else those that the route names.',
      ),
    hosts: z.array(routeHost),
    plans: routePlans,
    placement: placement
      .optional()
      .describe('Where a key goes; absent where no policy takes keys.'),
    keyProblem: z
      .string()
      .optional()
      .describe('Why no key would work on the route, in a sentence.'),
    gateways: z.array(z.object({ namespace: z.string(), name: z.string() })),
    products: z
      .array(productRef)
      .describe('Products on the route that the caller may read.'),
    otherProducts: z
      .number()
      .int()
      .describe(
        'Number of products on the route that the caller may not read.',
      ),
  }),
);
/** A page of routes. */
export const httpRouteList = listOf(routeView);
/** A page of plan policies. */
export const planPolicyList = listOf(planPolicy);
/** A page of auth policies. */
export const authPolicyList = listOf(authPolicy);
/** A page of rate limit policies. */
export const rateLimitPolicyList = listOf(rateLimitPolicy);

/** A changed product. */
export const updatedProduct = and(
  productView,
  z.object({
    approvedPending: z
      .number()
      .int()
      .optional()
      .describe('Waiting requests that the switch to automatic approves.'),
  }),
);

/** The value of a key, shown once. */
export const revealedKey = z.object({ apiKey: z.string() });

const errorCode = z
  .enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]])
  .describe(
    [
      'What went wrong, for programs and translations:',
      ...Object.entries(ERROR_CODES).map(
        ([code, status]) =>
          `- \`${code}\` (${status}): ${ERROR_MEANINGS[code as ErrorCode]}`,
      ),
    ].join('\n'),
  )
  .meta({ id: 'ErrorCode' });

/** An error in Backstage's shape. */
export const errorBody = z
  .object({
    error: z.looseObject({
      name: z.string(),
      code: errorCode,
      message: z.string(),
      fields: z
        .array(z.object({ path: z.string(), message: z.string() }))
        .optional()
        .describe('The fields that are wrong, each with what it must be.'),
    }),
    request: z.object({ method: z.string(), url: z.string() }).optional(),
    response: z.object({ statusCode: z.number().int() }),
  })
  .meta({ id: 'Error' });

/** The results of a bulk review, in the order of the requests. */
export const bulkReviewResult = z
  .object({
    results: z.array(
      objectRef.extend({
        success: z.boolean(),
        request: requestView.optional(),
        error: z
          .object({
            statusCode: z.number().int(),
            name: z.string(),
            code: errorCode,
            message: z.string(),
          })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'BulkReviewResult' });
