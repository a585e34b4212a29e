const PREFIX = 'devportal.kuadrant.io';

/**
 * Labels that this project writes and reads. Values that may be longer than a label allows go through `labelValue`.
 *
 * @public
 */
export const LABELS = {
  /** `true` on the Secrets that the gateway knows keys by. */
  enforcement: `${PREFIX}/enforcement`,
  apiProduct: `${PREFIX}/apiproduct`,
  apiProductNamespace: `${PREFIX}/apiproduct-namespace`,
  /** Name of the APIKey, on its Secrets. */
  apiKey: `${PREFIX}/apikey`,
  apiKeyNamespace: `${PREFIX}/apikey-namespace`,
  /** `true` on namespaces made for a consumer's keys. */
  consumerNamespace: `${PREFIX}/consumer-namespace`,
  /** On ConfigMaps with an API document: stands for the product. */
  document: `${PREFIX}/api-document`,
  /** Authorino only looks at Secrets with this label. */
  authorinoManagedBy: 'authorino.kuadrant.io/managed-by',
  /** Stage of life of a product's API, for the catalog. */
  lifecycle: 'lifecycle',
} as const;

/**
 * Annotations that this project writes and reads.
 *
 * @public
 */
export const ANNOTATIONS = {
  /** Owner of a product as an entity reference. */
  owner: 'backstage.io/owner',
  /** When the current value of an APIKey was shown to its requester; absent while it was not. */
  revealedAt: `${PREFIX}/revealed-at`,
  /** When the current value of an APIKey was made by a rotation. */
  rotatedAt: `${PREFIX}/rotated-at`,
  /** How long the keys of a product may live, in JSON. */
  keyLifetime: `${PREFIX}/key-lifetime`,
  /** The Secret with the value that an APIKey had before a rotation, in JSON. */
  previousSecretRef: `${PREFIX}/previous-secret-ref`,
  /** The terms that an APIKeyApproval decides on, in JSON. */
  terms: `${PREFIX}/terms`,
  /** What an APIKeyApproval was made on, in JSON. */
  boundTo: `${PREFIX}/bound-to`,
  /** Who may offer an HTTPRoute, or the routes of a Namespace: entity references, or `*`. */
  exposedTo: `${PREFIX}/exposed-to`,
  /** UID of the APIKey that an enforcement Secret or an APIKeyRequest stands for. */
  apiKeyUid: `${PREFIX}/apikey-uid`,
  /** Namespace and name of the APIKey that a Secret was made for, in full: labels may hold them shortened. */
  apiKey: `${PREFIX}/apikey`,
  /** UID and resource version, as `uid@version`, of the Secret that the value of an enforcement Secret was taken from. */
  source: `${PREFIX}/source`,
  /** Namespace and name of the APIKey that an enforcement Secret stands for; AuthPolicies can export it as the identity of a call. */
  keyId: `${PREFIX}/key-id`,
  /** UID of the copy that stood in while an enforcement Secret was replaced. */
  standIn: `${PREFIX}/stand-in`,
  /** `required` on an APIKey: people decide, even where the product approves automatically. */
  review: `${PREFIX}/review`,
  /** `true` on an APIProduct whose owner has removed its plans on purpose: its keys work without limits. */
  withoutPlans: `${PREFIX}/without-plans`,
  /** On an APIKey while a backup is restored: nothing is approved automatically until its decisions are there. */
  restoring: `${PREFIX}/restoring`,
  /** Plan of the key, read by the predicates of PlanPolicies. */
  planId: 'secret.kuadrant.io/plan-id',
  /** Requester of the key. */
  userId: 'secret.kuadrant.io/user-id',
  /** Expiry of the key. */
  expiresAt: 'secret.kuadrant.io/expires-at',
} as const;

/**
 * Key of the value in a Secret's data.
 *
 * @public
 */
export const SECRET_KEY = 'api_key';
