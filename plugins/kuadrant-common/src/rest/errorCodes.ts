/**
 * Every code that an error of the REST API can carry in `error.code`, with its HTTP status and its meaning. The list is
 * closed: a client can translate each code. A code keeps its meaning and its status; new codes may be added.
 *
 * @public
 */
export const ERROR_CODES = {
  invalidRequest: [400, 'The request is not valid. `fields` names the fields.'],
  invalidJson: [400, 'The body is not valid JSON.'],
  invalidCursor: [400, 'The cursor belongs to another list or order.'],
  revisionMissing: [400, 'A decision needs the revision of the request.'],
  keyInSearch: [400, 'The query contains the value of a key.'],
  textNotAllowed: [
    400,
    'A text contains characters that are not allowed. `fields` names it.',
  ],

  unauthenticated: [401, 'Credentials are missing or not valid.'],

  notAllowed: [403, 'The caller lacks a permission.'],
  routeNotExposed: [
    403,
    'The HTTPRoute is not exposed to the caller, or to the owner of the product.',
  ],
  namespaceNotAllowed: [403, 'The namespace never holds API products.'],
  ownerNotYours: [403, 'The owner must be the caller or one of their groups.'],
  selfReviewForbidden: [
    403,
    'Requesters cannot review their own requests on this portal.',
  ],

  notFound: [404, 'The object does not exist, or the caller may not read it.'],
  unknownPath: [404, 'The API has no such path.'],

  methodNotAllowed: [
    405,
    'The path does not support the method. The Allow header names those it does.',
  ],

  conflict: [409, 'The state of the object does not allow this.'],
  alreadyExists: [409, 'An object of that name already exists.'],
  changedMeanwhile: [
    409,
    'The object changed while the request was carried out. Repeat the request.',
  ],
  productHasKeys: [409, 'The API product has keys. `keyCount` says how many.'],
  productNotPublished: [409, 'The API product is a draft.'],
  routeShared: [
    409,
    'A product of another owner is on the HTTPRoute, which is not exposed to both owners.',
  ],
  requestChanged: [
    409,
    'The request changed since the reviewer loaded it. `request` is the present one.',
  ],
  alreadyDecided: [409, 'Another reviewer has already decided.'],
  keyGone: [409, 'The key behind the request no longer exists.'],
  notApproved: [409, 'The key is not approved.'],
  neverShown: [409, 'The present value of the key was never shown.'],
  valueMissing: [409, 'The stored value of the key is missing.'],
  notPortalSecret: [
    409,
    'The Secret of the key was not made by the portal, which never shows it.',
  ],
  overlapRunning: [409, 'The previous value of the key still works.'],
  noOverlap: [409, 'The key has no previous value.'],

  alreadyRevealed: [410, 'The value of the key was already shown.'],

  objectChanged: [412, 'The object changed since it was loaded (If-Match).'],

  bodyTooLarge: [413, 'The body is larger than 256 kB.'],

  unsupportedMediaType: [415, 'The body is not of the type JSON.'],

  unprocessable: [422, 'The request is well formed but cannot be carried out.'],
  namespaceNotFound: [422, 'The namespace does not exist.'],
  planUnknown: [422, 'The API product has no such plan.'],
  expiryMissing: [422, 'Keys of this API product need an expiry.'],
  expiryPast: [422, 'The expiry lies in the past.'],
  expiryTooLate: [
    422,
    'The expiry lies beyond the longest lifetime of keys of this API product.',
  ],
  noKeyAccepted: [422, 'The API product accepts no API keys.'],
  requesterUnknown: [
    422,
    'The catalog lacks the requester or their e-mail address.',
  ],

  tooManyKeys: [429, 'The requester or the product has too many keys.'],
  tooManyRequests: [429, 'The caller sends too many requests.'],
  clusterBusy: [429, 'The Kubernetes cluster is busy.'],

  internalError: [500, 'The portal failed. Its log has the details.'],

  clusterUnreachable: [503, 'The Kubernetes cluster cannot be reached.'],
  clusterNotRead: [
    503,
    'The portal has started and has not read the Kubernetes cluster yet.',
  ],
  clusterRefused: [
    503,
    "The portal's own account lacks a right in the Kubernetes cluster.",
  ],
  clusterFailed: [503, 'The Kubernetes cluster failed.'],
} as const satisfies Record<string, readonly [status: number, meaning: string]>;

/**
 * A code of {@link ERROR_CODES}.
 *
 * @public
 */
export type ErrorCode = keyof typeof ERROR_CODES;

const BY_STATUS: Record<number, ErrorCode | undefined> = {
  400: 'invalidRequest',
  401: 'unauthenticated',
  403: 'notAllowed',
  404: 'notFound',
  405: 'methodNotAllowed',
  409: 'conflict',
  410: 'alreadyRevealed',
  412: 'objectChanged',
  413: 'bodyTooLarge',
  415: 'unsupportedMediaType',
  422: 'unprocessable',
  429: 'tooManyRequests',
  503: 'clusterUnreachable',
};

/**
 * The HTTP status of an error with this code.
 *
 * @public
 */
export function statusOfCode(code: ErrorCode): number {
  return ERROR_CODES[code][0];
}

/**
 * The code of an error that says nothing more than its HTTP status.
 *
 * @public
 */
export function codeOfStatus(status: number): ErrorCode {
  return (
    BY_STATUS[status] ?? (status < 500 ? 'invalidRequest' : 'internalError')
  );
}
