import type { RuleCondition } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ExpressionContext, Expressions } from './Expressions';

type Patterns = Record<string, { allOf?: RuleCondition[] }>;

/** `unknown` for what cannot be told here, such as a selector with modifiers. */
export type Verdict = boolean | 'unknown';

/**
 * Whether all conditions of a rule hold. Knows CEL predicates, comparisons of a path with a value, named patterns and
 * combinations.
 */
export function allHold(
  conditions: readonly RuleCondition[],
  context: ExpressionContext,
  expressions: Expressions,
  patterns: Patterns = {},
): Verdict {
  return every(
    conditions.map(condition =>
      holds(condition, context, expressions, patterns),
    ),
  );
}

function holds(
  condition: RuleCondition,
  context: ExpressionContext,
  expressions: Expressions,
  patterns: Patterns,
): Verdict {
  const check = (each: RuleCondition) =>
    holds(each, context, expressions, patterns);
  if (condition.predicate !== undefined) {
    return expressions.holds(condition.predicate, context);
  }
  if (condition.all) {
    return every(condition.all.map(check));
  }
  if (condition.any) {
    return some(condition.any.map(check));
  }
  if (condition.patternRef !== undefined) {
    const pattern = patterns[condition.patternRef];
    return pattern ? every((pattern.allOf ?? []).map(check)) : 'unknown';
  }
  return compare(condition, context);
}

function every(verdicts: Verdict[]): Verdict {
  if (verdicts.includes(false)) {
    return false;
  }
  return verdicts.includes('unknown') ? 'unknown' : true;
}

function some(verdicts: Verdict[]): Verdict {
  if (verdicts.includes(true)) {
    return true;
  }
  return verdicts.includes('unknown') ? 'unknown' : false;
}

function compare(
  { selector, operator, value = '' }: RuleCondition,
  context: ExpressionContext,
): Verdict {
  if (selector === undefined || /[@|#*?]/.test(selector)) {
    return 'unknown';
  }
  const found = valueAt(selector, context);
  switch (operator) {
    case 'eq':
      return textOf(found) === value;
    case 'neq':
      return textOf(found) !== value;
    case 'incl':
      return Array.isArray(found) && found.map(textOf).includes(value);
    case 'excl':
      return !(Array.isArray(found) && found.map(textOf).includes(value));
    default:
      // Regular expressions of Go are not those of JavaScript.
      return 'unknown';
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value at a path of the context, for selectors without modifiers. */
export function valueAt(selector: string, context: ExpressionContext): unknown {
  return selectorParts(selector).reduce<unknown>(
    (value, part) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined,
    context,
  );
}

/** The parts of a selector; a dot behind a backslash belongs to the part. */
export function selectorParts(selector: string): string[] {
  return selector.split(/(?<!\\)\./).map(part => part.replace(/\\(.)/g, '$1'));
}
