import { z } from 'zod';
import { API_KEY_STATES } from '../kinds';
import {
  instant,
  isChatAddress,
  isEmailAddress,
  isGitAddress,
  isTechDocsRef,
  MAX_ADDRESS_LENGTH,
  MAX_DESCRIPTION_LENGTH,
  MAX_MESSAGE_LENGTH,
  MAX_PLAN_LENGTH,
  MAX_SHORT_TEXT_LENGTH,
  MAX_USE_CASE_LENGTH,
} from '../domain';
import { MAX_BULK_REVIEW } from './bounds';
import {
  line,
  lineOfWords,
  listQuery,
  namespaceName,
  objectName,
  objectRef,
  qualifiedName,
  several,
  sortBy,
  text,
  webAddress,
  words,
} from './fields';

const state = z.enum(API_KEY_STATES);
const entityRef = line(500);

const specFields = {
  displayName: lineOfWords(MAX_SHORT_TEXT_LENGTH),
  description: text(MAX_DESCRIPTION_LENGTH).optional(),
  version: line(100).optional(),
  approvalMode: z.enum(['manual', 'automatic']),
  publishStatus: z.enum(['Draft', 'Published']),
  tags: z.array(lineOfWords(100)).max(64).optional(),
  targetRef: z.strictObject({
    group: z.literal('gateway.networking.k8s.io'),
    kind: z.literal('HTTPRoute'),
    name: objectName,
  }),
};
const documentation = {
  openAPISpecURL: webAddress,
  swaggerUI: webAddress,
  docsURL: webAddress,
  gitRepository: line(MAX_ADDRESS_LENGTH).refine(
    isGitAddress,
    'must be the address of a Git repository: https://…, ssh://… or git@host:path',
  ),
  techdocsRef: line(500).refine(
    isTechDocsRef,
    'must be url: with an http or https address, or dir: with a relative path',
  ),
};
const contact = {
  team: line(MAX_SHORT_TEXT_LENGTH),
  email: line(320).refine(
    isEmailAddress,
    'must be one e-mail address such as team@example.com',
  ),
  slack: line(MAX_SHORT_TEXT_LENGTH).refine(
    isChatAddress,
    'must be a channel such as #toys, or an address that begins with https://',
  ),
  url: webAddress,
};
const days = z.number().int().min(1).max(36500);
const keyLifetime = { defaultDays: days, maxDays: days };

const clearable = <T extends z.ZodType>(schema: T) => schema.nullish();
const clearableShape = <T extends Record<string, z.ZodType>>(shape: T) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, schema]) => [name, clearable(schema)]),
    ) as { [K in keyof T]: z.ZodOptional<z.ZodNullable<T[K]>> },
  );

/** Spec of a new product. */
export const productSpec = z
  .strictObject({
    ...specFields,
    approvalMode: specFields.approvalMode.default('manual'),
    publishStatus: specFields.publishStatus.default('Draft'),
    documentation: z.strictObject(documentation).partial().optional(),
    contact: z.strictObject(contact).partial().optional(),
    keyLifetime: z.strictObject(keyLifetime).partial().optional(),
  })
  .meta({ id: 'APIProductSpecInput' });

/** Body that creates a product. */
export const createApiProductBody = z
  .strictObject({
    namespace: namespaceName,
    name: objectName,
    owner: entityRef
      .optional()
      .describe('Owner as an entity reference; the caller when absent.'),
    spec: productSpec,
  })
  .meta({ id: 'CreateAPIProduct' });

/** JSON merge patch of a product's spec: null clears a field. */
export const updateApiProductBody = z
  .strictObject({
    owner: entityRef
      .optional()
      .describe('New owner as an entity reference; not part of the spec.'),
    displayName: specFields.displayName.optional(),
    description: clearable(text(MAX_DESCRIPTION_LENGTH)),
    version: clearable(line(100)),
    approvalMode: specFields.approvalMode.optional(),
    publishStatus: specFields.publishStatus.optional(),
    tags: clearable(z.array(lineOfWords(100)).max(64)),
    targetRef: specFields.targetRef.partial().optional(),
    documentation: clearable(clearableShape(documentation)),
    contact: clearable(clearableShape(contact)),
    keyLifetime: clearable(clearableShape(keyLifetime)),
  })
  .meta({ id: 'APIProductSpecPatch' });

