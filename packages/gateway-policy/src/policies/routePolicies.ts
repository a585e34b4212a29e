import type { ParentAttachment } from '../attachment';
import type { ClusterLookup, Route } from '../objects';
import { nameOf } from './reports';
import {
  effectivePolicies,
  type EffectivePolicyOptions,
  type PathPolicies,
} from './effectivePolicies';
import { trafficPaths, type TrafficPath } from './paths';

/**
 * Policies that hold for some of a route's calls.
 *
 * @public
 */
export interface PathGroup {
  paths: TrafficPath[];
  policies: PathPolicies;
}

/**
 * The policies of a route.
 *
 * @public
 */
export interface RoutePolicies {
  /** What holds for the route as a whole: its first listener, and the rules that have no policy of their own. */
  main: PathGroup;
  /** What holds for other rules or listeners and differs from that. */
  exceptions: PathGroup[];
}

/**
 * The policies in effect on a route. Rules and listeners with the same policies are told together.
 *
 * @public
 */
export function routePolicies(
  route: Route,
  attachments: readonly ParentAttachment[],
  lookup: ClusterLookup,
  options: EffectivePolicyOptions = {},
): RoutePolicies {
  const groups = new Map<string, PathGroup>();
  for (const path of trafficPaths(route, attachments)) {
    const policies = effectivePolicies(path, lookup, options);
    const signature = signatureOf(policies);
    const group = groups.get(signature);
    if (group) {
      group.paths.push(path);
    } else {
      groups.set(signature, { paths: [path], policies });
    }
  }
  const all = [...groups.values()];
  const onFirstListener = all.filter(({ paths }) =>
    paths.some(({ listener }) => listener === all[0].paths[0].listener),
  );
  const [main] = onFirstListener.sort(
    (a, b) =>
      Number(hasRulePolicy(a)) - Number(hasRulePolicy(b)) ||
      b.paths.length - a.paths.length,
  );
  return { main, exceptions: all.filter(group => group !== main) };
}

function hasRulePolicy({ policies }: PathGroup): boolean {
  return [policies.auth, policies.plans].some(
    effective => effective?.level === 'rule',
  );
}

/** Tells by which policies a path is governed; equal signatures mean equal effects. */
function signatureOf({ auth, plans, limits }: PathPolicies): string {
  const names = (kind: 'AuthPolicy' | 'PlanPolicy', sources: object[] = []) =>
    sources.map(source =>
      JSON.stringify(nameOf(kind, source as Parameters<typeof nameOf>[1])),
    );
  return JSON.stringify([
    names('AuthPolicy', auth?.sources),
    auth && [auth.rules, auth.when],
    names('PlanPolicy', plans?.sources),
    limits.map(({ name, limit, source }) => [
      name,
      limit,
      nameOf(source.kind, source.policy),
    ]),
  ]);
}
