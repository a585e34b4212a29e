import {
  badRequest,
  unsupportedMediaType,
  unsupportedPatch,
} from '../api/StatusError';
import {
  cloneJson,
  isJsonObject,
  JsonValue,
  KubernetesObject,
} from '../api/types';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Applies a patch to an object; the result is a new body, as a client could have sent it. */
export function applyPatchTo(
  object: KubernetesObject,
  patch: JsonValue,
  type: string,
  resource: ServedResource,
): JsonValue {
  const { group, strategy } = resource.type;
  const target = {
    ...object,
    apiVersion: apiVersionOf(group, resource.version.name),
  } as unknown as JsonValue;
  switch (type) {
    case patchTypes.json:
      return jsonPatch(target, patch);
    case patchTypes.merge:
      if (!isJsonObject(patch)) {
        throw badRequest(
          'error decoding patch: a merge patch is a JSON object',
        );
      }
      return cloneJson(mergePatch(target, patch));
    case patchTypes.strategic:
      if (!strategy.isCustom) {
        return cloneJson(
          strategicMergePatch(target, patch, resource.version.schema!),
        );
      }
      break;
    default:
  }
  throw unsupportedPatch();
}

/** Throws 415 for what is no patch type of the resource, before the body is read. */
export function checkPatchType(type: string, resource: ServedResource): void {
  if (!Object.values(patchTypes).some(known => known === type)) {
    throw unsupportedPatch();
  }
  if (type === patchTypes.strategic && resource.type.strategy.isCustom) {
    const { json, merge, apply } = patchTypes;
    throw unsupportedMediaType([json, merge, apply]);
  }
}
