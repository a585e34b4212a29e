import { FieldError } from '../api/fieldErrors';
import { invalid } from '../api/StatusError';
import { JsonObject, KubernetesObject } from '../api/types';
import {
  validateMetadata,
  validateMetadataUpdate,
} from '../metadata/validateMetadata';
import { ServedResource } from '../resources/ResourceRegistry';
import { validateValue } from '../schema/validateValue';

/** Throws 422 with every fault of the object, when it has any. */
export function validateObject(
  object: KubernetesObject,
  previous: KubernetesObject | undefined,
  resource: ServedResource,
): void {
  const { type, version } = resource;
  const errors: FieldError[] = [
    ...validateMetadata(object.metadata, {
      namespaced: type.namespaced,
      validateName: type.strategy.validateName,
    }),
    ...(previous
      ? validateMetadataUpdate(object.metadata, previous.metadata)
      : []),
  ];
  if (version.schema && type.strategy.isCustom) {
    const { apiVersion, kind, metadata, ...content } = object;
    errors.push(...validateValue(content as JsonObject, version.schema, ''));
  }
  if (type.strategy.validate) {
    errors.push(...type.strategy.validate(object, previous, version));
  }
  if (errors.length > 0) {
    throw invalid(type, object.metadata.name ?? '', errors);
  }
}
