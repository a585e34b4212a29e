import {
  attachRoute,
  coversHostname,
  servingListeners,
  type ListenerOf,
  type ServingListener,
} from '../attachment';
import { isConcrete, specificity } from '../attachment/hostnames';
import { listenerHostname } from '../attachment/listeners';
import { allListenersOf, moreSpecificListener } from '../attachment/siblings';
import type { ClusterLookup, Route } from '../objects';
import { byAge, refOf, refText } from '../objects/refs';
import type { TrafficPath } from '../policies';
import type { Call } from './call';
import {
  byPrecedence,
  matchersOf,
  matchesCall,
  undecidableMatch,
  type RouteMatcher,
} from './routeMatches';

/**
 * Where a call goes.
 *
 * @public
 */
export interface RouteMatch {
  route: Route;
  /** Index of the rule in the route. */
  rule: number;
  listener: ServingListener;
  path: TrafficPath;
}

interface Candidate extends RouteMatch {
  hostname: string;
  routeHostname: string;
  matcher: RouteMatcher;
}

/** Finds the route of a call. */
export type Router = (call: Call) => RouteMatch | undefined;

/**
 * Makes a router of all routes, in the precedence of Gateway API: the most specific listener and hostname alone, then the
 * match, then the oldest route, the first by name, the first of its rules.
 */
export function createRouter(
  routes: readonly Route[],
  lookup: ClusterLookup,
): Router {
  const exact = new Map<string, Candidate[]>();
  const wildcards: Candidate[] = [];
  for (const candidate of routes
    .flatMap(route => candidatesOf(route, lookup))
    .sort(compare)) {
    const { hostname } = candidate;
    if (!isConcrete(hostname)) {
      wildcards.push(candidate);
    } else if (exact.has(hostname)) {
      exact.get(hostname)!.push(candidate);
    } else {
      exact.set(hostname, [candidate]);
    }
  }
  const siblings = new Map<string, ListenerOf[]>();
  const siblingsOf = ({ gateway, listenerSet }: ListenerOf) => {
    const key = refText(refOf(gateway));
    const known =
      siblings.get(key) ?? allListenersOf(gateway, lookup, listenerSet);
    siblings.set(key, known);
    return known;
  };
  return call => {
    const hostname = call.hostname.toLowerCase();
    const isServed = (candidate: Candidate) =>
      coversHostname(candidate.hostname, hostname) &&
      (call.port === undefined ||
        call.port === candidate.listener.listener.port) &&
      !moreSpecificListener(
        candidate.listener,
        hostname,
        siblingsOf(candidate.listener),
      );
    // Envoy has one virtual host for each hostname: rules of a less specific one never take its calls.
    const hostnames = new Map<string, string>();
    for (const candidate of [...(exact.get(hostname) ?? []), ...wildcards]) {
      if (isServed(candidate)) {
        const gateway = refText(candidate.path.gateway);
        const served = hostnames.get(gateway) ?? candidate.hostname;
        hostnames.set(gateway, served);
        if (
          served === candidate.hostname &&
          matchesCall(candidate.matcher, call)
        ) {
          return candidate;
        }
      }
    }
    return undefined;
  };
}

function candidatesOf(route: Route, lookup: ClusterLookup): Candidate[] {
  if (undecidableMatch(route)) {
    return [];
  }
  const rules = Array.from({ length: route.spec.rules?.length || 1 });
  return servingListeners(attachRoute(route, lookup)).flatMap(listener =>
    listener.hostnames.flatMap(({ hostname, routeHostname }) =>
      rules.flatMap((_, rule) =>
        matchersOf(route, rule).map(matcher => ({
          route,
          rule,
          listener,
          path: {
            gateway: refOf(listener.gateway),
            listener: listener.listener,
            ofListenerSet: listener.listenerSet !== undefined,
            route,
            rule,
          },
          hostname,
          routeHostname,
          matcher,
        })),
      ),
    ),
  );
}

function compare(a: Candidate, b: Candidate): number {
  const listenerRank = ({ listener }: Candidate) =>
    specificity(listenerHostname(listener.listener));
  return (
    specificity(b.hostname) - specificity(a.hostname) ||
    listenerRank(b) - listenerRank(a) ||
    specificity(b.routeHostname) - specificity(a.routeHostname) ||
    byPrecedence(a.matcher, b.matcher) ||
    byAge(a.route, b.route) ||
    a.rule - b.rule
  );
}
