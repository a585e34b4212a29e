import { isJsonObject, JsonValue } from './types';

/** With keys in the order in which Go writes those of a map. */
export function sortedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(sortedKeys);
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(key => [key, sortedKeys(value[key])]),
      )
    : value;
}

/** A line of JSON as Go's encoder writes it: with sorted keys, and with escapes for what HTML or JavaScript would read. */
export function goJson(value: JsonValue): string {
  const text = JSON.stringify(sortedKeys(value)).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
