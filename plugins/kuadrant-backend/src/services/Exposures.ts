import {
  exposureOfRoute,
  FULL_EXPOSURE,
  isExposedTo,
  takesProducts,
  type APIProduct,
  type Exposure,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  INDEXES,
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import type { Access } from '../authorization';
import type { KuadrantBackendConfig } from '../config/readConfig';

/** Who may offer which route, and which products are on it. */
export class Exposures {
  readonly #caches: KuadrantCaches;
  readonly #routes: KuadrantBackendConfig['routes'];

  constructor(caches: KuadrantCaches, routes: KuadrantBackendConfig['routes']) {
    this.#caches = caches;
    this.#routes = routes;
  }

  /** The exposure of a route, also of one that does not exist in a Namespace that exposes all its routes. */
  of({ namespace, name }: ObjectRef): Exposure {
    if (this.#routes === 'any') {
      return FULL_EXPOSURE;
    }
    return exposureOfRoute(
      this.#caches.httpRoutes.get({ namespace, name }),
      this.#caches.namespaces.get({ name: namespace }),
    );
  }

  /** Whether the caller may offer a route: it is exposed to them, or they may change every product. */
  isOfferedTo(access: Access, route: ObjectRef): boolean {
    return (
      access.updatesAllProducts() ||
      isExposedTo(this.of(route), access.caller.ownershipRefs)
    );
  }

  /** False for the namespaces of Kubernetes itself and of consumers; true for one that does not exist. */
  takesProducts(namespace: string): boolean {
    const object = this.#caches.namespaces.get({ name: namespace });
    return takesProducts(object ?? { metadata: { name: namespace } });
  }

  productsOn(route: ObjectRef): APIProduct[] {
    return this.#caches.apiProducts.byIndex(
      INDEXES.apiProducts.route,
      objectKey(route),
    );
  }
}

/** The route of a product, which is in the product's own namespace. */
export function routeOf({ metadata, spec }: APIProduct): ObjectRef {
  return {
    namespace: metadata.namespace ?? '',
    name: spec.targetRef.name,
  };
}
