// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** What is asked for, copied from the APIKey. @public */
export interface APIKeyRequestSpec {
  /**
   * The API product, in this namespace.
   */
  apiProductRef: {
    /**
     * Name of the APIProduct.
     */
    name: string;
  };
  /**
   * The APIKey that asks.
   */
  apiKeyRef: {
    /**
     * Namespace of the APIKey.
     */
    namespace: string;
    /**
     * Name of the APIKey.
     */
    name: string;
    /**
     * UID of the APIKey, so that a key made anew under the same name is told apart.
     */
    uid?: string;
  };
  /**
   * The plan asked for.
   */
  planTier: string;
  /**
   * What the key is for, in the requester's words.
   */
  useCase: string;
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
export interface APIKeyRequestStatus {
  /**
   * The metadata.generation that this status was computed from.
   */
  observedGeneration?: number;
  /**
   * The APIKey's conditions, mirrored.
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

/** The shadow of an APIKey in its product's namespace, made by the controller so that owners can review it there. It never holds key material. @public */

export interface APIKeyRequest extends KubernetesObject {
  spec: APIKeyRequestSpec;
  status?: APIKeyRequestStatus;
}
