import {
  applyOperation,
  GetOperation,
  JsonPatchError,
  Operation,
  unescapePathComponent,
} from 'fast-json-patch';
import { badRequest, StatusError } from '../api/StatusError';
import { cloneJson, isJsonObject, JsonValue } from '../api/types';

const maximumOperations = 10_000;
/** So many characters of JSON may be copied, since copies of copies grow exponentially. */
const maximumCopies = 3 * 1024 * 1024;

/** Applies a JSON patch (RFC 6902); the target is not changed. */
export function jsonPatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: a JSON patch is an array of operations',
    );
  }
  if (patch.length > maximumOperations) {
    throw new StatusError({
      code: 413,
      reason: 'RequestEntityTooLarge',
      message: `The allowed maximum operations in a JSON patch is ${maximumOperations}, got ${patch.length}`,
    });
  }
  try {
    const operations = cloneJson(patch) as unknown as Operation[];
    return applyAll(cloneJson(target), operations);
  } catch (error) {
    if (!(error instanceof JsonPatchError)) {
      throw error;
    }
    throw unprocessable();
  }
}

function applyAll(target: JsonValue, operations: Operation[]): JsonValue {
  let copied = 0;
  return operations.reduce((document, operation, index) => {
    // The library's own way to read a value is no operation of the standard.
    if (operation?.op === '_get') {
      throw unprocessable();
    }
    if (operation?.op === 'copy') {
      const value = valueAt(document, operation.from, index) ?? null;
      copied += JSON.stringify(value).length;
      if (copied > maximumCopies) {
        throw unprocessable();
      }
      const { path } = operation;
      return apply(
        document,
        { op: 'add', path, value: cloneJson(value) },
        index,
      );
    }
    if (
      operation?.op === 'move' &&
      valueAt(document, operation.from, index) === undefined
    ) {
      throw unprocessable();
    }
    return apply(document, operation, index);
  }, target);
}

function apply(
  document: JsonValue,
  operation: Operation,
  index: number,
): JsonValue {
  return applyOperation(document, operation, true, true, true, index)
    .newDocument;
}

/** What a pointer leads to; undefined when its last step leads nowhere. */
function valueAt(
  document: JsonValue,
  pointer: unknown,
  index: number,
): JsonValue | undefined {
  if (pointer === '') {
    return document;
  }
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) {
    throw unprocessable();
  }
  const end = pointer.lastIndexOf('/');
  const parent: GetOperation<JsonValue> = {
    op: '_get',
    path: pointer.slice(0, end),
    value: null,
  };
  apply(document, parent, index);
  const key = unescapePathComponent(pointer.slice(end + 1));
  if (isJsonObject(parent.value)) {
    return Object.hasOwn(parent.value, key) ? parent.value[key] : undefined;
  }
  if (Array.isArray(parent.value) && Object.hasOwn(parent.value, key)) {
    return parent.value[Number(key)];
  }
  throw unprocessable();
}

function unprocessable(): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: {},
  });
}
