import { isJsonObject, JsonObject, JsonValue, setOwn } from '../api/types';
import { FieldSet } from './FieldSet';
import { FieldType } from './FieldType';

/** Merges an applied configuration into what is there; neither is changed. */
export function mergeFields(
  live: JsonValue | undefined,
  applied: JsonValue,
  type: FieldType,
): JsonValue {
  if (live === undefined || type.isAtomic(applied) || type.isAtomic(live)) {
    return applied;
  }
  if (Array.isArray(applied)) {
    return Array.isArray(live) ? mergeItems(live, applied, type) : applied;
  }
  if (!isJsonObject(applied) || !isJsonObject(live)) {
    return applied;
  }
  const result: JsonObject = { ...live };
  for (const [name, value] of Object.entries(applied)) {
    const existing = Object.hasOwn(live, name) ? live[name] : undefined;
    setOwn(result, name, mergeFields(existing, value, type.field(name).type));
  }
  return result;
}

function mergeItems(
  live: JsonValue[],
  applied: JsonValue[],
  type: FieldType,
): JsonValue[] {
  const wanted = new Map(applied.map(item => [type.itemElement(item), item]));
  const merged = live.map(item => {
    const element = type.itemElement(item);
    const other = wanted.get(element);
    wanted.delete(element);
    return other === undefined ? item : mergeFields(item, other, type.itemType);
  });
  return [...merged, ...wanted.values()];
}

/**
 * Takes fields out of a value, and the containers that are empty without them.
 *
 * @param removed - the fields that go
 * @param kept - fields that stay, whatever contains them
 * @returns undefined when nothing is left
 */
export function removeFields(
  value: JsonValue,
  removed: FieldSet,
  kept: FieldSet,
  type: FieldType,
): JsonValue | undefined {
  if (removed.isEmpty) {
    return value;
  }
  if (removed.isMember && kept.isEmpty) {
    return undefined;
  }
  if (type.isAtomic(value)) {
    return value;
  }
  const result = Array.isArray(value)
    ? removeItems(value, removed, kept, type)
    : removeNamed(value as JsonObject, removed, kept, type);
  const isEmpty = Object.keys(result).length === 0;
  return isEmpty && Object.keys(value!).length > 0 && kept.isEmpty
    ? undefined
    : result;
}

function removeItems(
  value: JsonValue[],
  removed: FieldSet,
  kept: FieldSet,
  type: FieldType,
): JsonValue[] {
  return value
    .map(item => {
      const element = type.itemElement(item);
      return removeFields(
        item,
        removed.child(element),
        kept.child(element),
        type.itemType,
      );
    })
    .filter(item => item !== undefined);
}

function removeNamed(
  value: JsonObject,
  removed: FieldSet,
  kept: FieldSet,
  type: FieldType,
): JsonObject {
  const result: JsonObject = {};
  for (const [name, item] of Object.entries(value)) {
    const element = `f:${name}`;
    const left = removeFields(
      item,
      removed.child(element),
      kept.child(element),
      type.field(name).type,
    );
    if (left !== undefined) {
      setOwn(result, name, left);
    }
  }
  return result;
}
