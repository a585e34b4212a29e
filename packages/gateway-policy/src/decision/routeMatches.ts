import type {
  GRPCRouteRule,
  HTTPRouteRule,
  ValueMatch,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { routeKind, type Route } from '../objects';
import { headerOf, type Call } from './call';

/** What a rule of a route wants of a call. */
export interface RouteMatcher {
  pathType: 'Exact' | 'PathPrefix';
  path: string;
  method?: string;
  headers: ValueMatch[];
  queryParams: ValueMatch[];
}

/** The matches of a rule; a rule without matches takes every call. */
export function matchersOf(route: Route, ruleIndex: number): RouteMatcher[] {
  const rule = route.spec.rules?.[ruleIndex] ?? {};
  return routeKind(route) === 'GRPCRoute'
    ? grpcMatchers(rule as GRPCRouteRule)
    : httpMatchers(rule as HTTPRouteRule);
}

function httpMatchers({ matches }: HTTPRouteRule): RouteMatcher[] {
  return (matches?.length ? matches : [{}]).map(
    ({ path, method, headers = [], queryParams = [] }) => ({
      pathType: path?.type === 'Exact' ? 'Exact' : 'PathPrefix',
      path: path?.value ?? '/',
      method,
      headers,
      queryParams,
    }),
  );
}

// A gRPC method is the path /service/method of a POST.
function grpcMatchers({ matches }: GRPCRouteRule): RouteMatcher[] {
  return (matches?.length ? matches : [{}]).map(({ method, headers = [] }) => {
    const { service, method: name } = method ?? {};
    return {
      pathType: service && name ? 'Exact' : 'PathPrefix',
      path: `/${[service, service && name].filter(Boolean).join('/')}`,
      headers,
      queryParams: [],
    };
  });
}

/** Whether a call has what a match wants. */
export function matchesCall(matcher: RouteMatcher, call: Call): boolean {
  return (
    (matcher.method === undefined || matcher.method === call.method) &&
    matchesPath(matcher, call.path) &&
    matcher.headers.every(
      ({ name, value }) => headerOf(call, name) === value,
    ) &&
    matcher.queryParams.every(
      ({ name, value }) => parameterOf(call, name) === value,
    )
  );
}

/** A parameter of the query; of several of a name the first. Envoy compares it as it is written, without decoding. */
function parameterOf({ search = '' }: Call, name: string): string | undefined {
  const pair = search
    .replace(/^\?/, '')
    .split('&')
    .map(text => text.split(/=(.*)/s))
    .find(([found]) => found === name);
  return pair && (pair[1] ?? '');
}

function matchesPath({ pathType, path }: RouteMatcher, actual: string) {
  if (pathType === 'Exact') {
    return actual === path;
  }
  const prefix = path.replace(/\/$/, '');
  return actual === prefix || actual.startsWith(`${prefix}/`);
}

/**
 * Orders matches by the precedence of Gateway API: exact paths, longer paths, a method, more headers, more query
 * parameters.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export function byPrecedence(a: RouteMatcher, b: RouteMatcher): number {
  const exact = ({ pathType }: RouteMatcher) => Number(pathType === 'Exact');
  const method = (matcher: RouteMatcher) =>
    Number(matcher.method !== undefined);
  return (
    exact(b) - exact(a) ||
    b.path.length - a.path.length ||
    method(b) - method(a) ||
    b.headers.length - a.headers.length ||
    b.queryParams.length - a.queryParams.length
  );
}

/**
 * What a rule wants that cannot be decided here; undefined when it can. Regular expressions of Go are not those of
 * JavaScript.
 *
 * @public
 */
export function undecidableMatch(route: Route): string | undefined {
  const matches = ((route.spec.rules ?? []) as HTTPRouteRule[]).flatMap(
    rule => rule.matches ?? [],
  );
  const isRegular = (type: string | undefined) => type === 'RegularExpression';
  for (const match of matches) {
    if (isRegular(match.path?.type)) {
      return 'path matches of type RegularExpression';
    }
    if (isRegular((match.method as { type?: string } | undefined)?.type)) {
      return 'method matches of type RegularExpression';
    }
    if (match.headers?.some(({ type }) => isRegular(type))) {
      return 'header matches of type RegularExpression';
    }
    if (match.queryParams?.some(({ type }) => isRegular(type))) {
      return 'query parameter matches of type RegularExpression';
    }
  }
  return undefined;
}
