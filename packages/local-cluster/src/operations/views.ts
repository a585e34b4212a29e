import { badRequest } from '../api/StatusError';
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

/**
 * A configuration that is applied, in the terms of what is kept.
 *
 * @throws 400 when it is not of the version that the resource shows
 */
export function bodyToStored(
  body: JsonValue,
  { type, version }: ServedResource,
): JsonValue {
  if (!type.view) {
    return body;
  }
  const apiVersion = apiVersionOf(type.group, version.name);
  if (!isJsonObject(body) || body.apiVersion !== apiVersion) {
    throw badRequest(
      `the configuration must have apiVersion ${apiVersion} and kind ${type.kind}`,
    );
  }
  return type.view.bodyToStored(body);
}
