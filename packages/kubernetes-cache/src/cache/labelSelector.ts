type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

const SET = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/;
const EQUALITY = /^([^\s=!]+)\s*(==|=|!=)\s*(\S*)$/;
const EXISTS = /^(!?)\s*([^\s=!(),]+)$/;

/**
 * Reads a label selector as the API takes it in a query: a comma-separated list of `a=b`, `a==b`,
 * `a!=b`, `a in (b, c)`, `a notin (b, c)`, `a` and `!a`, all of which must hold.
 *
 * @throws Error naming the part that cannot be read.
 */
export function parseLabelSelector(selector: string): Requirement {
  const requirements = selector
    // A comma within parentheses separates values, not requirements.
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(parseRequirement);
  return labels => requirements.every(requirement => requirement(labels));
}

function parseRequirement(part: string): Requirement {
  const set = SET.exec(part);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    return operator === 'in'
      ? labels => key in labels && values.includes(labels[key])
      : labels => !(key in labels) || !values.includes(labels[key]);
  }
  const equality = EQUALITY.exec(part);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const exists = EXISTS.exec(part);
  if (exists) {
    const [, not, key] = exists;
    return labels => key in labels !== (not === '!');
  }
  throw new Error(`labelSelector: cannot read "${part}"`);
}
