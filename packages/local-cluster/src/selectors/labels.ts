import { badRequest } from '../api/StatusError';

export type Labels = { [key: string]: string } | undefined;
export type LabelMatcher = (labels: Labels) => boolean;

interface Requirement {
  key: string;
  operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  values: string[];
}

const key =
  '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const value = '(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?';
const setExpression = new RegExp(`^(${key})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const equalityExpression = new RegExp(`^(${key})\\s*(==|=|!=)\\s*(${value})$`);
const comparison = new RegExp(`^(${key})\\s*([<>])\\s*(-?\\d+)$`);
const existence = new RegExp(`^(!?)\\s*(${key})$`);
const isValue = new RegExp(`^${value}$`);

/** Splits at commas outside of parentheses. */
function splitRequirements(selector: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isInside = false;
  for (let at = 0; at < selector.length; at++) {
    const character = selector[at];
    if (character === ',' && !isInside) {
      parts.push(selector.slice(start, at));
      start = at + 1;
    } else if (character === '(' || character === ')') {
      isInside = character === '(';
    }
  }
  return [...parts, selector.slice(start)].map(part => part.trim());
}

/** The sentence of Kubernetes for the first thing in a requirement that it does not expect. */
function unreadable(part: string): Error {
  if (part === '') {
    return badRequest("found ',', expected: !, identifier, or 'end of string'");
  }
  const set = new RegExp(`^${key}\\s+(?:in|notin)\\s+([^(\\s]+)`).exec(part);
  if (set) {
    return badRequest(
      `unable to parse requirement: found '${set[1]}' expected: '('`,
    );
  }
  const rest = new RegExp(`^${key}\\s*(?:==|=|!=)\\s*${value}(.)`).exec(part);
  if (rest) {
    return badRequest(`found '${rest[1]}', expected: ',' or 'end of string'`);
  }
  return badRequest(
    `unable to parse requirement: found '${part}', expected: !, identifier, or 'end of string'`,
  );
}

function parseRequirement(part: string): Requirement {
  let match = setExpression.exec(part);
  if (match) {
    const values = match[3].split(',').map(item => item.trim());
    if (!values.every(item => isValue.test(item))) {
      throw unreadable(part);
    }
    return { key: match[1], operator: match[2] as 'in' | 'notin', values };
  }
  match = equalityExpression.exec(part);
  if (match) {
    return {
      key: match[1],
      operator: match[2] === '!=' ? '!=' : '=',
      values: [match[3]],
    };
  }
  match = comparison.exec(part);
  if (match) {
    return {
      key: match[1],
      operator: match[2] === '>' ? 'gt' : 'lt',
      values: [match[3]],
    };
  }
  match = existence.exec(part);
  if (match) {
    return { key: match[2], operator: match[1] ? '!' : 'exists', values: [] };
  }
  throw unreadable(part);
}

function matches(requirement: Requirement, labels: Labels): boolean {
  const has = labels !== undefined && Object.hasOwn(labels, requirement.key);
  const actual = has ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'exists':
      return has;
    case '!':
      return !has;
    case '=':
    case 'in':
      return has && requirement.values.includes(actual!);
    case 'gt':
      return has && Number(actual) > Number(requirement.values[0]);
    case 'lt':
      return has && Number(actual) < Number(requirement.values[0]);
    default:
      return !has || !requirement.values.includes(actual!);
  }
}

/**
 * Reads a label selector; undefined when it selects everything.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function parseLabelSelector(
  selector: string | undefined,
): LabelMatcher | undefined {
  if (!selector?.trim()) {
    return undefined;
  }
  const requirements = splitRequirements(selector).map(part =>
    parseRequirement(part),
  );
  return labels =>
    requirements.every(requirement => matches(requirement, labels));
}
