import { isJsonObject, JsonObject, JsonValue, setOwn } from '../api/types';

/** Applies a JSON merge patch (RFC 7396); the target is not changed. */
export function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) {
    return patch;
  }
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      const existing = Object.hasOwn(result, key) ? result[key] : null;
      setOwn(result, key, mergePatch(existing, value));
    }
  }
  return result;
}
