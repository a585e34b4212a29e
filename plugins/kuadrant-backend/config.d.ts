import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** The Kuadrant developer portal. */
  kuadrant?: {
    /** The values of keys. */
    keys?: {
      /**
       * What the values of new keys begin with, so that secret scanners can find leaked ones: 1 to 32 letters,
       * digits, "-" and "_". Searches for texts that begin so are refused. Default: `kdp_`.
       *
       * @visibility frontend
       */
      prefix?: string;
    };
    /** API products. */
    products?: {
      /**
       * Which HTTPRoutes owners may offer as API products. `exposed`: those that a platform engineer has exposed to them
       * or their group by the annotation `devportal.kuadrant.io/exposed-to` on the HTTPRoute or its Namespace. `any`:
       * every HTTPRoute, as the 0.4.0 plugin did; then each API owner can open each API of the cluster. Default: `exposed`.
       */
      routes?: 'exposed' | 'any';
    };
    /** The review of requests. */
    approvals?: {
      /** Whether a reviewer may decide on a request of their own. Default: true; it is marked and audited. */
      allowSelfReview?: boolean;
    };
    /** Requests for keys. */
    requests?: {
      /** How much one person may request. Beyond it the portal answers 429. */
      maxPerRequester?: {
        /** Requests on one product that wait for a decision. Default: 10. */
        waitingPerProduct?: number;
        /** Requests on all products that wait for a decision. Default: 50. */
        waiting?: number;
        /** Approved keys for one product. Default: 50. */
        keysPerProduct?: number;
        /** New requests in any minute. Default: 30. */
        perMinute?: number;
      };
    };
    /** What people may do. */
    permissions?: {
      /**
       * How long what Backstage's permission policy said, and the groups of a person, are used again for what that
       * person reads: a duration of at most a minute such as `5s`, or `0s` to ask each time. Changes always ask anew.
       * Default: 5 seconds.
       */
      reuseDecisions?: HumanDuration | string;
    };
    /** How APIs are reached. */
    gateway?: {
      /**
       * URLs of hostnames for which scheme, host and port are not those of the Gateway's listener, for example behind a
       * load balancer.
       */
      baseUrls?: Array<{
        /**
         * Hostname that a route serves, a pattern such as `*.example.com`, or `*` for routes without hostnames. An entry
         * for a pattern counts for the same pattern, and for each hostname below it if the URL has a `*`.
         */
        hostname: string;
        /**
         * URL to call it at, for example https://toystore.example.com. That of a pattern may have a `*` as the first
         * part of the host, which stands for the caller's part: `https://*.example.com:8443`.
         */
        url: string;
      }>;
    };
  };
}
