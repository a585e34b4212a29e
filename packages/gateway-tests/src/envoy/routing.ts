import type {
  Gateway,
  GatewayListener,
  HTTPRoute,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** A rule of a route that serves the calls to a host through a listener. */
export interface ServedRule {
  gateway: Gateway;
  listener: GatewayListener;
  route: HTTPRoute;
  rule: number;
  match: NonNullable<
    NonNullable<HTTPRoute['spec']['rules']>[number]['matches']
  >[number];
}

/** What a gateway serves for one domain, in the order in which Envoy has to try it. */
export interface VirtualHost {
  /** As Envoy writes it: a name, `*.suffix` or `*`. */
  domain: string;
  rules: ServedRule[];
}

interface Listener {
  gateway: Gateway;
  listener: GatewayListener;
}

/**
 * The virtual hosts that a controller of gateways makes of Gateways and HTTPRoutes, all on one port. It is written for
 * these tests, from the specification of Gateway API, and shares nothing with what it is compared with.
 */
export function virtualHosts(
  gateways: readonly Gateway[],
  routes: readonly HTTPRoute[],
): VirtualHost[] {
  const listeners = gateways.flatMap(gateway =>
    (gateway.spec.listeners ?? []).map(listener => ({ gateway, listener })),
  );
  const hosts = new Map<string, ServedRule[]>(
    listeners.map(({ listener }) => [domainOf(listener), []]),
  );
  for (const each of listeners) {
    for (const route of routes.filter(candidate => attaches(candidate, each))) {
      for (const hostname of route.spec.hostnames ?? ['*']) {
        const domain = intersection(domainOf(each.listener), hostname);
        if (domain && !isTaken(domain, each, listeners)) {
          const rules = hosts.get(domain) ?? [];
          hosts.set(domain, [...rules, ...servedRules(each, route)]);
        }
      }
    }
  }
  return [...hosts].map(([domain, rules]) => ({
    domain,
    rules: rules.sort(byPrecedence),
  }));
}

function domainOf({ hostname }: GatewayListener): string {
  return hostname ?? '*';
}

function attaches(route: HTTPRoute, { gateway, listener }: Listener): boolean {
  return (route.spec.parentRefs ?? []).some(
    ({ name, namespace = route.metadata.namespace, sectionName }) =>
      name === gateway.metadata.name &&
      namespace === gateway.metadata.namespace &&
      (sectionName === undefined || sectionName === listener.name),
  );
}

function covers(domain: string, other: string): boolean {
  return (
    domain === '*' ||
    domain === other ||
    (domain.startsWith('*.') && other.endsWith(domain.slice(1)))
  );
}

function intersection(a: string, b: string): string | undefined {
  if (covers(a, b)) {
    return b;
  }
  return covers(b, a) ? a : undefined;
}

/** Whether a more specific listener of the same Gateway takes the calls to a domain. */
function isTaken(
  domain: string,
  own: Listener,
  listeners: readonly Listener[],
): boolean {
  return listeners.some(
    other =>
      other.gateway === own.gateway &&
      covers(domainOf(other.listener), domain) &&
      domainOf(other.listener).length > domainOf(own.listener).length,
  );
}

function servedRules(each: Listener, route: HTTPRoute): ServedRule[] {
  return (route.spec.rules ?? [{}]).flatMap(({ matches }, rule) =>
    (matches ?? [{}]).map(match => ({ ...each, route, rule, match })),
  );
}

function byPrecedence(a: ServedRule, b: ServedRule): number {
  const rank = ({ match, route, rule }: ServedRule): (number | string)[] => [
    match.path?.type === 'Exact' ? 0 : 1,
    -(match.path?.value ?? '/').length,
    match.method ? 0 : 1,
    -(match.headers ?? []).length,
    -(match.queryParams ?? []).length,
    route.metadata.creationTimestamp ?? '',
    `${route.metadata.namespace}/${route.metadata.name}`,
    rule,
  ];
  const [ranksA, ranksB] = [rank(a), rank(b)];
  const index = ranksA.findIndex((value, at) => value !== ranksB[at]);
  if (index < 0) {
    return 0;
  }
  return ranksA[index] < ranksB[index] ? -1 : 1;
}
