import { isJsonObject, JsonValue } from '../../api/types';

type Step = (value: JsonValue) => JsonValue[];

const token =
  /\.\.|\.?\['((?:[^'\\]|\\.)*)'\]|\.?\["((?:[^"\\]|\\.)*)"\]|\[\?\(@\.([\w./-]+)\s*==\s*["']([^"']*)["']\)\]|\[(-?\d+)\]|\[\*\]|\.\*|\.((?:[^.[\\]|\\.)+)/y;

function field(name: string): Step {
  return value =>
    isJsonObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}

function each(value: JsonValue): JsonValue[] {
  if (Array.isArray(value)) {
    return value;
  }
  return isJsonObject(value) ? Object.values(value) : [];
}

function element(index: number): Step {
  return value =>
    Array.isArray(value) && value.at(index) !== undefined
      ? [value.at(index)!]
      : [];
}

function filter(path: string, wanted: string): Step {
  const read = compileJsonPath(`.${path}`);
  return value =>
    each(value).filter(item =>
      read(item).some(found => String(found) === wanted),
    );
}

/**
 * The part of JSONPath that printer columns and selectable fields use: fields, indexes, wildcards and
 * equality filters, as in `.status.conditions[?(@.type=="Ready")].status`.
 */
export function compileJsonPath(
  path: string,
): (value: JsonValue) => JsonValue[] {
  const text = path.replace(/^\{(.*)\}$/, '$1').replace(/^\$/, '');
  const steps: Step[] = [];
  let position = 0;
  while (position < text.length) {
    token.lastIndex = position;
    const match = token.exec(text);
    if (!match || match[0] === '..') {
      throw new Error(
        `cannot read the JSONPath ${path} at "${text.slice(position)}"`,
      );
    }
    const quoted = match[1] ?? match[2];
    if (quoted !== undefined) {
      steps.push(field(quoted.replace(/\\(.)/g, '$1')));
    } else if (match[3] !== undefined) {
      steps.push(filter(match[3], match[4]));
    } else if (match[5] !== undefined) {
      steps.push(element(Number(match[5])));
    } else if (match[6] !== undefined) {
      steps.push(field(match[6].replace(/\\(.)/g, '$1')));
    } else {
      steps.push(each);
    }
    position += match[0].length;
  }
  return value =>
    steps.reduce<JsonValue[]>((values, step) => values.flatMap(step), [value]);
}
