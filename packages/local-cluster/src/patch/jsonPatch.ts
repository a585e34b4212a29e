import { applyPatch, JsonPatchError, Operation } from 'fast-json-patch';
import { badRequest, StatusError } from '../api/StatusError';
import { cloneJson, JsonValue } from '../api/types';

const maximumOperations = 10_000;

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
    return applyPatch(cloneJson(target), operations, true, true, true)
      .newDocument;
  } catch (error) {
    if (!(error instanceof JsonPatchError)) {
      throw error;
    }
    throw new StatusError({
      code: 422,
      reason: 'Invalid',
      message: 'the server rejected our request due to an error in our request',
      details: {},
    });
  }
}
