import type { IncomingHttpHeaders } from 'node:http';
import type {
  HTTPRoute,
  HTTPRouteRule,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { authenticate, type Identity } from './authentication';
import type { Counters } from './counters';
import { Expressions, type ExpressionContext } from './expressions';
import type { Keys } from './keys';
import { planCounters, rateLimitCounters, selectPlan } from './limits';
import {
  effectivePolicies,
  identityHeaders,
  unsupportedInAuthPolicy,
  type EffectivePolicies,
} from './policies';
import { createRouter, type RoutedRequest, type RouteMatch } from './routing';
import { refText, type Snapshot } from './snapshot';

/** A request as far as routing and policies look at it. */
export interface GatewayRequest extends RoutedRequest {
  /** With the question mark; the empty text when there is none. */
  search: string;
  headers: IncomingHttpHeaders;
}

/** What the gateway answers itself. */
export interface Refusal {
  status: 401 | 404 | 429 | 500;
  message: string;
  headers?: Record<string, string | string[]>;
}

/** What becomes of a request. */
export type Verdict =
  | { refusal: Refusal }
  | {
      route: HTTPRoute;
      rule: HTTPRouteRule;
      /** The headers, in lower case, that only the AuthPolicy may set. */
      identityHeaders: ReadonlySet<string>;
    };

/** Decides about requests, by what the cluster says at the moment. */
export class Enforcement {
  readonly #keys: Keys;
  readonly #counters: Counters;
  readonly #expressions = new Expressions();
  readonly #readSnapshot: () => Snapshot;
  #compiled?: {
    snapshot: Snapshot;
    findRoute: (request: RoutedRequest) => RouteMatch | undefined;
    policies: Map<HTTPRoute, EffectivePolicies>;
  };

  constructor(options: {
    keys: Keys;
    counters: Counters;
    readSnapshot: () => Snapshot;
  }) {
    this.#keys = options.keys;
    this.#counters = options.counters;
    this.#readSnapshot = options.readSnapshot;
  }

  /** Call it after every change of what the snapshot holds. */
  invalidate(): void {
    this.#compiled = undefined;
  }

  /** Decides about a request, and counts it where it may pass. */
  decide(request: GatewayRequest): Verdict {
    const { snapshot, findRoute, policies } = this.#current();
    const match = findRoute(request);
    if (!match) {
      return refuse(404, `No route for ${request.hostname}${request.path}.`);
    }
    const { auth, plans, rateLimits } = remember(policies, match.route, () =>
      effectivePolicies(match.route, snapshot),
    );

    const unsupported = auth && unsupportedInAuthPolicy(auth);
    if (unsupported) {
      return refuse(
        500,
        `This demo gateway cannot enforce ${unsupported}, which the AuthPolicy ${refText(
          auth,
        )} asks for, and lets nothing pass instead.`,
      );
    }
    const authentication = auth
      ? authenticate(auth, request, this.#keys)
      : { identity: { anonymous: true as const } };
    if (!('identity' in authentication)) {
      return refuse(401, `Unauthorized: ${authentication.reason}.`, {
        'www-authenticate': authentication.challenges,
      });
    }

    const context = expressionContext(request, authentication.identity);
    const tier = selectPlan(plans, context, this.#expressions);
    if (tier !== undefined) {
      context.auth.kuadrant = { plan: tier };
    }
    const decision = this.#counters.take([
      ...(plans && tier !== undefined ? planCounters(plans, tier) : []),
      ...rateLimitCounters(rateLimits, context, this.#expressions),
    ]);
    if (!decision.allowed) {
      const { limit, retryAfterSeconds } = decision;
      return refuse(
        429,
        `Too many requests: the limit of ${limit.limit} in ${
          limit.seconds
        } seconds${
          tier === undefined ? '' : ` on the plan ${tier}`
        } is used up. Try again in ${retryAfterSeconds} seconds.`,
        { 'retry-after': String(retryAfterSeconds) },
      );
    }
    const { route, rule } = match;
    return { route, rule, identityHeaders: identityHeaders(auth) };
  }

  #current() {
    if (!this.#compiled) {
      const snapshot = this.#readSnapshot();
      this.#compiled = {
        snapshot,
        findRoute: createRouter(snapshot),
        policies: new Map(),
      };
    }
    return this.#compiled;
  }
}

function refuse(
  status: Refusal['status'],
  message: string,
  headers?: Refusal['headers'],
): Verdict {
  return { refusal: { status, message, headers } };
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known) {
    return known;
  }
  const value = make();
  map.set(key, value);
  return value;
}

function expressionContext(
  request: GatewayRequest,
  identity: Identity,
): ExpressionContext {
  return {
    auth: { identity },
    request: {
      method: request.method,
      path: request.path,
      host: request.hostname,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          String(value),
        ]),
      ),
    },
  };
}
