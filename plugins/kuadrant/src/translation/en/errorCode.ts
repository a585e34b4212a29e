import type { ErrorCode } from '@kuadrant/backstage-plugin-kuadrant-common';

/** What an error of the REST API means to its reader, by its code. */
export const errorCode = {
  invalidRequest: 'Check the highlighted fields.',
  invalidJson: 'The request could not be read.',
  invalidCursor:
    'This page of the list no longer exists. Start from the first page.',
  revisionMissing: 'Load the request again, then decide.',
  keyInSearch:
    'Your search contains a key value. Never search for key values: rotate this key.',
  textNotAllowed: 'A text contains characters that are not allowed.',
  unauthenticated: 'Your session has expired. Sign in again.',
  notAllowed: 'You don’t have permission to do this.',
  routeNotExposed:
    'This route is not exposed to you. Ask a platform engineer to expose it.',
  namespaceNotAllowed: 'This namespace never holds API products.',
  ownerNotYours: 'The owner must be you or one of your groups.',
  selfReviewForbidden: 'You can’t review your own requests.',
  notFound: 'It does not exist, or you may not see it.',
  unknownPath: 'The portal does not know this address.',
  methodNotAllowed: 'The portal does not support this.',
  conflict: 'This is not possible in the current state.',
  alreadyExists: 'An object with this name already exists.',
  changedMeanwhile: 'It changed in the meantime. Try again.',
  productHasKeys:
    'This product has keys. Delete them first, or delete them with the product.',
  productNotPublished: 'This API product is not published.',
  routeShared:
    'Another owner’s product is on this route. The route must be exposed to both owners.',
  requestChanged: 'The request changed after you opened it.',
  alreadyDecided: 'Somebody else has already decided.',
  keyGone: 'The key behind this request no longer exists.',
  notApproved: 'The key is not approved.',
  neverShown: 'Show the present value first, then rotate.',
  valueMissing: 'The stored value of the key is missing. Rotate the key.',
  noOverlap: 'The previous value no longer works.',
  notPortalSecret:
    'The portal did not make this value, so it cannot show it. Rotate the key to get a new one.',
  overlapRunning:
    'The previous value still works. Stop it before you rotate again.',
  alreadyRevealed: 'This key was already shown. Rotate it to get a new value.',
  objectChanged: 'Somebody changed it after you loaded it.',
  bodyTooLarge: 'This is too large to save.',
  unsupportedMediaType: 'The request could not be read.',
  unprocessable: 'This cannot be carried out. Check the fields.',
  namespaceNotFound: 'The namespace does not exist.',
  planUnknown: 'The API product has no such plan.',
  expiryMissing: 'Keys of this API need an expiry.',
  expiryPast: 'The expiry lies in the past.',
  expiryTooLate: 'The expiry is later than this API allows.',
  noKeyAccepted: 'This API accepts no API keys now.',
  requesterUnknown:
    'The catalog does not know you or your e-mail address. Ask an administrator.',
  tooManyKeys: 'You have too many keys or requests. Delete some first.',
  tooManyRequests: 'Too many requests. Wait a minute.',
  clusterBusy: 'The cluster is busy. Try again in a minute.',
  internalError: 'Something went wrong on the server.',
  clusterUnreachable: 'The cluster can’t be reached at the moment.',
  clusterNotRead: 'The portal is starting. Try again in a minute.',
  clusterRefused:
    'The portal’s own account lacks a right in the cluster. Ask a platform engineer.',
  clusterFailed: 'The cluster failed. Try again in a minute.',
} as const satisfies Record<ErrorCode, string>;
