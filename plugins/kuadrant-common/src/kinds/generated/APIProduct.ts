// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.

import type { KubernetesObject } from '../KubernetesObject';

/** What is offered, and how access to it is granted. @public */
export interface APIProductSpec {
  /**
   * Name shown to people.
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
   * Whether a person approves each request (manual) or requests are approved at once (automatic).
   */
  approvalMode: 'manual' | 'automatic';
  /**
   * Draft products are seen by their owners only; Published ones appear in the catalog.
   */
  publishStatus: 'Draft' | 'Published';
  /**
   * Words to find the product by.
   */
  tags?: string[];
  /**
   * The HTTPRoute that is offered, in the product's own namespace.
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
   * Where to read about the API.
   */
  documentation?: {
    /**
     * Address of the OpenAPI document. The controller fetches it; its text becomes the definition in the catalog.
     */
    openAPISpecURL?: string;
    /**
     * Address of an interactive API console.
     */
    swaggerUI?: string;
    /**
     * Address of the documentation.
     */
    docsURL?: string;
    /**
     * Address of the source code.
     */
    gitRepository?: string;
    /**
     * TechDocs reference, as in the annotation backstage.io/techdocs-ref.
     */
    techdocsRef?: string;
  };
  /**
   * Whom to ask.
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
     * Address of a contact page.
     */
    url?: string;
  };
  /**
   * Bounds for the expiry that a consumer asks for.
   */
  keyLifetime?: {
    /**
     * Proposed lifetime of a key in days.
     */
    defaultDays?: number;
    /**
     * Longest lifetime of a key in days. When set, a key must expire.
     */
    maxDays?: number;
  };
}

/** What the developer-portal-controller observed; not to be written by people. @public */
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
   * The plans of the PlanPolicy that applies, in its order.
   */
  discoveredPlans?: {
    /**
     * Name of the plan.
     */
    tier: string;
    /**
     * What the plan allows. One counter is shared by all keys of the plan unless the policy in force counts per subscriber.
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
  }[];
  /**
   * The rules of the AuthPolicy that applies, kept whole.
   */
  discoveredAuthScheme?: {
    [k: string]: unknown;
  };
  /**
   * What the issuer of the AuthPolicy's JWT rules says of itself.
   */
  oidcDiscovery?: {
    /**
     * Where clients get tokens.
     */
    tokenEndpoint: string;
  };
  /**
   * The OpenAPI document as last fetched.
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
     * The size limit in bytes that the fetch was held to.
     */
    maxSizeUsed?: number;
    /**
     * The address that the text came from.
     */
    sourceURL?: string;
    /**
     * The server's ETag for the text, to fetch it again only when it changed.
     */
    etag?: string;
  };
}

/** An API that is offered to consumers - one HTTPRoute with the plans and the authentication that its policies define. @public */

export interface APIProduct extends KubernetesObject {
  spec: APIProductSpec;
  status?: APIProductStatus;
}
