import { equalJson, isJsonObject, JsonObject, JsonValue } from '../api/types';
import { FieldSet } from './FieldSet';
import { FieldType } from './FieldType';

/** What a change did to the fields of an object. */
export interface FieldChanges {
  /** Fields that are new or have another value. */
  changed: FieldSet;
  removed: FieldSet;
}

const none: FieldChanges = { changed: FieldSet.empty, removed: FieldSet.empty };

/** Compares two states of a value field by field. */
export function compareFields(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  type: FieldType,
): FieldChanges {
  if (
    before === after ||
    (before !== undefined && after !== undefined && equalJson(before, after))
  ) {
    return none;
  }
  if (before === undefined) {
    return { changed: allFields(after!, type), removed: FieldSet.empty };
  }
  if (after === undefined) {
    return { changed: FieldSet.empty, removed: allFields(before, type) };
  }
  if (type.isAtomic(before) || type.isAtomic(after)) {
    return { changed: FieldSet.leaf, removed: FieldSet.empty };
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return compareChildren(itemsOf(before, type), itemsOf(after, type));
  }
  if (isJsonObject(before) && isJsonObject(after)) {
    return compareChildren(fieldsOf(before, type), fieldsOf(after, type));
  }
  return { changed: allFields(after, type), removed: allFields(before, type) };
}

type Children = Map<string, { value: JsonValue; type: FieldType }>;

function fieldsOf(value: JsonObject, type: FieldType): Children {
  return new Map(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [
        `f:${name}`,
        { value: item, type: type.field(name).type },
      ]),
  );
}

function itemsOf(value: JsonValue[], type: FieldType): Children {
  return new Map(
    value.map(item => [
      type.itemElement(item),
      { value: item, type: type.itemType },
    ]),
  );
}

function compareChildren(before: Children, after: Children): FieldChanges {
  const changed = new Map<string, FieldSet>();
  const removed = new Map<string, FieldSet>();
  for (const element of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(element);
    const now = after.get(element);
    const changes = compareFields(old?.value, now?.value, (now ?? old)!.type);
    if (!changes.changed.isEmpty) {
      changed.set(element, changes.changed);
    }
    if (!changes.removed.isEmpty) {
      removed.set(element, changes.removed);
    }
  }
  return {
    changed: changed.size ? new FieldSet(false, changed) : FieldSet.empty,
    removed: removed.size ? new FieldSet(false, removed) : FieldSet.empty,
  };
}

/** A value with all that is in it, containers included. */
function allFields(value: JsonValue, type: FieldType): FieldSet {
  if (type.isAtomic(value)) {
    return FieldSet.leaf;
  }
  const children = Array.isArray(value)
    ? itemsOf(value, type)
    : fieldsOf(value as JsonObject, type);
  return new FieldSet(
    true,
    new Map(
      [...children].map(([element, item]) => [
        element,
        allFields(item.value, item.type),
      ]),
    ),
  );
}

/** The fields that an applied configuration claims: its leaves, and the items of its maps and lists. */
export function claimedFields(value: JsonValue, type: FieldType): FieldSet {
  if (type.isAtomic(value)) {
    return FieldSet.leaf;
  }
  const children = new Map<string, FieldSet>();
  if (Array.isArray(value)) {
    for (const item of value) {
      const { children: below } = claimedFields(item, type.itemType);
      children.set(type.itemElement(item), new FieldSet(true, below));
    }
    return new FieldSet(value.length === 0, children);
  }
  const fields = Object.entries(value as JsonObject);
  for (const [name, item] of fields) {
    const field = type.field(name);
    const claimed = claimedFields(item, field.type);
    children.set(
      `f:${name}`,
      field.isDeclared ? claimed : new FieldSet(true, claimed.children),
    );
  }
  return new FieldSet(fields.length === 0, children);
}
