import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { TokenRule } from '../credentials';
import { Expressions, type ExpressionContext } from '../expressions';
import { indexObjects, type ClusterObjects, type Route } from '../objects';
import { effectivePolicies, type PathPolicies } from '../policies';
import { nameOf } from '../policies/reports';
import {
  authenticate,
  deniedBy,
  denialStatus,
  undecidableRule,
  type Identity,
  rulesForCall,
  type KeyLookup,
  type TokenLookup,
} from './authenticate';
import { extractKey, requestContext, type Call } from './call';
import {
  countCall,
  readCounters,
  type CounterLimit,
  type CounterStore,
} from './counters';
import { countersOfCall, limitContext, planOfCall } from './limitsOfCall';
import { createRouter, type RouteMatch } from './router';
import { counterText, objectText } from './sentences';
import { serviceHeaders } from './serviceHeaders';
import type { Decision, Step } from './steps';

/**
 * The objects that a gateway acts by.
 *
 * @public
 */
export interface GatewaySnapshot extends ClusterObjects {
  routes: readonly Route[];
}

/**
 * What a decision depends on beside the objects.
 *
 * @public
 */
export interface DecisionInputs {
  keys: KeyLookup;
  /** Left out: a policy with JWTs lets nothing pass. */
  tokens?: TokenLookup;
  counters: CounterStore;
  /** In milliseconds since 1970. */
  now: number;
}

/**
 * A call on its way, with its route and the policies in effect.
 *
 * @public
 */
export interface RoutedCall {
  call: Call;
  match: RouteMatch;
  policies: PathPolicies;
}

/**
 * A JWT that a call sends for a rule.
 *
 * @public
 */
export interface SentToken {
  rule: TokenRule;
  token: string;
}

/**
 * Decides about calls as a gateway with Kuadrant does, by the objects of one moment. Make a new one when they change.
 *
 * @public
 */
export class GatewayModel {
  readonly expressions = new Expressions();
  readonly #route: (call: Call) => RouteMatch | undefined;
  readonly #lookup;
  readonly #policies = new Map<string, PathPolicies>();

  constructor(snapshot: GatewaySnapshot) {
    this.#lookup = indexObjects(snapshot);
    this.#route = createRouter(snapshot.routes, this.#lookup);
  }

  /** Finds the route of a call and the policies in effect on it; undefined where no route takes it. */
  route(call: Call): RoutedCall | undefined {
    const match = this.#route(call);
    return match && { call, match, policies: this.#policiesOf(match) };
  }

  /** The rules that take JWTs of a call, with the token that it sends for each. */
  tokensOf({ call, policies: { auth } }: RoutedCall): SentToken[] {
    const { tokenRules = [] } = auth
      ? rulesForCall(auth, call, this.expressions)
      : {};
    return tokenRules.flatMap(rule => {
      const token = extractKey(call, rule.placement);
      return token ? [{ rule, token }] : [];
    });
  }

  /** Decides about a call, and counts it where it passes. A call that no route takes is refused with 404. */
  decide(call: Call, inputs: DecisionInputs): Decision {
    const routed = this.route(call);
    return routed ? this.decideRouted(routed, inputs) : noRoute(call);
  }

  /** Decides about a call whose route is known, and counts it where it passes. */
  decideRouted(routed: RoutedCall, inputs: DecisionInputs): Decision {
    const admission = this.#admit(routed, inputs);
    if ('passed' in admission) {
      return admission;
    }
    const { identity, context } = admission;
    const { plan, limits } = this.limitsOf(routed, context);
    const readings = readCounters(limits, inputs.counters, inputs.now);
    const [exceeded] = readings
      .filter(reading => reading.exceeded)
      .sort((a, b) => b.endsAt - a.endsAt);
    if (exceeded) {
      const waitMs = exceeded.endsAt - inputs.now;
      return {
        passed: false,
        status: 429,
        step: {
          step: 'limit',
          outcome: 'failed',
          message: counterText(exceeded),
          object: exceeded.limit.policy,
          fixer: 'caller',
          counter: {
            limit: exceeded.limit.limit,
            used: exceeded.count,
            endsAt: exceeded.endsAt,
          },
        },
        limit: exceeded.limit,
        retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
        ...(plan !== undefined && { plan }),
      };
    }
    countCall(readings, inputs.counters);
    return {
      passed: true,
      identity,
      serviceHeaders: serviceHeaders(
        routed.policies.auth,
        context,
        this.expressions,
      ),
      ...(plan !== undefined && { plan }),
    };
  }

  /** The plan of a call and the counters that it uses up. */
  limitsOf(
    { match, policies }: RoutedCall,
    context: ExpressionContext,
  ): { plan?: string; limits: CounterLimit[] } {
    const plan = planOfCall(policies.plans?.policy, context, this.expressions);
    return {
      plan,
      limits: countersOfCall(
        match.path,
        policies,
        limitContext(policies.auth, context, plan, this.expressions),
        this.expressions,
      ),
    };
  }

  #policiesOf({ path, listener }: RouteMatch): PathPolicies {
    const key = JSON.stringify([
      path.gateway,
      listener.listenerSet?.metadata.name,
      path.listener?.name,
      path.route.kind,
      path.route.metadata.namespace,
      path.route.metadata.name,
      path.rule,
    ]);
    const known =
      this.#policies.get(key) ?? effectivePolicies(path, this.#lookup);
    this.#policies.set(key, known);
    return known;
  }

