import {
  applyOperation,
  GetOperation,
  JsonPatchError,
  Operation,
} from 'fast-json-patch';
import { badRequest, StatusError } from '../api/StatusError';
import { cloneJson, JsonValue } from '../api/types';

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
    if (operation?.op === 'copy' || operation?.op === 'move') {
      const source = valueAt(document, operation.from, index);
      if (operation.op === 'copy') {
        copied += JSON.stringify(source).length;
      }
      if (copied > maximumCopies) {
        throw unprocessable();
      }
    }
    return applyOperation(document, operation, true, true, true, index)
      .newDocument;
  }, target);
}

function valueAt(document: JsonValue, path: string, index: number): JsonValue {
  const operation: GetOperation<JsonValue | undefined> = {
    op: '_get',
    path,
    value: undefined,
  };
  applyOperation(document, operation, true, true, true, index);
  if (operation.value === undefined) {
    throw unprocessable();
  }
  return operation.value;
}

function unprocessable(): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: {},
  });
}
