export interface Config {
  /** The Kuadrant developer portal. */
  kuadrant?: {
    /**
     * The Kubernetes cluster that holds the API products and keys. Give either `kubeconfig`, or `url`, or
     * `inCluster`. With none of them the first that exists is taken: the file that the environment variable
     * KUBECONFIG names, the service account of the pod, `~/.kube/config`.
     */
    cluster?: {
      /** A kubeconfig file. */
      kubeconfig?: {
        /**
         * Path of the file, relative to the directory in which the backend runs. Default: the environment variable
         * KUBECONFIG, then `~/.kube/config`.
         */
        path?: string;
        /** Context to use. Default: the file's current context. */
        context?: string;
      };
      /** Address of the API server, for example https://cluster.example.com:6443. */
      url?: string;
      /**
       * Bearer token of a service account, with `url`.
       * @visibility secret
       */
      token?: string;
      /** File that holds the token and is read again when it changes; instead of `token`. */
      tokenFile?: string;
      /** Certificate authority of the API server as base64-encoded PEM, with `url`. */
      caData?: string;
      /** File with the certificate authority of the API server in PEM, with `url`. */
      caFile?: string;
      /** Do not check the API server's certificate, with `url`. For trials only. */
      skipTLSVerify?: boolean;
      /** Use the service account of the pod that the backend runs in. */
      inCluster?: boolean;
      /**
       * Namespaces of products, routes, gateways and policies. Default: all. Keys are always read from all
       * namespaces, since those of the consumers are made on their first request.
       */
      namespaces?: string[];
    };
  };
}
