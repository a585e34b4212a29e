import type { HTTPRouteRule } from '@kuadrant/backstage-plugin-kuadrant-common';
import { routeKind, type Route } from '../objects';

/**
 * The path below which all calls of a route are, without a slash at the end; empty when that is the root. It is what
 * the prefixes and exact paths of all matches have in common, segment by segment. A GRPCRoute has none.
 *
 * @public
 */
export function pathPrefix(route: Route): string {
  if (routeKind(route) === 'GRPCRoute') {
    return '';
  }
  const rules = (route.spec.rules ?? [{}]) as HTTPRouteRule[];
  const paths = rules.flatMap(({ matches }) =>
    (matches?.length ? matches : [{}]).map(segmentsOf),
  );
  const [first, ...others] = paths;
  const end = (first ?? []).findIndex((segment, index) =>
    others.some(path => path[index] !== segment),
  );
  const common = end < 0 ? first : first.slice(0, end);
  return (common ?? []).map(segment => `/${segment}`).join('');
}

type Match = NonNullable<HTTPRouteRule['matches']>[number];

function segmentsOf({ path }: Match): string[] {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  if (type !== 'PathPrefix' && type !== 'Exact') {
    return [];
  }
  return value.split('/').filter(Boolean);
}
