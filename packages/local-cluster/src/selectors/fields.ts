import { badRequest } from '../api/StatusError';
import { KubernetesObject } from '../api/types';

/** The value of a selectable field of an object; fields that are absent read as empty. */
export type FieldReader = (object: KubernetesObject) => string;
export type FieldReaders = { [field: string]: FieldReader };
export type FieldMatcher = (object: KubernetesObject) => boolean;

interface Requirement {
  field: string;
  isEqual: boolean;
  value: string;
}

function unescape(value: string): string {
  return value.replace(/\\([\\,=])/g, '$1');
}

function parseRequirement(selector: string, part: string): Requirement {
  const match = /^((?:\\.|[^\\=!])+?)(==|!=|=)((?:\\.|[^\\=])*)$/.exec(part);
  if (!match) {
    throw badRequest(
      `invalid selector: '${selector}'; can't understand '${part}'`,
    );
  }
  return {
    field: unescape(match[1].trim()),
    isEqual: match[2] !== '!=',
    value: unescape(match[3]),
  };
}

/** The fields that can be selected in every kind. */
export const commonFields: FieldReaders = {
  'metadata.name': object => object.metadata.name ?? '',
  'metadata.namespace': object => object.metadata.namespace ?? '',
};

/** Kinds that are part of Kubernetes and offer no fields of their own are refused in other words. */
function unknownField(
  field: string,
  readers: FieldReaders,
  isCustom: boolean,
): Error {
  const common = Object.keys(commonFields);
  const hasOwnFields = Object.keys(readers).length > common.length;
  return badRequest(
    isCustom || hasOwnFields
      ? `field label not supported: ${field}`
      : `${JSON.stringify(field)} is not a known field selector: only ${common.map(name => JSON.stringify(name)).join(', ')}`,
  );
}

/** Reads a field selector over the fields that a kind offers; undefined when it selects everything. */
export function parseFieldSelector(
  selector: string | undefined,
  readers: FieldReaders,
  isCustom: boolean,
): FieldMatcher | undefined {
  if (!selector?.trim()) {
    return undefined;
  }
  const requirements = selector
    .split(/(?<!\\),/)
    .filter(part => part !== '')
    .map(part => parseRequirement(selector, part));
  for (const { field } of requirements) {
    if (!Object.hasOwn(readers, field)) {
      throw unknownField(field, readers, isCustom);
    }
  }
  return object =>
    requirements.every(
      ({ field, isEqual, value }) =>
        (readers[field](object) === value) === isEqual,
    );
}
