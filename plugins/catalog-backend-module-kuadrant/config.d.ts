import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /** The Kuadrant developer portal. */
  kuadrant?: {
    /** API products as entities of the catalog. */
    catalog?: {
      /**
       * One catalog namespace for all products, for example `default`, which Kuadrant's plugin 0.4.0 uses. The oldest
       * product of a name keeps its name there, later ones are called `namespace__name`. Default: the entity of a
       * product has the product's own namespace and name.
       */
      namespace?: string;
      /**
       * Entity reference of the owner of products that name none. Default: `group:default/unknown`.
       */
      defaultOwner?: string;
      /**
       * When all products are compared with the catalog, beyond the beginning; an interval passes before the first
       * time. Changes are written at once in any case. Default: every 10 minutes.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * Kubernetes namespace of the Lease by which the replicas of the portal agree on the one that writes the catalog.
       * Default: the pod's own namespace, or that of the kubeconfig's context.
       */
      leaseNamespace?: string;
    };
  };
}
