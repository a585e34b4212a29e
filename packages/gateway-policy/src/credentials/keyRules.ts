import {
  keyPlacement,
  type AuthenticationRule,
  type AuthRules,
  type KeyPlacement,
  type LabelSelector,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { compareText } from '../objects/refs';

/**
 * An authentication rule that takes API keys.
 *
 * @public
 */
export interface KeyRule {
  name: string;
  /** Where the key goes in a call. */
  placement: KeyPlacement;
  /** Which Secrets it takes: all of Authorino's where it is empty, none where there is none. */
  selector?: LabelSelector;
  /** Whether Secrets of all namespaces are taken, or only those of the Kuadrant installation. */
  allNamespaces: boolean;
  /** Whether the rule is only for some calls. */
  conditional: boolean;
  priority: number;
}

/**
 * An authentication rule that takes JWTs.
 *
 * @public
 */
export interface TokenRule {
  name: string;
  /** Where the token goes in a call. */
  placement: KeyPlacement;
  /** The issuer, which publishes metadata. */
  issuerUrl?: string;
  /** The set of keys that tokens are signed with, where no issuer is named. */
  jwksUrl?: string;
  priority: number;
}

/**
 * How callers may authenticate.
 *
 * @public
 */
export interface Authentication {
  /** Rules that take keys, in the order in which Authorino tries them; the first is the one to tell consumers. */
  keyRules: KeyRule[];
  /**
   * Whether calls pass without a key: by a rule for anonymous access that holds for every call, or because there is no
   * authentication rule at all.
   */
  anonymous: boolean;
  /** Names of the rules for anonymous access, whether they hold for every call or for some. */
  anonymousRules: string[];
  /** Rules that take JWTs, in the order in which Authorino tries them. */
  tokenRules: TokenRule[];
  /** Issuers of the JWTs that are taken, each once, by the names of their rules. */
  jwtIssuers: string[];
  /** Those of the issuers that publish metadata, by the names of their rules. */
  oidcIssuers: string[];
  /** Names of rules of other types. */
  otherRules: string[];
}

/**
 * Tells from the rules of an AuthPolicy how callers may authenticate. Rules are ordered by priority, then by name: rules
 * of one priority are tried at once by Authorino, so any order among them is right as long as it is always the same.
 *
 * @see https://docs.kuadrant.io/latest/authorino/docs/features/
 * @public
 */
export function authenticationOf(rules: AuthRules | undefined): Authentication {
  const ordered = Object.entries(rules?.authentication ?? {}).sort(
    ([a, ruleA], [b, ruleB]) =>
      (ruleA.priority ?? 0) - (ruleB.priority ?? 0) || compareText(a, b),
  );
  const anonymousRules = ordered.filter(([, rule]) => rule.anonymous);
  const issuers = ordered.flatMap(
    ([, { jwt }]) => jwt?.issuerUrl || jwt?.jwksUrl || [],
  );
  return {
    keyRules: ordered.flatMap(([name, rule]) => keyRuleOf(name, rule)),
    tokenRules: ordered.flatMap(([name, rule]) => tokenRuleOf(name, rule)),
    anonymous:
      ordered.length === 0 ||
      anonymousRules.some(([, { when }]) => !when?.length),
    anonymousRules: anonymousRules.map(([name]) => name),
    jwtIssuers: [...new Set(issuers)],
    oidcIssuers: [
      ...new Set(ordered.flatMap(([, { jwt }]) => jwt?.issuerUrl || [])),
    ],
    otherRules: ordered.flatMap(([name, rule]) =>
      rule.apiKey || rule.jwt || rule.anonymous ? [] : [name],
    ),
  };
}

function keyRuleOf(
  name: string,
  { apiKey, credentials, priority = 0, when }: AuthenticationRule,
): KeyRule[] {
  return apiKey
    ? [
        {
          name,
          placement: keyPlacement(credentials),
          selector: apiKey.selector,
          allNamespaces: apiKey.allNamespaces ?? false,
          conditional: Boolean(when?.length),
          priority,
        },
      ]
    : [];
}

function tokenRuleOf(
  name: string,
  { jwt, credentials, priority = 0 }: AuthenticationRule,
): TokenRule[] {
  return jwt
    ? [
        {
          name,
          placement: keyPlacement(credentials),
          ...(jwt.issuerUrl
            ? { issuerUrl: jwt.issuerUrl }
            : { jwksUrl: jwt.jwksUrl }),
          priority,
        },
      ]
    : [];
}
