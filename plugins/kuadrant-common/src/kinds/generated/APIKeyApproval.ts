// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** The decision. @public */
export interface APIKeyApprovalSpec {
  /**
   * The reviewed request, in the same namespace.
   */
  apiKeyRequestRef: {
    /**
     * Name of the APIKeyRequest.
     */
    name: string;
  };
  /**
   * true approves, false rejects. Rejecting an approved key revokes it.
   */
  approved: boolean;
  /**
   * The reviewer, for example a Backstage entity reference.
   */
  reviewedBy: string;
  /**
   * Time of the decision.
   */
  reviewedAt: string;
  /**
   * Reason in CamelCase, for programs.
   */
  reason?: string;
  /**
   * Message to the requester.
   */
  message?: string;
  /**
   * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the reviewed terms.
   */
  terms?: {
    /**
     * The reviewed plan.
     */
    planTier: string;
    /**
     * The reviewed expiry; without it, the key has no expiry.
     */
    expiresAt?: string;
  };
  /**
   * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the UID of the reviewed APIKey.
   */
  apiKeyUid?: string;
}

/** Observed state, written by the developer-portal-controller. @public */
export interface APIKeyApprovalStatus {
  /**
   * The metadata.generation that this status was computed from.
   */
  observedGeneration?: number;
  /**
   * Valid - whether the decision counts. Bound - what it was made on, as JSON, which the controller reads where the annotation bound-to is missing.
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
   * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the UID of the APIKey that the decision counts for.
   */
  apiKeyUid?: string;
  /**
   * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the reviewed terms.
   */
  terms?: {
    /**
     * The reviewed plan.
     */
    planTier: string;
    /**
     * The reviewed expiry; without it, the key has no expiry.
     */
    expiresAt?: string;
  };
}

/** A reviewer's decision on an APIKeyRequest in the same namespace. The newest valid decision counts; deleting it withdraws it. @public */

export interface APIKeyApproval extends KubernetesObject {
  spec: APIKeyApprovalSpec;
  status?: APIKeyApprovalStatus;
}