  #admit(
    { call, policies: { auth } }: RoutedCall,
    lookups: Pick<DecisionInputs, 'keys' | 'tokens'>,
  ): Decision | { identity: Identity; context: ExpressionContext } {
    const request = requestContext(call);
    const anonymous = { anonymous: true as const };
    const applies = (auth?.when ?? []).every(({ predicate }) =>
      this.expressions.holds(predicate, { auth: {}, request }),
    );
    if (!auth || !applies) {
      return {
        identity: anonymous,
        context: { auth: { identity: anonymous }, request },
      };
    }
    const object = nameOf('AuthPolicy', auth.sources[0]);
    const undecidable = undecidableRule(auth, {
      verifiesTokens: lookups.tokens !== undefined,
    });
    if (undecidable) {
      return refuse(500, {
        step: 'authPolicy',
        message: `${undecidable} of the ${objectText(object)} cannot be enforced here, so nothing passes.`,
        object,
        fixer: 'platformEngineer',
      });
    }
    const result = authenticate(auth, call, lookups, this.expressions);
    if ('refused' in result) {
      return {
        ...refuse(denialStatus(auth, 'unauthenticated'), {
          step: result.refused === 'noKey' ? 'credential' : 'key',
          message:
            result.refused === 'noKey'
              ? 'no key was sent'
              : 'the key is not valid here',
          object,
          fixer: 'caller',
        }),
        challenges: result.challenges,
      };
    }
    const context = {
      auth: { identity: identityOf(result.identity) },
      request,
    };
    const denied = deniedBy(auth, context, this.expressions);
    return denied === undefined
      ? { identity: result.identity, context }
      : refuse(denialStatus(auth, 'unauthorized'), {
          step: 'authorization',
          message: `the authorization rule ${denied} does not let this caller in`,
          object,
          fixer: 'productOwner',
        });
  }
}

/** What expressions see of an identity: the claims of a JWT; of a Secret its metadata, never its data. */
export function identityOf(identity: Identity): unknown {
  if ('claims' in identity) {
    return identity.claims;
  }
  return 'anonymous' in identity
    ? identity
    : { metadata: (identity as KubernetesObject).metadata };
}

type Refusal = Extract<Decision, { passed: false }>;

function refuse(
  status: Refusal['status'],
  step: Omit<Step, 'outcome'>,
): Refusal {
  return { passed: false, status, step: { ...step, outcome: 'failed' } };
}

function noRoute({ hostname, path }: Call): Decision {
  return refuse(404, {
    step: 'route',
    message: `no route takes ${hostname}${path}`,
    fixer: 'caller',
  });
}
