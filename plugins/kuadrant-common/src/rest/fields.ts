import { z } from 'zod';
import {
  isAllowedText,
  isLongerThan,
  isWebAddress,
  MAX_ADDRESS_LENGTH,
} from '../domain';
import { OBJECT_NAME } from '../names';
import type { ErrorCode } from './errorCodes';

// RFC 1123, as Kubernetes checks names: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** Name of a namespace. */
export const namespaceName = z
  .string()
  .max(63, 'must have at most 63 characters')
  .regex(
    LABEL,
    'must consist of lower case letters, digits and "-", and begin and end with a letter or digit',
  );

/** Name of an object. */
export const objectName = z
  .string()
  .max(253, 'must have at most 253 characters')
  .regex(
    OBJECT_NAME,
    'must consist of lower case letters, digits, "-" and ".", and begin and end with a letter or digit',
  );

/** Namespace and name in a path or a body. */
export const objectRef = z.strictObject({
  namespace: namespaceName,
  name: objectName,
});

/** `namespace/name` in a query. */
export const qualifiedName = z
  .string()
  .max(317)
  .regex(
    /^[a-z0-9][-a-z0-9]*\/[a-z0-9][-a-z0-9.]*$/,
    'must be written namespace/name',
  );

// As `params` of an issue it gives the error that code.
const NOT_ALLOWED = { code: 'textNotAllowed' } satisfies { code: ErrorCode };

/** Text of bounded length, in Unicode code points, in one or more lines. */
export const text = (length: number) =>
  z
    .string()
    .superRefine((value, context) => {
      if (isLongerThan(value, length)) {
        context.addIssue({
          code: 'custom',
          message: `must have at most ${length} characters`,
        });
      } else if (!isAllowedText(value)) {
        context.addIssue({
          code: 'custom',
          message:
            'must not contain control characters other than tab and newline, nor bidirectional controls',
          params: NOT_ALLOWED,
        });
      }
    })
    .meta({ maxLength: length });

/** Text of bounded length in one line. */
export const line = (length: number) =>
  text(length).refine(value => !/[\t\n]/.test(value), {
    message: 'must be one line without tabs',
    params: NOT_ALLOWED,
  });

/** Text of bounded length that says something. */
export const words = (length: number) =>
  text(length).refine(value => value.trim() !== '', 'must not be empty');

/** Text of bounded length in one line that says something. */
export const lineOfWords = (length: number) =>
  line(length).refine(value => value.trim() !== '', 'must not be empty');

/** Absolute http or https address. */
export const webAddress = text(MAX_ADDRESS_LENGTH).refine(
  isWebAddress,
  'must be an address that begins with http:// or https://',
);

/** A query parameter that may be given more than once. */
export const several = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    value => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(schema).max(50).optional(),
  );

/** `limit`, `cursor` and `q`, which every list takes. */
export const listQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1, 'must be between 1 and 500')
    .max(500, 'must be between 1 and 500')
    .default(50)
    .describe('Number of items on a page.'),
  cursor: z
    .string()
    .max(2048)
    .optional()
    .describe('pageInfo.nextCursor of the page before.'),
  q: text(200).optional().describe('Words that an item contains.'),
};

/** `sort` by one of the fields, downwards with a minus before it. */
export const sortBy = <F extends string>(...fields: [F, ...F[]]) =>
  z
    .enum(
      fields.flatMap(field => [field, `-${field}` as const]) as [
        F | `-${F}`,
        ...(F | `-${F}`)[],
      ],
    )
    .optional()
    .describe('Field to sort by; a minus before it turns the order round.');
