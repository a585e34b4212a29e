// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** The decision. @public */
export interface APIKeyApprovalSpec {
  /**
   * The request decided on, in the same namespace.
   */
  apiKeyRequestRef: {
    /**
     * Name of the APIKeyRequest.
     */
    name: string;
  };
  /**
   * true approves, false rejects. A rejection after an approval revokes the key.
   */
  approved: boolean;
  /**
   * Who decided, for example a Backstage entity reference.
   */
  reviewedBy: string;
  /**
   * When it was decided.
   */
  reviewedAt: string;
  /**
   * One CamelCase word that says why, for programs.
   */
  reason?: string;
  /**
   * Words to the requester.
   */
  message?: string;
  /**
   * The terms that the decision is about. Absent means those of the request at the time. A rejection of terms other than the approved ones refuses the change only, the key stays as approved.
   */
  terms?: {
    /**
     * The plan decided on.
     */
    planTier: string;
    /**
     * The expiry decided on; absent means never.
     */
    expiresAt?: string;
  };
  /**
   * UID of the APIKey that the decision was made on. When set, the decision counts for that APIKey only.
   */
  apiKeyUid?: string;
}

/** What the developer-portal-controller observed; not to be written by people. @public */
export interface APIKeyApprovalStatus {
  /**
   * The metadata.generation that this status was computed from.
   */
  observedGeneration?: number;
  /**
   * Valid - whether the decision counts.
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
   * UID of the APIKey that the decision was first seen with; it counts for that APIKey only.
   */
  apiKeyUid?: string;
  /**
   * The terms that the decision was first seen with.
   */
  terms?: {
    /**
     * The plan decided on.
     */
    planTier: string;
    /**
     * The expiry decided on; absent means never.
     */
    expiresAt?: string;
  };
}

/** An owner's decision on an APIKeyRequest of the same namespace. The newest valid decision counts; deleting it withdraws it. @public */

export interface APIKeyApproval extends KubernetesObject {
  spec: APIKeyApprovalSpec;
  status?: APIKeyApprovalStatus;
}