/** Filters of the list of products. */
export const listApiProductsQuery = z.strictObject({
  ...listQuery,
  sort: sortBy('displayName', 'name', 'owner', 'created', 'publishStatus'),
  namespace: several(namespaceName),
  publishStatus: z.enum(['Draft', 'Published']).optional(),
  approvalMode: z.enum(['manual', 'automatic']).optional(),
  tag: several(text(100)),
  owner: several(entityRef),
});

/** `cascade` of a product's deletion. */
export const deleteApiProductQuery = z.strictObject({
  cascade: z
    .enum(['true', 'false'])
    .optional()
    .describe("Deletes the product's keys with it."),
});

/** Body that asks for a key. */
export const createApiKeyBody = z
  .strictObject({
    apiProduct: objectRef,
    planTier: lineOfWords(MAX_PLAN_LENGTH),
    useCase: words(MAX_USE_CASE_LENGTH),
    expiresAt: instant.optional(),
  })
  .meta({ id: 'CreateAPIKey' });

/** Changes of a key; null clears the expiry. */
export const updateApiKeyBody = z
  .strictObject({
    planTier: lineOfWords(MAX_PLAN_LENGTH).optional(),
    useCase: words(MAX_USE_CASE_LENGTH).optional(),
    expiresAt: clearable(instant),
  })
  .refine(
    body => Object.keys(body).length > 0,
    'must name at least one of planTier, useCase and expiresAt',
  )
  .meta({ id: 'UpdateAPIKey' });

/** Filters of the list of keys. */
export const listApiKeysQuery = z.strictObject({
  ...listQuery,
  sort: sortBy(
    'created',
    'expiresAt',
    'product',
    'planTier',
    'requester',
    'state',
    'useCase',
  ),
  scope: z
    .enum(['own', 'all'])
    .default('own')
    .describe(
      'The keys that the caller asked for, or all that the caller may read.',
    ),
  status: several(state),
  product: several(qualifiedName),
  planTier: several(text(MAX_PLAN_LENGTH)),
});

/** Body of a rotation. */
export const rotateApiKeyBody = z
  .strictObject({
    overlap: z
      .string()
      .regex(
        /^(0|([0-9]{1,5}(h|m|s)){1,3})$/,
        'must be a duration such as 24h, 1h30m or 0',
      )
      .default('24h')
      .describe('How long the value before goes on working, at most 168h.'),
  })
  .meta({ id: 'RotateAPIKey' });

/** Filters of the approval queue. */
export const listRequestsQuery = z.strictObject({
  ...listQuery,
  sort: sortBy('created', 'expiresAt', 'product', 'planTier', 'requester'),
  awaitingReview: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'Those that wait for a decision (new requests and changes of approved keys), or the others.',
    ),
  status: several(state).describe(
    'States of the keys. `Pending` also finds approved keys with a change that waits for a decision.',
  ),
  product: several(qualifiedName),
  planTier: several(text(MAX_PLAN_LENGTH)),
  requester: several(entityRef),
});

const message = text(MAX_MESSAGE_LENGTH);

const revision = z
  .string({ error: 'must be the revision of the request that was reviewed' })
  .min(1, 'must be the revision of the request that was reviewed')
  .max(100, 'must have at most 100 characters')
  .describe(
    '`revision` of the request that was reviewed. Where the request has another one now, the answer is 409 requestChanged.',
  );

/** What a reviewer writes. */
export const reviewBody = z
  .strictObject({
    revision,
    message: message.optional().describe('Words to the requester.'),
    reason: z
      .string()
      .max(100)
      .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be one CamelCase word')
      .optional()
      .describe('One CamelCase word for programs.'),
  })
  .meta({ id: 'Review' });

/** One decision on many requests. */
export const bulkReviewBody = z
  .strictObject({
    decision: z.enum(['approve', 'reject']),
    requests: z
      .array(objectRef.extend({ revision }))
      .min(1, 'must name at least one request')
      .max(MAX_BULK_REVIEW, `must name at most ${MAX_BULK_REVIEW} requests`),
    message: message.optional(),
  })
  .meta({ id: 'BulkReview' });

/** Filters of the lists of routes and policies. */
export const listClusterObjectsQuery = z.strictObject({
  ...listQuery,
  sort: sortBy('name', 'namespace', 'created'),
  namespace: several(namespaceName),
});
