import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ParentAttachment } from '../attachment';
import type { ClusterLookup, Route } from '../objects';
import { refOf, refText } from '../objects/refs';
import type { EffectivePolicyOptions, PathPolicies } from './effect';
import {
  attachedPolicies,
  effectOf,
  type AttachedPolicies,
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
  const effects = new Map<string, PathPolicies>();
  const groups = new Map<string, PathGroup>();
  for (const path of trafficPaths(route, attachments)) {
    const attached = attachedPolicies(path, lookup);
    const attachedText = textOf(attached);
    const policies = effects.get(attachedText) ?? effectOf(attached, options);
    effects.set(attachedText, policies);
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

/** Policies attached in the same way have the same effect. */
function textOf(attached: AttachedPolicies): string {
  return Object.entries(attached)
    .flatMap(([kind, policies]) =>
      policies.map(
        ({ policy, level }: { policy: KubernetesObject; level: string }) =>
          `${kind} ${level} ${refText(refOf(policy))}`,
      ),
    )
    .join('\n');
}

/** Names the policies and limits in effect; equal names mean equal effects. */
function signatureOf({ auth, plans, limits }: PathPolicies): string {
  const text = (policy: KubernetesObject) => refText(refOf(policy));
  return [
    ...(auth?.sources ?? []).map(text),
    ...Object.entries(auth?.authenticationSources ?? {}).map(
      ([name, source]) => `${name} of ${text(source)}`,
    ),
    'plans',
    ...(plans?.sources ?? []).map(text),
    ...limits.map(
      ({ name, source }) => `${name} of ${source.kind} ${text(source.policy)}`,
    ),
  ].join('\n');
}
