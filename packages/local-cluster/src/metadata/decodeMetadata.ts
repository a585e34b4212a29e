import { badRequest } from '../api/StatusError';
import { isJsonObject, JsonObject, JsonValue, ObjectMeta } from '../api/types';

type Check = (value: JsonValue) => boolean;

const isString: Check = value => typeof value === 'string';
const isNumber: Check = value => typeof value === 'number';
const isStringMap: Check = value =>
  isJsonObject(value) && Object.values(value).every(isString);
const isStringList: Check = value =>
  Array.isArray(value) && value.every(isString);
const isObjectList: Check = value =>
  Array.isArray(value) && value.every(isJsonObject);

const fields: { [name: string]: { check: Check; type: string } } = {
  name: { check: isString, type: 'string' },
  generateName: { check: isString, type: 'string' },
  namespace: { check: isString, type: 'string' },
  selfLink: { check: isString, type: 'string' },
  uid: { check: isString, type: 'string' },
  resourceVersion: { check: isString, type: 'string' },
  generation: { check: isNumber, type: 'number' },
  creationTimestamp: { check: isString, type: 'string' },
  deletionTimestamp: { check: isString, type: 'string' },
  deletionGracePeriodSeconds: { check: isNumber, type: 'number' },
  labels: { check: isStringMap, type: 'map of strings' },
  annotations: { check: isStringMap, type: 'map of strings' },
  finalizers: { check: isStringList, type: 'list of strings' },
  ownerReferences: { check: isObjectList, type: 'list of objects' },
  managedFields: { check: isObjectList, type: 'list of objects' },
};

/**
 * Reads metadata from a request: known fields only, without nulls and empty values.
 *
 * @param unknown - receives the paths of fields that Kubernetes does not know
 */
export function decodeMetadata(
  value: JsonValue | undefined,
  unknown: string[],
): ObjectMeta {
  if (value === undefined || value === null) {
    return {};
  }
  if (!isJsonObject(value)) {
    throw badRequest('metadata must be an object');
  }
  const metadata: JsonObject = {};
  for (const [name, item] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) {
      unknown.push(`metadata.${name}`);
    } else if (item !== null) {
      if (!field.check(item)) {
        throw badRequest(
          `metadata.${name} must be a ${field.type}, remove it or correct its type`,
        );
      }
      if (!isEmpty(item)) {
        metadata[name] = item;
      }
    }
  }
  delete metadata.selfLink;
  return metadata as ObjectMeta;
}

function isEmpty(value: JsonValue): boolean {
  return (
    value === '' ||
    value === 0 ||
    (typeof value === 'object' &&
      value !== null &&
      Object.keys(value).length === 0)
  );
}
