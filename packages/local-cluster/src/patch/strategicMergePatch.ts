import { badRequest } from '../api/StatusError';
import {
  equalJson,
  isJsonObject,
  JsonObject,
  JsonValue,
  setOwn,
} from '../api/types';
import { StructuralSchema, valueSchema } from '../schema/StructuralSchema';

const directive = '$patch';
const retainKeys = '$retainKeys';
const deleteFromPrimitiveList = '$deleteFromPrimitiveList/';
const setElementOrder = '$setElementOrder/';

const metadataSchema: StructuralSchema = {
  type: 'object',
  properties: {
    finalizers: {
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-patch-strategy': 'merge',
    },
    ownerReferences: {
      type: 'array',
      items: { type: 'object' },
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'uid',
    },
  },
};

/**
 * Applies a strategic merge patch; the target is not changed.
 *
 * @see https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicMergePatch(
  target: JsonValue,
  patch: JsonValue,
  schema: StructuralSchema,
): JsonValue {
  if (!isJsonObject(patch)) {
    throw badRequest('error decoding patch: a merge patch is a JSON object');
  }
  return mergeObject(isJsonObject(target) ? target : {}, patch, {
    ...schema,
    properties: { ...schema.properties, metadata: metadataSchema },
  });
}

function childSchema(
  schema: StructuralSchema | undefined,
  name: string,
): StructuralSchema | undefined {
  return schema?.properties?.[name] ?? (schema && valueSchema(schema));
}

function mergeObject(
  target: JsonObject,
  patch: JsonObject,
  schema: StructuralSchema | undefined,
): JsonObject {
  if (patch[directive] === 'replace') {
    const { [directive]: ignored, ...rest } = patch;
    return rest;
  }
  if (patch[directive] === 'delete') {
    return {};
  }
  const result: JsonObject = { ...target };
  if (Array.isArray(patch[retainKeys])) {
    for (const key of Object.keys(result)) {
      if (!patch[retainKeys].includes(key)) {
        delete result[key];
      }
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(deleteFromPrimitiveList)) {
      const name = key.slice(deleteFromPrimitiveList.length);
      result[name] = without(result[name], value);
    } else if (
      key === directive ||
      key === retainKeys ||
      key.startsWith(setElementOrder)
    ) {
      continue;
    } else if (value === null) {
      delete result[key];
    } else {
      setOwn(
        result,
        key,
        mergeValue(result[key], value, childSchema(schema, key)),
      );
    }
  }
  sortLists(result, patch, schema);
  return result;
}

function mergeValue(
  target: JsonValue | undefined,
  patch: JsonValue,
  schema: StructuralSchema | undefined,
): JsonValue {
  if (isJsonObject(patch)) {
    return mergeObject(
      isJsonObject(target ?? null) ? (target as JsonObject) : {},
      patch,
      schema,
    );
  }
  if (
    Array.isArray(patch) &&
    schema?.['x-kubernetes-patch-strategy'] === 'merge'
  ) {
    return mergeList(Array.isArray(target) ? target : [], patch, schema);
  }
  return patch;
}

function without(list: JsonValue | undefined, removed: JsonValue): JsonValue {
  const gone = Array.isArray(removed) ? removed : [];
  return Array.isArray(list)
    ? list.filter(item => !gone.some(other => equalJson(item, other)))
    : [];
}

function mergeList(
  target: JsonValue[],
  patch: JsonValue[],
  schema: StructuralSchema,
): JsonValue[] {
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  if (!mergeKey) {
    const serverOnly = target.filter(
      item => !patch.some(other => equalJson(item, other)),
    );
    return interleave(serverOnly, patch, target, equalJson);
  }
  if (patch.some(item => isJsonObject(item) && item[directive] === 'replace')) {
    return patch.filter(
      item => !(isJsonObject(item) && item[directive] === 'replace'),
    );
  }
  const result = [...target];
  const order: JsonValue[] = [];
  for (const item of patch) {
    if (!isJsonObject(item) || item[mergeKey] === undefined) {
      throw badRequest(
        `map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`,
      );
    }
    const index = result.findIndex(
      other =>
        isJsonObject(other) && equalJson(other[mergeKey], item[mergeKey]),
    );
    if (item[directive] === 'delete') {
      if (index >= 0) {
        result.splice(index, 1);
      }
      continue;
    }
    order.push(item[mergeKey]);
    if (index >= 0) {
      result[index] = mergeObject(
        result[index] as JsonObject,
        item,
        schema.items,
      );
    } else {
      result.push(mergeObject({}, item, schema.items));
    }
  }
  const keyOf = (item: JsonValue) => (item as JsonObject)[mergeKey];
  const isPatched = (item: JsonValue) =>
    order.some(key => equalJson(key, keyOf(item)));
  const patched = order.map(key =>
    result.find(item => equalJson(keyOf(item), key))!,
  );
  return interleave(
    result.filter(item => !isPatched(item)),
    patched,
    target,
    (left, right) => equalJson(keyOf(left), keyOf(right)),
  );
}

/**
 * Brings what only the server has and what the patch has into one order: that of the server where it
 * knows both, else what the patch has comes first.
 */
function interleave(
  serverOnly: JsonValue[],
  patched: JsonValue[],
  server: JsonValue[],
  isSame: (left: JsonValue, right: JsonValue) => boolean,
): JsonValue[] {
  const position = (item: JsonValue) =>
    server.findIndex(other => isSame(other, item));
  const rest = [...serverOnly];
  const result: JsonValue[] = [];
  for (const item of patched) {
    const at = position(item);
    while (rest.length > 0 && at >= 0 && position(rest[0]) < at) {
      result.push(rest.shift()!);
    }
    result.push(item);
  }
  return [...result, ...rest];
}

/** `$setElementOrder/x` says in which order the elements of x shall come. */
function sortLists(
  result: JsonObject,
  patch: JsonObject,
  schema: StructuralSchema | undefined,
): void {
  for (const [key, order] of Object.entries(patch)) {
    const name = key.slice(setElementOrder.length);
    const list = result[name];
    if (
      key.startsWith(setElementOrder) &&
      Array.isArray(order) &&
      Array.isArray(list)
    ) {
      const mergeKey = childSchema(schema, name)?.[
        'x-kubernetes-patch-merge-key'
      ];
      const identity = (item: JsonValue) =>
        mergeKey && isJsonObject(item) ? item[mergeKey] : item;
      const position = (item: JsonValue) => {
        const found = order.findIndex(wanted =>
          equalJson(identity(wanted), identity(item)),
        );
        return found < 0 ? order.length : found;
      };
      result[name] = [...list].sort(
        (left, right) => position(left) - position(right),
      );
    }
  }
}
