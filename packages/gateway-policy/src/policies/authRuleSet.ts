import type {
  AuthPolicy,
  AuthPolicyContent,
  AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { contentOf } from './content';
import type { MergeInput, RuleSet, SourcedRule } from './merge';

type Rules = Map<string, SourcedRule<AuthPolicy>>;
type Section = Record<string, unknown>;

const SECTIONS = ['authentication', 'metadata', 'authorization', 'callbacks'];
const SUCCESS_SECTIONS = ['headers', 'filters'];
const DENIALS = ['unauthenticated', 'unauthorized'];

/** An AuthPolicy as input of a merge: its rules one by one, its conditions as one. */
export function authMergeInput(policy: AuthPolicy): MergeInput<AuthPolicy> {
  const { role, strategy, content } = contentOf(policy);
  const rules: Rules = new Map();
  const add = (group: string, section: Section | undefined) => {
    for (const [name, value] of Object.entries(section ?? {})) {
      rules.set(`${group}#${name}`, { value, source: policy });
    }
  };
  add('patterns', content.patterns);
  if (content.when?.length) {
    add('when', { '': content.when });
  }
  const { response, ...sections } = content.rules ?? {};
  for (const name of SECTIONS) {
    add(name, sections[name] as Section | undefined);
  }
  for (const name of DENIALS) {
    if (response?.[name]) {
      add(`response.${name}`, { '': response[name] });
    }
  }
  for (const name of SUCCESS_SECTIONS) {
    const success = response?.success as Record<string, Section> | undefined;
    add(`response.success.${name}`, success?.[name]);
  }
  return { role, strategy, rules, empty: content.rules === undefined };
}

/** Puts merged rules together again, as they would be in one AuthPolicy. */
export function authContentOf(
  rules: RuleSet<AuthPolicy>,
): Required<AuthPolicyContent> {
  const named = (group: string) => {
    const entries = [...rules].flatMap(([key, { value }]) =>
      key.startsWith(`${group}#`) ? [[key.slice(group.length + 1), value]] : [],
    );
    return entries.length > 0
      ? (Object.fromEntries(entries) as Section)
      : undefined;
  };
  const success = definedOnly(
    SUCCESS_SECTIONS.map(name => [name, named(`response.success.${name}`)]),
  );
  const response = definedOnly([
    ...DENIALS.map(name => [name, named(`response.${name}`)?.['']]),
    ['success', success],
  ]);
  return {
    rules: (definedOnly([
      ...SECTIONS.map(name => [name, named(name)]),
      ['response', response],
    ]) ?? {}) as AuthRules,
    when: (named('when')?.[''] ?? []) as { predicate: string }[],
    patterns: (named('patterns') ??
      {}) as Required<AuthPolicyContent>['patterns'],
  };
}

/** The policy that each authentication rule comes from, by the name of the rule. */
export function authenticationSources(
  rules: RuleSet<AuthPolicy>,
): Record<string, AuthPolicy> {
  const prefix = 'authentication#';
  return Object.fromEntries(
    [...rules].flatMap(([key, { source }]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), source]] : [],
    ),
  );
}

function definedOnly(entries: unknown[][]): Section | undefined {
  const defined = entries.filter(([, value]) => value !== undefined);
  return defined.length > 0 ? Object.fromEntries(defined) : undefined;
}
