// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** The API and how access to it is granted. @public */
export interface APIProductSpec {
  /**
   * Name shown to people. When empty, the name of the object is shown.
   */
  displayName: string;
  /**
   * What the API is for, in a few sentences.
   */
  description?: string;
  /**
   * Version of the API, for example v1.
   */
  version?: string;
  /**
   * Whether a reviewer approves each request (manual) or requests are approved automatically.
   */
  approvalMode: 'manual' | 'automatic';
  /**
   * Only owners see a Draft product; a Published one appears in the catalog.
   */
  publishStatus: 'Draft' | 'Published';
  /**
   * Keywords for search.
   */
  tags?: string[];
  /**
   * The HTTPRoute of the API, in the product's own namespace.
   */
  targetRef: {
    /**
     * Must be gateway.networking.k8s.io.
     */
    group: string;
    /**
     * Must be HTTPRoute.
     */
    kind: string;
    /**
     * Name of the HTTPRoute.
     */
    name: string;
  };
  /**
   * Documentation of the API.
   */
  documentation?: {
    /**
     * URL of the OpenAPI document. The controller fetches it; the catalog shows it as the definition of the API.
     */
    openAPISpecURL?: string;
    /**
     * URL of an interactive API console.
     */
    swaggerUI?: string;
    /**
     * URL of the documentation.
     */
    docsURL?: string;
    /**
     * URL of the source code.
     */
    gitRepository?: string;
    /**
     * TechDocs reference, as in the annotation backstage.io/techdocs-ref.
     */
    techdocsRef?: string;
  };
  /**
   * Contact for questions about the API.
   */
  contact?: {
    /**
     * Name of the team.
     */
    team?: string;
    /**
     * E-mail address.
     */
    email?: string;
    /**
     * Slack channel.
     */
    slack?: string;
    /**
     * URL of a contact page.
     */
    url?: string;
  };
  /**
   * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It bounded the expiry that a consumer may request.
   */
  keyLifetime?: {
    /**
     * Suggested lifetime of a key in days.
     */
    defaultDays?: number;
    /**
     * Longest lifetime of a key in days.
     */
    maxDays?: number;
  };
}

/** Observed state, written by the developer-portal-controller. @public */
export interface APIProductStatus {
  /**
   * The metadata.generation that this status was computed from.
   */
  observedGeneration?: number;
  /**
   * Ready, PlanPolicyDiscovered, AuthPolicyDiscovered, OIDCDiscovered and OpenAPISpecReady.
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
   * The plans of the PlanPolicy in effect, in its order.
   */
  discoveredPlans?: {
    /**
     * Name of the plan.
     */
    tier: string;
    /**
     * Limits of the plan. All keys of the plan share one counter unless the RateLimitPolicy in effect counts per subscriber.
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
  }[];
  /**
   * The rules of the AuthPolicy in effect, complete.
   */
  discoveredAuthScheme?: {
    [k: string]: unknown;
  };
  /**
   * OpenID Connect discovery of the issuer in the AuthPolicy's JWT rules.
   */
  oidcDiscovery?: {
    /**
     * URL of the token endpoint.
     */
    tokenEndpoint: string;
  };
  /**
   * The OpenAPI document and when it was fetched.
   */
  openapi?: {
    /**
     * The document's text.
     */
    raw: string;
    /**
     * When the document was last fetched.
     */
    lastSyncTime: string;
    /**
     * Size limit in bytes at the time of the fetch.
     */
    maxSizeUsed?: number;
    /**
     * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the URL of the document.
     */
    sourceURL?: string;
    /**
     * Deprecated. A field of the first version, which the controller reads once and moves to an annotation. It held the server's ETag.
     */
    etag?: string;
  };
}

/** An API that consumers can request access to - one HTTPRoute with the plans and the authentication that its policies define. @public */

export interface APIProduct extends KubernetesObject {
  spec: APIProductSpec;
  status?: APIProductStatus;
}
