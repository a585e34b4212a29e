import { undecidableMatch, type Route } from '@kuadrant/gateway-policy';

/** Why this gateway cannot serve a route as it is written; undefined when it can. */
export function unsupportedInRoute(route: Route): string | undefined {
  const filter = (route.spec.rules ?? []).flatMap(
    ({ filters }) => filters ?? [],
  )[0];
  return filter ? `filters of type ${filter.type}` : undecidableMatch(route);
}
