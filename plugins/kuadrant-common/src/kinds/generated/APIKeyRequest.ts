// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** The requested access, copied from the APIKey. @public */
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
   * The APIKey.
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
     * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the UID of the APIKey.
     */
    uid?: string;
  };
  /**
   * The requested plan.
   */
  planTier: string;
  /**
   * Use case in the requester's words.
   */
  useCase: string;
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
export interface APIKeyRequestStatus {
  /**
   * Deprecated. A field of the first version. It held the metadata.generation that this status was computed from.
   */
  observedGeneration?: number;
  /**
   * Copy of the APIKey's conditions.
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

/** A request for access in the namespace of its product, where owners review it. The controller creates it for each APIKey; it never holds the key value. @public */

export interface APIKeyRequest extends KubernetesObject {
  spec: APIKeyRequestSpec;
  status?: APIKeyRequestStatus;
}
