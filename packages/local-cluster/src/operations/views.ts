import { isJsonObject, JsonValue, KubernetesObject } from '../api/types';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';

/** The resource that keeps what is written to a resource: itself, unless it is a view. */
export function storedResource(resource: ServedResource): ServedResource {
  return resource.type.view?.of ?? resource;
}

/** An object as it is kept. */
export function toStored(
  object: KubernetesObject,
  { type }: ServedResource,
): KubernetesObject {
  return type.view?.toStored(object) ?? object;
}

/** An object as the resource shows it. */
export function fromStored(
  object: KubernetesObject,
  { type }: ServedResource,
): KubernetesObject {
  return type.view?.fromStored(object) ?? object;
}

/** A configuration that is applied, in the terms of what is kept; one of another kind stays what it is. */
export function bodyToStored(
  body: JsonValue,
  { type, version }: ServedResource,
): JsonValue {
  const apiVersion = apiVersionOf(type.group, version.name);
  const isOwn = isJsonObject(body) && body.apiVersion === apiVersion;
  return type.view && isOwn ? type.view.bodyToStored(body) : body;
}
