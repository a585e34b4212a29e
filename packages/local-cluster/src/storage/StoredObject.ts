import { KubernetesObject } from '../api/types';

const encodedVersions = new WeakMap<KubernetesObject, Map<string, string>>();

/**
 * The JSON of a stored object in one of its served versions; encoded once, however many lists and
 * watches send it.
 */
export function encodeObject(
  object: KubernetesObject,
  apiVersion: string = object.apiVersion,
): string {
  let versions = encodedVersions.get(object);
  if (!versions) {
    versions = new Map();
    encodedVersions.set(object, versions);
  }
  let json = versions.get(apiVersion);
  if (json === undefined) {
    json = JSON.stringify(
      apiVersion === object.apiVersion ? object : { ...object, apiVersion },
    );
    versions.set(apiVersion, json);
  }
  return json;
}
