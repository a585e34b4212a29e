import { FieldError } from '../api/fieldErrors';
import { invalid } from '../api/StatusError';
import { JsonValue, KubernetesObject } from '../api/types';
import {
  validateMetadata,
  validateMetadataUpdate,
} from '../metadata/validateMetadata';
import { ServedResource } from '../resources/ResourceRegistry';
import { hasRules, validateRules } from '../schema/cel/validateRules';
import { StructuralSchema } from '../schema/StructuralSchema';
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
      isCustom: type.strategy.isCustom,
    }),
    ...(previous
      ? validateMetadataUpdate(object.metadata, previous.metadata)
      : []),
  ];
  if (version.schema && type.strategy.isCustom) {
    errors.push(...validateContent(object, previous, version.schema));
  }
  if (type.strategy.validate) {
    errors.push(...type.strategy.validate(object, previous, version));
  }
  if (errors.length > 0) {
    throw invalid(type, object.metadata.name ?? '', errors);
  }
}

/** Faults that make it pointless, or unsafe, to evaluate rules over the object. */
const blocking = new Set([
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

function validateContent(
  object: KubernetesObject,
  previous: KubernetesObject | undefined,
  schema: StructuralSchema,
): FieldError[] {
  const { apiVersion, kind, metadata, ...content } = object;
  const errors = validateValue(
    content as JsonValue,
    schema,
    '',
    previous as JsonValue | undefined,
  );
  const isBlocked = errors.some(({ reason }) => blocking.has(reason));
  if (isBlocked && hasRules(schema)) {
    const skipped: FieldError = {
      reason: 'FieldValueInvalid',
      field: '<nil>',
      message:
        'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    };
    return [...errors, skipped];
  }
  const rules = validateRules(
    object as unknown as JsonValue,
    previous as JsonValue | undefined,
    schema,
    '',
  );
  return [...errors, ...rules];
}
