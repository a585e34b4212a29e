import { isDeepStrictEqual } from 'node:util';

type Json = unknown;

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The JSON merge patch that turns one value into another, or undefined when they do not differ. Members that are
 * undefined count as absent.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export function mergePatch(from: Json, to: Json): Json | undefined {
  if (!isObject(from) || !isObject(to)) {
    return isDeepStrictEqual(from, to) ? undefined : to;
  }
  const patch: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (to[name] === undefined) {
      if (from[name] !== undefined) {
        patch[name] = null;
      }
    } else {
      const difference = mergePatch(from[name], to[name]);
      if (difference !== undefined) {
        patch[name] = difference;
      }
    }
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}
