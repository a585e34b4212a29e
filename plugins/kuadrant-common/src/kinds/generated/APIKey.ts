// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** What is asked for. @public */
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
     * Namespace of the APIProduct; the APIKey's own when absent.
     */
    namespace?: string;
  };
  /**
   * The Secret in the same namespace whose data.api_key is the key. It is made before the APIKey and deleted with it.
   */
  secretRef: {
    /**
     * Name of the Secret.
     */
    name: string;
  };
  /**
   * The Secret of the value before a rotation, which works beside the current one until validUntil.
   */
  previousSecretRef?: {
    /**
     * Name of the Secret.
     */
    name: string;
    /**
     * When the earlier value stops working.
     */
    validUntil: string;
  };
  /**
   * The plan asked for.
   */
  planTier: string;
  /**
   * What the key is for, in the requester's words; the reviewer reads it.
   */
  useCase?: string;
  /**
   * Who asks for access.
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
   * When the key is to stop working; absent means never.
   */
  expiresAt?: string;
}

/** What the developer-portal-controller observed; not to be written by people. @public */
export interface APIKeyStatus {
  /**
   * The metadata.generation that this status was computed from.
   */
  observedGeneration?: number;
  /**
   * Failed, Denied, Expired, Approved and Pending, of which exactly one is True; and ExpiresSoon while an approved key is near its end.
   *
   * Items: One aspect of the current state, as in metav1.Condition.
   */
  conditions?: {
    /**
     * Name of the condition.
     */
    type: string;
    /**
     * Whether the condition holds.
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
     * One CamelCase word that says why, for programs.
     */
    reason: string;
    /**
     * A sentence that says why, for people.
     */
    message: string;
  }[];
  /**
   * Hostname to call the API at, from the HTTPRoute or its Gateway.
   */
  apiHostname?: string;
  /**
   * What the approved plan allows.
   */
  limits?: {
    /**
     * Requests in any 24 hours.
     */
    daily?: number;
    /**
     * Requests in any 168 hours.
     */
    weekly?: number;
    /**
     * Requests in any 730 hours.
     */
    monthly?: number;
    /**
     * Requests in any 8760 hours.
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
   * How the key is presented and found.
   */
  authScheme?: {
    /**
     * The API key rule of the AuthPolicy.
     */
    authenticationSpec?: {
      /**
       * Label selector that enforcement Secrets must match.
       */
      selector?: {
        [k: string]: unknown;
      };
      /**
       * Whether Secrets of all namespaces count.
       */
      allNamespaces?: boolean;
    };
    /**
     * Where the gateway looks for the key - authorizationHeader, customHeader, queryString or cookie.
     */
    credentials?: {
      [k: string]: unknown;
    };
  };
  /**
   * The terms in force, as last approved. They stay in force while a change of plan or expiry waits for review.
   */
  approved?: {
    /**
     * The approved plan.
     */
    planTier: string;
    /**
     * The approved expiry; absent means that the key does not expire.
     */
    expiresAt?: string;
    /**
     * Name of the APIKeyApproval that approved these terms.
     */
    approvalName?: string;
    /**
     * Who approved.
     */
    reviewedBy?: string;
    /**
     * When it was approved.
     */
    reviewedAt?: string;
    /**
     * The reviewer's words to the requester.
     */
    message?: string;
  };
}

/** A consumer's key for an API product. It lives in the consumer's namespace and starts as a request for access. @public */

export interface APIKey extends KubernetesObject {
  spec: APIKeySpec;
  status?: APIKeyStatus;
}
