import type { ErrorCode } from './errorCodes';

/** What each code says, for the description of the API. Pages have texts of their own. */
export const ERROR_MEANINGS: Record<ErrorCode, string> = {
  invalidRequest: 'The request is not valid. `fields` names the fields.',
  invalidJson: 'The body is not valid JSON.',
  invalidCursor: 'The cursor belongs to another list or order.',
  revisionMissing: 'A decision needs the revision of the request.',
  keyInSearch: 'The query contains the value of a key.',
  textNotAllowed:
    'A text contains characters that are not allowed. `fields` names it.',
  unauthenticated: 'Credentials are missing or not valid.',
  notAllowed: 'The caller lacks a permission.',
  routeNotExposed:
    'The HTTPRoute is not exposed to the caller, or to the owner of the product.',
  namespaceNotAllowed: 'The namespace never holds API products.',
  ownerNotYours: 'The owner must be the caller or one of their groups.',
  selfReviewForbidden:
    'Requesters cannot review their own requests on this portal.',
  notFound: 'The object does not exist, or the caller may not read it.',
  unknownPath: 'The API has no such path.',
  methodNotAllowed:
    'The path does not support the method. The Allow header names those it does.',
  conflict: 'The state of the object does not allow this.',
  alreadyExists: 'An object of that name already exists.',
  changedMeanwhile:
    'The object changed while the request was carried out. Repeat the request.',
  productHasKeys: 'The API product has keys. `keyCount` says how many.',
  productNotPublished: 'The API product is a draft.',
  routeShared:
    'A product of another owner is on the HTTPRoute, which is not exposed to both owners.',
  requestChanged:
    'The request changed since the reviewer loaded it. `request` is the present one.',
  alreadyDecided: 'Another reviewer has already decided.',
  keyGone: 'The key behind the request no longer exists.',
  notApproved: 'The key is not approved.',
  neverShown: 'The present value of the key was never shown.',
  valueMissing: 'The stored value of the key is missing.',
  notPortalSecret:
    'The Secret of the key was not made by the portal, which never shows it.',
  overlapRunning: 'The previous value of the key still works.',
  noOverlap: 'The key has no previous value.',
  alreadyRevealed: 'The value of the key was already shown.',
  objectChanged: 'The object changed since it was loaded (If-Match).',
  bodyTooLarge: 'The body is larger than 256 kB.',
  unsupportedMediaType: 'The body is not of the type JSON.',
  unprocessable: 'The request is well formed but cannot be carried out.',
  namespaceNotFound: 'The namespace does not exist.',
  planUnknown: 'The API product has no such plan.',
  expiryMissing: 'Keys of this API product need an expiry.',
  expiryPast: 'The expiry lies in the past.',
  expiryTooLate:
    'The expiry lies beyond the longest lifetime of keys of this API product.',
  noKeyAccepted: 'The API product accepts no API keys.',
  requesterUnknown: 'The catalog lacks the requester or their e-mail address.',
  tooManyKeys: 'The requester or the product has too many keys.',
  tooManyRequests: 'The caller sends too many requests.',
  clusterBusy: 'The Kubernetes cluster is busy.',
  internalError: 'The portal failed. Its log has the details.',
  clusterUnreachable: 'The Kubernetes cluster cannot be reached.',
  clusterNotRead:
    'The portal has started and has not read the Kubernetes cluster yet.',
  clusterRefused:
    "The portal's own account lacks a right in the Kubernetes cluster.",
  clusterFailed: 'The Kubernetes cluster failed.',
};
