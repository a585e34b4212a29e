import type {
  HTTPRoute,
  HTTPRouteRule,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { covers, findParent, hostnamesAt } from './attachment';
import { refText, type Snapshot } from './snapshot';

/** What routing looks at in a request. */
export interface RoutedRequest {
  /** Without port, in lower case. */
  hostname: string;
  method: string;
  /** Normalized, without the query. */
  path: string;
}

/** Where a request goes. */
export interface RouteMatch {
  route: HTTPRoute;
  rule: HTTPRouteRule;
}

interface Candidate extends RouteMatch {
  hostname: string;
  wanted: string;
  pathType: string;
  path: string;
  method?: string;
}

const pathRanks = ['PathPrefix', 'RegularExpression', 'Exact'];

/**
 * Orders all matches of all attached routes by the precedence of the Gateway API: hostname (exact, then the longest
 * wildcard), path (exact, then the longest prefix), method, age of the route, name of the route, order of the rules.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export function createRouter(
  snapshot: Pick<Snapshot, 'routes' | 'gateways'>,
): (request: RoutedRequest) => RouteMatch | undefined {
  const candidates = snapshot.routes
    .filter(route => unsupportedInRoute(route) === undefined)
    .flatMap(route => candidatesOf(route, snapshot))
    .sort(byPrecedence);
  return request => candidates.find(candidate => matches(candidate, request));
}

function candidatesOf(
  route: HTTPRoute,
  { gateways }: Pick<Snapshot, 'gateways'>,
): Candidate[] {
  const hostnames = (route.spec.parentRefs ?? []).flatMap(parent => {
    const gateway = findParent(route, parent, gateways);
    return gateway ? hostnamesAt(route, parent, gateway) : [];
  });
  return hostnames.flatMap(({ hostname, wanted }) =>
    (route.spec.rules ?? [{}]).flatMap(rule =>
      (rule.matches?.length ? rule.matches : [{}]).map(match => ({
        route,
        rule,
        hostname: hostname.toLowerCase(),
        wanted: wanted.toLowerCase(),
        pathType: match.path?.type ?? 'PathPrefix',
        path: match.path?.value ?? '/',
        method: match.method,
      })),
    ),
  );
}

function byPrecedence(a: Candidate, b: Candidate): number {
  return (
    exactness(b.hostname) - exactness(a.hostname) ||
    exactness(b.wanted) - exactness(a.wanted) ||
    pathRanks.indexOf(b.pathType) - pathRanks.indexOf(a.pathType) ||
    b.path.length - a.path.length ||
    Number(b.method !== undefined) - Number(a.method !== undefined) ||
    compareText(age(a), age(b)) ||
    compareText(refText(a.route), refText(b.route))
  );
}

/** Longer hostnames come first, and those without a wildcard before all others. */
function exactness(hostname: string): number {
  return hostname.length + (hostname.startsWith('*') ? 0 : 1000);
}

function age({ route }: Candidate): string {
  return route.metadata.creationTimestamp ?? '';
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function matches(candidate: Candidate, request: RoutedRequest): boolean {
  return (
    covers(candidate.hostname, request.hostname) &&
    (candidate.method === undefined || candidate.method === request.method) &&
    matchesPath(candidate, request.path)
  );
}

function matchesPath({ pathType, path }: Candidate, actual: string): boolean {
  if (pathType === 'Exact') {
    return actual === path;
  }
  if (pathType === 'PathPrefix') {
    const prefix = path.replace(/\/$/, '');
    return actual === prefix || actual.startsWith(`${prefix}/`);
  }
  return false;
}

/** Why this gateway cannot serve a route as it is written; undefined when it can. */
export function unsupportedInRoute(route: HTTPRoute): string | undefined {
  for (const rule of route.spec.rules ?? []) {
    const { filters } = rule as { filters?: { type?: string }[] };
    if (filters?.length) {
      return `filter ${filters[0].type}`;
    }
    for (const match of rule.matches ?? []) {
      const { headers, queryParams } = match as {
        headers?: unknown[];
        queryParams?: unknown[];
      };
      if (match.path?.type === 'RegularExpression') {
        return 'path matches of type RegularExpression';
      }
      if (headers?.length) {
        return 'header matches';
      }
      if (queryParams?.length) {
        return 'query parameter matches';
      }
    }
  }
  return undefined;
}
