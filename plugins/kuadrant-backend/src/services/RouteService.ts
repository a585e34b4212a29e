import {
  type HTTPRoute,
  type ObjectRef,
  type Operations,
  type RouteView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ResourceCache } from '@kuadrant/kubernetes-cache';
import type { z } from 'zod';
import type { Access } from '../authorization';
import { hostView, plansView, type ProductRoutes } from '../gateway';
import {
  ClusterObjectService,
  type ClusterObjectPage,
} from './ClusterObjectService';
import type { Exposures } from './Exposures';
import { sharingProduct } from './sharingProduct';

type ListQuery = z.output<Operations['listHttpRoutes']['query']>;

/** Reads the routes that a caller may offer as API products. */
export class RouteService {
  readonly #routes: ClusterObjectService<HTTPRoute>;
  readonly #exposures: Exposures;
  readonly #productRoutes: ProductRoutes;

  constructor(options: {
    cache: ResourceCache<HTTPRoute>;
    exposures: Exposures;
    productRoutes: ProductRoutes;
  }) {
    this.#routes = new ClusterObjectService(options.cache);
    this.#exposures = options.exposures;
    this.#productRoutes = options.productRoutes;
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
      ...this.#calling(route),
      products: known.map(sharingProduct),
      otherProducts: products.length - known.length,
    };
  }

  /** How a route is called and by what it is guarded, whichever product will be on it. */
  #calling(route: HTTPRoute) {
    const summary = this.#productRoutes.summary(route, refOf(route));
    const hosts = summary.hosts.map(hostView);
    const { access, authentication } = summary;
    // Whether a selector is met depends on the product's name.
    const takesKeys = access.works || access.reason === 'SelectorNotMet';
    return {
      hosts,
      hostnames:
        hosts.length > 0
          ? hosts.map(({ hostname }) => hostname)
          : (route.spec.hostnames ?? []),
      gateways: gatewaysOf(route),
      plans: plansView(summary.plans),
      ...(takesKeys
        ? { placement: authentication.keyRules[0].placement }
        : { keyProblem: access.message }),
    };
  }
}

/** The Gateways that a route names, whether they exist or not. */
function gatewaysOf({ metadata, spec }: HTTPRoute): ObjectRef[] {
  return (spec.parentRefs ?? [])
    .filter(({ kind = 'Gateway' }) => kind === 'Gateway')
    .map(({ namespace = metadata.namespace ?? '', name }) => ({
      namespace,
      name,
    }));
}

function refOf({ metadata }: HTTPRoute): ObjectRef {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}
