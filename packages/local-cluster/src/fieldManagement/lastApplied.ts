import { goJson } from '../api/goJson';
import {
  cloneJson,
  isJsonObject,
  JsonObject,
  JsonValue,
  KubernetesObject,
} from '../api/types';
import { decodeMetadata } from '../metadata/decodeMetadata';
import { areAnnotationsTooLarge } from '../metadata/validateMetadata';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import { prune } from '../schema/prune';

/** Where `kubectl apply` without `--server-side` notes what it applied. */
const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
/** The name by which `kubectl apply --server-side` owns fields; no other manager takes part in this. */
const kubectl = 'kubectl';

function noteOf(object: KubernetesObject): string | undefined {
  return object.metadata.annotations?.[annotation] || undefined;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What `kubectl` applied on its own side last, by the annotation of the object.
 *
 * @returns undefined for other managers, and where the annotation is missing or not of this kind and version
 */
export function lastAppliedTo(
  live: KubernetesObject,
  { type, version }: ServedResource,
  fieldManager: string,
): KubernetesObject | undefined {
  const note = fieldManager === kubectl ? noteOf(live) : undefined;
  const noted = note && parseObject(note);
  const apiVersion = apiVersionOf(type.group, version.name);
  if (!noted || noted.apiVersion !== apiVersion || noted.kind !== type.kind) {
    return undefined;
  }
  const unknown: string[] = [];
  try {
    const metadata = decodeMetadata(noted.metadata, unknown);
    unknown.push(...(version.schema ? prune(noted, version.schema, true) : []));
    const object = { ...noted, apiVersion, kind: type.kind, metadata };
    return unknown.length > 0 ? undefined : object;
  } catch {
    // Metadata of the wrong form: the annotation is a text that anybody can write.
    return undefined;
  }
}

/**
 * Brings the annotation up to date with what was applied on the server, so that both ways can be mixed.
 *
 * @param configuration - what was applied, as it was sent
 */
export function withLastApplied(
  object: KubernetesObject,
  configuration: JsonValue,
  fieldManager: string,
): KubernetesObject {
  if (fieldManager !== kubectl || !noteOf(object)) {
    return object;
  }
  const applied = cloneJson(configuration) as JsonObject;
  const given = (applied.metadata as JsonObject | undefined)?.annotations;
  if (isJsonObject(given ?? null)) {
    delete (given as JsonObject)[annotation];
  }
  const annotations = {
    ...object.metadata.annotations,
    [annotation]: goJson(applied),
  };
  if (areAnnotationsTooLarge(annotations)) {
    delete (annotations as { [name: string]: string })[annotation];
  }
  return { ...object, metadata: { ...object.metadata, annotations } };
}
