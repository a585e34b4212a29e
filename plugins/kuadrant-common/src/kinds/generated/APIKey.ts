// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** The requested access. @public */
export interface APIKeySpec {
  /**
   * The API product.
   */
  apiProductRef: {
    /**
     * Name of the APIProduct.
     */
    name: string;
    /**
     * Namespace of the APIProduct; the namespace of the APIKey when absent.
     */
    namespace?: string;
  };
  /**
   * The Secret in the same namespace that holds the key value in data.api_key. Create it before the APIKey.
   */
  secretRef: {
    /**
     * Name of the Secret. A key with an empty name fails with SecretNotFound.
     */
    name: string;
  };
  /**
   * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It named the Secret of the previous value during a rotation.
   */
  previousSecretRef?: {
    /**
     * Name of the Secret.
     */
    name: string;
    /**
     * When the previous value stops working.
     */
    validUntil: string;
  };
  /**
   * The requested plan.
   */
  planTier: string;
  /**
   * Use case in the requester's words, shown to the reviewer.
   */
  useCase?: string;
  /**
   * The requester.
   */
  requestedBy: {
    /**
     * The requester as a Backstage entity reference, for example user:default/jane.
     */
    userId: string;
    /**
     * The requester's e-mail address.
     */
    email: string;
  };
  /**
   * When the key expires; without it, the key has no expiry.
   */
  expiresAt?: string;
}

/** Observed state, written by the developer-portal-controller. @public */
export interface APIKeyStatus {
  /**
   * The metadata.generation that this status was computed from.
   */
  observedGeneration?: number;
  /**
   * Exactly one of Failed, Denied, Expired, Approved and Pending is True. ExpiresSoon is True shortly before an approved key expires.
   *
   * Items: One aspect of the current state, as in metav1.Condition.
   */
  conditions?: {
    /**
     * Name of the condition.
     */
    type: string;
    /**
     * True, False or Unknown.
     */
    status: 'True' | 'False' | 'Unknown';
    /**
     * The metadata.generation that the condition was computed from.
     */
    observedGeneration?: number;
    /**
     * When the status of this condition last changed.
     */
    lastTransitionTime: string;
    /**
     * Reason in CamelCase, for programs.
     */
    reason: string;
    /**
     * Message for people.
     */
    message: string;
  }[];
  /**
   * Hostname of the API, from the HTTPRoute or its Gateway.
   */
  apiHostname?: string;
  /**
   * Limits of the plan.
   */
  limits?: {
    /**
     * Requests in a window of 24 hours.
     */
    daily?: number;
    /**
     * Requests in a window of 168 hours.
     */
    weekly?: number;
    /**
     * Requests in a window of 730 hours.
     */
    monthly?: number;
    /**
     * Requests in a window of 8760 hours.
     */
    yearly?: number;
    /**
     * Limits on windows of any other length.
     */
    custom?: {
      /**
       * Requests in one window.
       */
      limit: number;
      /**
       * Length of the window as a Gateway API duration, for example 1m or 1h30m.
       */
      window: string;
    }[];
  };
  /**
   * How to send the key, and which Secrets the gateway accepts.
   */
  authScheme?: {
    /**
     * The API key rule of the AuthPolicy.
     */
    authenticationSpec?: {
      /**
       * Label selector that enforcement Secrets must match.
       */
      selector: {
        /**
         * Labels and their values.
         */
        matchLabels?: {
          [k: string]: string;
        };
        /**
         * Further requirements on labels.
         */
        matchExpressions?: {
          /**
           * Name of the label.
           */
          key: string;
          /**
           * In, NotIn, Exists or DoesNotExist.
           */
          operator: string;
          /**
           * Values for In and NotIn.
           */
          values?: string[];
        }[];
      };
      /**
       * Whether Secrets of all namespaces count.
       */
      allNamespaces: boolean;
    };
    /**
     * Where the gateway looks for the key value.
     */
    credentials?: {
      /**
       * In the Authorization header.
       */
      authorizationHeader?: {
        /**
         * Text before the key value; Bearer when empty.
         */
        prefix?: string;
      };
      /**
       * In a header.
       */
      customHeader?: {
        /**
         * Name of the header.
         */
        name: string;
      };
      /**
       * In a query parameter.
       */
      queryString?: {
        /**
         * Name of the parameter.
         */
        name: string;
      };
      /**
       * In a cookie.
       */
      cookie?: {
        /**
         * Name of the cookie.
         */
        name: string;
      };
    };
  };
  /**
   * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the approved terms.
   */
  approved?: {
    /**
     * The approved plan.
     */
    planTier: string;
    /**
     * The approved expiry; without it, the key has no expiry.
     */
    expiresAt?: string;
    /**
     * Name of the APIKeyApproval that approved these terms.
     */
    approvalName?: string;
    /**
     * The reviewer.
     */
    reviewedBy?: string;
    /**
     * Time of the approval.
     */
    reviewedAt?: string;
    /**
     * The reviewer's message to the requester.
     */
    message?: string;
  };
}

/** A consumer's key for an API product. It is created in the consumer's namespace and starts as a request for access. @public */

export interface APIKey extends KubernetesObject {
  spec: APIKeySpec;
  status?: APIKeyStatus;
}
