import { unsupportedMediaType } from '../api/StatusError';
import { cloneJson, JsonValue, KubernetesObject } from '../api/types';
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
  const { group, kind, strategy } = resource.type;
  const target = {
    ...object,
    apiVersion: apiVersionOf(group, resource.version.name),
  } as unknown as JsonValue;
  switch (type) {
    case patchTypes.json:
      return jsonPatch(target, patch, {
        group,
        kind,
        name: object.metadata.name!,
      });
    case patchTypes.merge:
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
  throw unsupportedMediaType(
    Object.values(patchTypes).filter(
      candidate => !strategy.isCustom || candidate !== patchTypes.strategic,
    ),
  );
}
