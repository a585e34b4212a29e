import {
  type HTTPRoute,
  type ObjectRef,
  type Operations,
  type RouteView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ResourceCache } from '@kuadrant/kubernetes-cache';
import type { z } from 'zod';
import type { Access } from '../authorization';
import {
  ClusterObjectService,
  type ClusterObjectPage,
} from './ClusterObjectService';
import type { Exposures } from './Exposures';
import type { RouteFacts } from './RouteFacts';
import { sharingProduct } from './sharingProduct';

type ListQuery = z.output<Operations['listHttpRoutes']['query']>;

/** Reads the routes that a caller may offer as API products. */
export class RouteService {
  readonly #routes: ClusterObjectService<HTTPRoute>;
  readonly #exposures: Exposures;
  readonly #routeFacts: RouteFacts;

  constructor(options: {
    cache: ResourceCache<HTTPRoute>;
    exposures: Exposures;
    routeFacts: RouteFacts;
  }) {
    this.#routes = new ClusterObjectService(options.cache);
    this.#exposures = options.exposures;
    this.#routeFacts = options.routeFacts;
  }

  /** The routes that the caller may offer; for holders of apiproduct.update.all these are all. */
  list(access: Access, query: ListQuery): ClusterObjectPage<RouteView> {
    const page = this.#routes.list(access.readsRoutes(), query, {
      only: route => this.#exposures.isOfferedTo(access, refOf(route)),
    });
    return {
      ...page,
      items: page.items.map(route => this.#view(access, route)),
    };
  }

  /**
   * One route: one that the caller may offer, or that a product of theirs is on.
   *
   * @throws CodedError notFound, also where the caller may not read it
   */
  get(access: Access, ref: ObjectRef): RouteView {
    const readable =
      access.readsRoutes() &&
      (this.#exposures.isOfferedTo(access, ref) ||
        this.#exposures
          .productsOn(ref)
          .some(product => access.updatesProduct(product)));
    return this.#view(access, this.#routes.get(readable, ref));
  }

  #view(access: Access, route: HTTPRoute): RouteView {
    const ref = refOf(route);
    const { exposedTo, problems } = this.#exposures.of(ref);
    const products = this.#exposures.productsOn(ref);
    const known = products.filter(product => access.readsProduct(product));
    return {
      ...route,
      exposedTo: [...exposedTo],
      ...(problems.length > 0 && { exposureProblems: [...problems] }),
      hostnames: this.#routeFacts.hostnames(route),
      gateways: this.#routeFacts.gateways(route),
      products: known.map(sharingProduct),
      otherProducts: products.length - known.length,
    };
  }
}

function refOf({ metadata }: HTTPRoute): ObjectRef {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}
