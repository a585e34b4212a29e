import type { AuthRules } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  GatewayModel,
  type CounterStore,
  type Decision,
  type Route,
} from '@kuadrant/gateway-policy';
import type { Keys } from './keys';
import type { Snapshot } from './snapshot';
import { TokenVerifier } from './tokens';
import { unsupportedInRoute } from './unsupported';

/** A request as far as routing and policies look at it. */
export interface GatewayRequest {
  /** Without port, in lower case. */
  hostname: string;
  method: string;
  /** Normalized, without the query. */
  path: string;
  /** With the question mark; the empty text when there is none. */
  search: string;
  /** All values of each header, by its name in lower case. */
  headers: NodeJS.Dict<string[]>;
}

/** What the gateway answers itself. */
export interface Refusal {
  status: number;
  message: string;
  headers?: Record<string, string | string[]>;
}

/** What becomes of a request. */
export type Verdict =
  | { refusal: Refusal }
  | {
      route: Route;
      /** Index of the rule in the route. */
      rule: number;
      /** The headers, in lower case, that only the AuthPolicy may set. */
      identityHeaders: ReadonlySet<string>;
      /** Those that it sets on this request. */
      serviceHeaders: Record<string, string>;
    };

/** Decides about requests, by what the cluster says at the moment. */
export class Enforcement {
  readonly #keys: Keys;
  readonly #tokens: TokenVerifier;
  readonly #counters: CounterStore;
  readonly #readSnapshot: () => Snapshot;
  readonly #now: () => number;
  #model?: GatewayModel;

  constructor(options: {
    keys: Keys;
    counters: CounterStore;
    readSnapshot: () => Snapshot;
    now?: () => number;
  }) {
    this.#keys = options.keys;
    this.#counters = options.counters;
    this.#readSnapshot = options.readSnapshot;
    this.#now = options.now ?? Date.now;
    this.#tokens = new TokenVerifier(this.#now);
  }

  /** Call it after every change of what the snapshot holds. */
  invalidate(): void {
    this.#model = undefined;
  }

  /** Decides about a request, and counts it where it may pass. JWTs are verified with what their issuers publish. */
  async decide(request: GatewayRequest): Promise<Verdict> {
    const model = this.#current();
    const routed = model.route(request);
    if (!routed) {
      return refuse(404, `No route for ${request.hostname}${request.path}.`);
    }
    const claims = new Map<string, Record<string, unknown> | undefined>();
    for (const { rule, token } of model.tokensOf(routed)) {
      claims.set(rule.name, await this.#tokens.verify(rule, token));
    }
    const decision = model.decideRouted(routed, {
      tokens: { claims: ({ name }) => claims.get(name) },
      keys: {
        find: ({ policy, name }, value) => this.#keys.find(policy, name, value),
      },
      counters: this.#counters,
      now: this.#now(),
    });
    if (!decision.passed) {
      return { refusal: refusalOf(decision) };
    }
    const { route, rule } = routed.match;
    return {
      route,
      rule,
      identityHeaders: identityHeaders(routed.policies.auth?.rules),
      serviceHeaders: decision.serviceHeaders,
    };
  }

  #current(): GatewayModel {
    if (!this.#model) {
      const snapshot = this.#readSnapshot();
      this.#model = new GatewayModel({
        ...snapshot,
        routes: snapshot.routes.filter(route => !unsupportedInRoute(route)),
      });
    }
    return this.#model;
  }
}

function refuse(
  status: Refusal['status'],
  message: string,
  headers?: Refusal['headers'],
): Verdict {
  return { refusal: { status, message, headers } };
}

function refusalOf(decision: Extract<Decision, { passed: false }>): Refusal {
  const { status, step, challenges, limit, retryAfterSeconds = 1 } = decision;
  switch (step.step) {
    case 'credential':
    case 'key':
      return {
        status,
        message: `Unauthorized: ${step.message}.`,
        headers: { 'www-authenticate': challenges ?? [] },
      };
    case 'authorization':
      return { status, message: `Forbidden: ${step.message}.` };
    case 'limit': {
      const plan =
        limit?.plan === undefined ? '' : ` on the plan ${limit.plan}`;
      return {
        status,
        message: `Too many requests: the limit of ${limit?.limit} in ${limit?.seconds} seconds${plan} is used up. Try again in ${retryAfterSeconds} seconds.`,
        headers: { 'retry-after': String(retryAfterSeconds) },
      };
    }
    default:
      return {
        status,
        message: `This demo gateway lets nothing pass: ${step.message}`,
      };
  }
}

/** The names, in lower case, of the headers that an AuthPolicy sets on requests to services. */
function identityHeaders(rules: AuthRules | undefined): ReadonlySet<string> {
  return new Set(
    Object.entries(rules?.response?.success?.headers ?? {}).map(
      ([name, { key }]) => (key ?? name).toLowerCase(),
    ),
  );
}
