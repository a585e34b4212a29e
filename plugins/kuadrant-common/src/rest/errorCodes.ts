/**
 * Every code that an error of the REST API can carry in `error.code`, with its HTTP status. The list is
 * closed: a client can translate each code. A code keeps its meaning and its status; new codes may be added.
 *
 * @public
 */
export const ERROR_CODES = {
  invalidRequest: 400,
  invalidJson: 400,
  invalidCursor: 400,
  revisionMissing: 400,
  keyInSearch: 400,
  textNotAllowed: 400,
  unauthenticated: 401,
  notAllowed: 403,
  routeNotExposed: 403,
  namespaceNotAllowed: 403,
  ownerNotYours: 403,
  selfReviewForbidden: 403,
  notFound: 404,
  unknownPath: 404,
  methodNotAllowed: 405,
  conflict: 409,
  alreadyExists: 409,
  changedMeanwhile: 409,
  productHasKeys: 409,
  productNotPublished: 409,
  routeShared: 409,
  requestChanged: 409,
  alreadyDecided: 409,
  keyGone: 409,
  notApproved: 409,
  neverShown: 409,
  valueMissing: 409,
  notPortalSecret: 409,
  overlapRunning: 409,
  noOverlap: 409,
  alreadyRevealed: 410,
  objectChanged: 412,
  bodyTooLarge: 413,
  unsupportedMediaType: 415,
  unprocessable: 422,
  namespaceNotFound: 422,
  planUnknown: 422,
  expiryMissing: 422,
  expiryPast: 422,
  expiryTooLate: 422,
  noKeyAccepted: 422,
  requesterUnknown: 422,
  tooManyKeys: 429,
  tooManyRequests: 429,
  clusterBusy: 429,
  internalError: 500,
  clusterUnreachable: 503,
  clusterNotRead: 503,
  clusterRefused: 503,
  clusterFailed: 503,
} as const satisfies Record<string, number>;

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
  return ERROR_CODES[code];
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
