import type {
  APIProduct,
  Gateway,
  HTTPRoute,
  LimitsScope,
  ObjectRef,
  RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  INDEXES,
  policyTargetKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';

const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443 };

type Listener = NonNullable<Gateway['spec']['listeners']>[number];

interface Attachment {
  gateway: Gateway;
  sectionName?: string;
}

/** What follows from a product's route and its Gateways: the address to call, and whom a limit is for. */
export class RouteFacts {
  readonly #caches: KuadrantCaches;
  readonly #baseUrls: ReadonlyMap<string, string>;

  constructor(caches: KuadrantCaches, baseUrls: ReadonlyMap<string, string>) {
    this.#caches = caches;
    this.#baseUrls = baseUrls;
  }

  /**
   * Scheme, host and port to call the product at: as configured for the hostname, else as the Gateway listens.
   * Undefined when the route names no hostname that can be called.
   */
  baseUrl(product: APIProduct | undefined): string | undefined {
    const route = this.#routeOf(product);
    const attachments = this.#attachments(route);
    for (const hostname of hostnamesOf(route, attachments)) {
      const configured = this.#baseUrls.get(hostname);
      if (configured) {
        return configured;
      }
      for (const attachment of attachments) {
        const listener = listenerFor(hostname, attachment);
        if (listener) {
          return addressAt(hostname, listener);
        }
      }
    }
    return undefined;
  }

  /**
   * Whether the keys of a plan share one counter. They do where a PlanPolicy is in force, unless the rate limits made
   * for its plans count by the caller's identity.
   */
  limitsScope(product: APIProduct | undefined): LimitsScope {
    const route = this.#routeOf(product);
    if (!route) {
      return 'unknown';
    }
    const targets = [
      policyTargetKey({ kind: 'HTTPRoute', ...route.metadata }),
      ...this.#attachments(route).map(({ gateway }) =>
        policyTargetKey({ kind: 'Gateway', ...gateway.metadata }),
      ),
    ];
    const planLimits = targets.flatMap(target =>
      this.#caches.rateLimitPolicies
        .byIndex(INDEXES.policies.target, target)
        .flatMap(limitsByPlan),
    );
    if (planLimits.length > 0) {
      return planLimits.every(countsPerSubscriber) ? 'perSubscriber' : 'shared';
    }
    return targets.some(
      target =>
        this.#caches.planPolicies.byIndex(INDEXES.policies.target, target)
          .length > 0,
    )
      ? 'shared'
      : 'unknown';
  }

  /** The hostnames of a route: its own, else those of its Gateways' listeners. Some begin with `*.`. */
  hostnames(route: HTTPRoute): string[] {
    const own = route.spec.hostnames ?? [];
    const ofListeners = this.#attachments(route).flatMap(
      ({ gateway, sectionName }) =>
        (gateway.spec.listeners ?? [])
          .filter(
            ({ name }) => sectionName === undefined || name === sectionName,
          )
          .flatMap(({ hostname }) => hostname ?? []),
    );
    return [...new Set(own.length > 0 ? own : ofListeners)];
  }

  /** The Gateways that a route names, whether they exist or not. */
  gateways(route: HTTPRoute): ObjectRef[] {
    return (route.spec.parentRefs ?? [])
      .filter(({ kind = 'Gateway' }) => kind === 'Gateway')
      .map(({ namespace = route.metadata.namespace ?? '', name }) => ({
        namespace,
        name,
      }));
  }

  #routeOf(product: APIProduct | undefined): HTTPRoute | undefined {
    return (
      product &&
      this.#caches.httpRoutes.get({
        namespace: product.metadata.namespace,
        name: product.spec.targetRef.name,
      })
    );
  }

  #attachments(route: HTTPRoute | undefined): Attachment[] {
    return (route?.spec.parentRefs ?? []).flatMap(parent => {
      const gateway =
        (parent.kind ?? 'Gateway') === 'Gateway' &&
        this.#caches.gateways.get({
          namespace: parent.namespace ?? route?.metadata.namespace,
          name: parent.name,
        });
      return gateway ? [{ gateway, sectionName: parent.sectionName }] : [];
    });
  }
}

function isConcrete(hostname: string | undefined): hostname is string {
  return Boolean(hostname) && !hostname!.startsWith('*');
}

function hostnamesOf(
  route: HTTPRoute | undefined,
  attachments: Attachment[],
): string[] {
  const own = (route?.spec.hostnames ?? []).filter(isConcrete);
  if (own.length > 0) {
    return own;
  }
  return attachments.flatMap(({ gateway, sectionName }) =>
    (gateway.spec.listeners ?? [])
      .filter(({ name }) => sectionName === undefined || name === sectionName)
      .map(({ hostname }) => hostname)
      .filter(isConcrete),
  );
}

function listenerFor(
  hostname: string,
  { gateway, sectionName }: Attachment,
): Listener | undefined {
  const candidates = (gateway.spec.listeners ?? []).filter(
    listener =>
      ['HTTP', 'HTTPS'].includes(listener.protocol) &&
      (sectionName === undefined || listener.name === sectionName) &&
      admits(listener.hostname, hostname),
  );
  return (
    candidates.find(({ protocol }) => protocol === 'HTTPS') ?? candidates[0]
  );
}

/** Whether a listener takes requests for a hostname; `*.` stands for one or more labels (Gateway API, Hostname). */
function admits(listenerHostname: string | undefined, hostname: string) {
  if (!listenerHostname || listenerHostname === hostname) {
    return true;
  }
  return (
    listenerHostname.startsWith('*.') &&
    hostname.endsWith(listenerHostname.slice(1))
  );
}

function addressAt(hostname: string, { protocol, port }: Listener): string {
  const scheme = protocol === 'HTTPS' ? 'https' : 'http';
  return port === DEFAULT_PORTS[scheme]
    ? `${scheme}://${hostname}`
    : `${scheme}://${hostname}:${port}`;
}

type RateLimit = NonNullable<RateLimitPolicy['spec']['limits']>[string];

function limitsByPlan({ spec }: RateLimitPolicy): RateLimit[] {
  const limits =
    spec.overrides?.limits ?? spec.limits ?? spec.defaults?.limits ?? {};
  return Object.values(limits).filter(({ when }) =>
    when?.some(({ predicate }) => predicate.includes('auth.kuadrant.plan')),
  );
}

function countsPerSubscriber({ counters }: RateLimit): boolean {
  return (
    counters?.some(({ expression }) => expression.includes('auth.identity')) ??
    false
  );
}
