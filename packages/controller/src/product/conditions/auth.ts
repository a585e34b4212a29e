import type { KeyIsolation, RouteSummary } from '@kuadrant/gateway-policy';
import { shownText, type WantedCondition } from '../../objects';
import type { Discovery } from '../discover';
import {
  FIXED_BY_PLATFORM,
  named,
  partsOf,
  saying,
  sentences,
  withTarget,
} from './words';

const type = 'AuthPolicyDiscovered';

/** Whether an AuthPolicy is in force, and what a caller has to know of it. */
export function authCondition(
  { summary }: Discovery,
  isolation: KeyIsolation | undefined,
): WantedCondition {
  const { access, policies } = summary;
  const { auth, refused } = policies.main.policies;
  if (!access.works && access.reason === 'NoAuthPolicy') {
    return {
      type,
      status: 'False',
      reason: 'NotFound',
      message: sentences(
        'No AuthPolicy applies to the HTTPRoute or its Gateways',
        ...elsewhere(summary),
      ),
    };
  }
  if (!auth || auth.state.state !== 'inForce') {
    return {
      type,
      status: 'False',
      reason: 'AuthPolicyNotReady',
      message: sentences(
        shownText(access.works ? '' : access.message),
        FIXED_BY_PLATFORM,
      ),
    };
  }
  const [first, ...others] = auth.sources;
  return {
    type,
    status: 'True',
    reason: 'Found',
    message: sentences(
      `${withTarget('AuthPolicy', first)} applies`,
      auth.edited &&
        'Kuadrant has not reported its last edit yet. Until then the rules before the edit count',
      others.length > 0 &&
        `${others.map(other => withTarget('AuthPolicy', other)).join(', ')} adds to it`,
      ...keysAndOthers(summary, isolation),
      ...refused
        .filter(({ policy }) => policy.kind === 'AuthPolicy')
        .map(why => `${named(why.policy)} has no effect: ${saying(why)}`),
      ...policies.main.policies.overridden
        .filter(({ kind }) => kind === 'AuthPolicy')
        .map(policy => `${named(policy)} is overridden and has no effect`),
      ...elsewhere(summary),
    ),
  };
}

function keysAndOthers(
  { access, authentication, policies }: RouteSummary,
  isolation: KeyIsolation | undefined,
) {
  const { anonymous, anonymousRules } = authentication;
  return [
    !access.works && `${shownText(access.message)} ${FIXED_BY_PLATFORM}`,
    isolation?.ownKeysRefused &&
      `An authorization rule refuses the keys of this product. ${FIXED_BY_PLATFORM}`,
    anonymous &&
      (anonymousRules.length > 0
        ? `Calls need no key: the rule ${anonymousRules.map(shownText).join(', ')} lets in everyone`
        : 'Calls need no key: there is no authentication rule'),
    Boolean(policies.main.policies.auth?.when.length) &&
      'Some calls need no key: the AuthPolicy is only for calls that meet its conditions',
    !anonymous &&
      anonymousRules.length > 0 &&
      `Some calls need no key: the rule ${anonymousRules.map(shownText).join(', ')} lets them in`,
  ];
}

function elsewhere({ policies: { main, exceptions } }: RouteSummary): string[] {
  const textOf = ({ policies: { auth } }: typeof main) =>
    auth?.sources.map(source => withTarget('AuthPolicy', source)).join(', ') ??
    'no AuthPolicy';
  return exceptions
    .filter(group => textOf(group) !== textOf(main))
    .map(group => `For ${partsOf(group)}, ${textOf(group)} applies`);
}
