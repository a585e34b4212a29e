import type {
  AuthPolicy,
  KeyPlacement,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { authenticationOf, type KeyRule, type TokenRule } from '../credentials';
import type { ExpressionContext, Expressions } from '../expressions';
import { allHold } from '../expressions/conditions';
import { compareText } from '../objects/refs';
import type { EffectiveAuthPolicy } from '../policies';
import { extractKey, requestContext, type Call } from './call';

/**
 * How keys are looked up.
 *
 * @public
 */
export interface KeyLookup {
  /** The Secret by which a rule knows a key value. */
  find(
    rule: { policy: AuthPolicy; name: string; rule: KeyRule },
    value: string,
  ): KubernetesObject | undefined;
}

/**
 * How JWTs are verified.
 *
 * @public
 */
export interface TokenLookup {
  /** The claims of a token that a rule takes; undefined for one that it does not. */
  claims(rule: TokenRule, token: string): Record<string, unknown> | undefined;
}

/**
 * Who makes a call: the Secret of a key, the claims of a JWT, or nobody in particular.
 *
 * @public
 */
export type Identity =
  KubernetesObject | { claims: Record<string, unknown> } | { anonymous: true };

/** Whether a call is let in by the authentication rules. */
export type AuthenticationResult =
  | { identity: Identity }
  | {
      refused: 'noKey' | 'unknownKey';
      /** How a client should send a key, as values of WWW-Authenticate. */
      challenges: string[];
    };

/** The authentication rules whose conditions hold for a call. */
export function rulesForCall(
  auth: EffectiveAuthPolicy,
  call: Call,
  expressions: Expressions,
): { keyRules: KeyRule[]; tokenRules: TokenRule[]; anonymous: boolean } {
  const context = { auth: {}, request: requestContext(call) };
  const applies = (name: string) =>
    allHold(
      auth.rules.authentication?.[name].when ?? [],
      context,
      expressions,
      auth.patterns,
    ) === true;
  const { keyRules, tokenRules, anonymousRules, anonymous } = authenticationOf(
    auth.rules,
  );
  return {
    keyRules: keyRules.filter(({ name }) => applies(name)),
    tokenRules: tokenRules.filter(({ name }) => applies(name)),
    anonymous: anonymous || anonymousRules.some(applies),
  };
}

/**
 * Tries the authentication rules in turn; the first that knows the caller counts. Rules for anonymous access let in who
 * no other rule knows.
 */
export function authenticate(
  auth: EffectiveAuthPolicy,
  call: Call,
  { keys, tokens }: { keys: KeyLookup; tokens?: TokenLookup },
  expressions: Expressions,
): AuthenticationResult {
  const { keyRules, tokenRules, anonymous } = rulesForCall(
    auth,
    call,
    expressions,
  );
  const rules = [...keyRules, ...tokenRules].sort(
    (a, b) => a.priority - b.priority || compareText(a.name, b.name),
  );
  const identify = (rule: KeyRule | TokenRule, value: string) => {
    if ('selector' in rule) {
      const policy = auth.authenticationSources[rule.name];
      return keys.find({ policy, name: rule.name, rule }, value);
    }
    const claims = tokens?.claims(rule, value);
    return claims && { claims };
  };
  let refused: 'noKey' | 'unknownKey' = 'noKey';
  for (const rule of rules) {
    const value = extractKey(call, rule.placement);
    if (value) {
      const identity = identify(rule, value);
      if (identity) {
        return { identity };
      }
      refused = 'unknownKey';
    }
  }
  return anonymous
    ? { identity: { anonymous: true } }
    : {
        refused,
        challenges: rules.map(({ placement, name }) =>
          challenge(placement, name),
        ),
      };
}

function challenge(placement: KeyPlacement, realm: string): string {
  const scheme =
    placement.in === 'header'
      ? (placement.prefix ?? placement.name)
      : placement.name;
  return `${scheme} realm="${realm}"`;
}

/** The first authorization rule that denies a caller; `unknown` where a rule cannot be judged here. */
export function deniedBy(
  auth: EffectiveAuthPolicy,
  context: ExpressionContext,
  expressions: Expressions,
): string | undefined {
  return Object.entries(auth.rules.authorization ?? {}).find(
    ([, { patternMatching, when = [] }]) =>
      allHold(when, context, expressions, auth.patterns) !== false &&
      allHold(
        patternMatching?.patterns ?? [],
        context,
        expressions,
        auth.patterns,
      ) !== true,
  )?.[0];
}

/**
 * What of an AuthPolicy in effect cannot be decided here; undefined when all of it can. API keys, anonymous access and
 * pattern matching can, and JWTs where somebody verifies them.
 *
 * @public
 */
export function undecidableRule(
  { rules }: Pick<EffectiveAuthPolicy, 'rules'>,
  { verifiesTokens = false }: { verifiesTokens?: boolean } = {},
): string | undefined {
  for (const [name, rule] of Object.entries(rules.authentication ?? {})) {
    if (!rule.apiKey && !rule.anonymous && !(verifiesTokens && rule.jwt)) {
      return `the authentication rule ${name}`;
    }
  }
  for (const [name, rule] of Object.entries(rules.authorization ?? {})) {
    if (!rule.patternMatching) {
      return `the authorization rule ${name}`;
    }
  }
  for (const section of ['metadata', 'callbacks']) {
    const [name] = Object.keys((rules[section] as object | undefined) ?? {});
    if (name !== undefined) {
      return `${name} of ${section}`;
    }
  }
  return undefined;
}

/**
 * The status that an AuthPolicy answers to callers whom it does not let in: 401 to those it does not know and 403 to
 * others, unless the policy wants another one.
 */
export function denialStatus(
  { rules }: Pick<EffectiveAuthPolicy, 'rules'>,
  denial: 'unauthenticated' | 'unauthorized',
): number {
  const { code } = (rules.response?.[denial] ?? {}) as { code?: number };
  return code ?? (denial === 'unauthenticated' ? 401 : 403);
}
