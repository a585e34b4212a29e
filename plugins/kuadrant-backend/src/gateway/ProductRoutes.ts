import {
  refOfObject,
  type APIProduct,
  type HTTPRoute,
  type ObjectRef,
  type PolicyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import {
  summarizeRoute,
  type ClusterLookup,
  type RouteSummary,
} from '@kuadrant/gateway-policy';
import { clusterLookup } from './clusterLookup';
import { policyViewsOf } from './policyViews';
import { reportedRoute } from './reportedRoute';
import { missingRoute, routeFieldsOf, type RouteFields } from './routeFields';

interface Known<T> {
  generation: number;
  byProduct: Map<string, T>;
}

/**
 * What the routes of products and the policies on them mean for callers.
 *
 * @remarks
 * Answers are remembered until a Gateway, a policy, a Namespace's labels or the route itself changes, and computed when
 * somebody reads them: a change costs nothing for products that nobody looks at.
 */
export class ProductRoutes {
  readonly #caches: KuadrantCaches;
  readonly #lookup: ClusterLookup;
  readonly #baseUrls: ReadonlyMap<string, string>;
  readonly #summaries = new WeakMap<HTTPRoute, Known<RouteSummary>>();
  readonly #fields = new WeakMap<RouteSummary, RouteFields>();
  readonly #ends: (() => void)[];
  #generation = 0;

  constructor(caches: KuadrantCaches, baseUrls: ReadonlyMap<string, string>) {
    this.#caches = caches;
    this.#lookup = clusterLookup(caches);
    this.#baseUrls = baseUrls;
    const changed = () => {
      this.#generation += 1;
    };
    this.#ends = [
      caches.gateways.subscribe(changed),
      caches.listenerSets.subscribe(changed),
      caches.authPolicies.subscribe(changed),
      caches.planPolicies.subscribe(changed),
      caches.rateLimitPolicies.subscribe(changed),
      caches.namespaces.subscribe(({ object, previous }) => {
        if (labelsText(object) !== labelsText(previous)) {
          changed();
        }
      }),
    ];
  }

  /** Ends the following of changes. */
  stop(): void {
    this.#ends.forEach(end => end());
  }

  /** What a product's route means for the product's keys. */
  ofProduct(product: APIProduct): RouteFields {
    const route = this.#routeOf(product);
    if (!route) {
      return missingRoute(product);
    }
    const summary = this.summary(route, refOfObject(product));
    return reportedRoute(product, summary) ?? this.#fieldsOf(route, summary);
  }

  /** The policies on the way of a product's calls. */
  policiesOf(product: APIProduct): PolicyView[] {
    const route = this.#routeOf(product);
    return route
      ? policyViewsOf(this.summary(route, refOfObject(product)), this.#caches)
      : [];
  }

  /** All that follows from a route for the keys of a product. */
  summary(route: HTTPRoute, product: ObjectRef): RouteSummary {
    let known = this.#summaries.get(route);
    if (known?.generation !== this.#generation) {
      known = { generation: this.#generation, byProduct: new Map() };
      this.#summaries.set(route, known);
    }
    const productKey = objectKey(product);
    let summary = known.byProduct.get(productKey);
    if (!summary) {
      summary = summarizeRoute(
        { ...route, kind: 'HTTPRoute' },
        product,
        this.#lookup,
        { baseUrls: this.#baseUrls },
      );
      known.byProduct.set(productKey, summary);
    }
    return summary;
  }

  #routeOf({ metadata, spec }: APIProduct): HTTPRoute | undefined {
    return spec.targetRef.kind === 'HTTPRoute'
      ? this.#caches.httpRoutes.get({
          namespace: metadata.namespace,
          name: spec.targetRef.name,
        })
      : undefined;
  }

  #fieldsOf(route: HTTPRoute, summary: RouteSummary): RouteFields {
    let fields = this.#fields.get(summary);
    if (!fields) {
      fields = routeFieldsOf(route, summary);
      this.#fields.set(summary, fields);
    }
    return fields;
  }
}

function labelsText(
  object: { metadata: { labels?: Record<string, string> } } | undefined,
): string {
  return JSON.stringify(Object.entries(object?.metadata.labels ?? {}).sort());
}
