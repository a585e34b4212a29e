import { checkDepth } from '../api/checkDepth';
import { FieldError, invalidValue } from '../api/fieldErrors';
import { badRequest, invalid } from '../api/StatusError';
import {
  isJsonObject,
  JsonObject,
  JsonValue,
  KubernetesObject,
} from '../api/types';
import { sortedKeys } from '../api/goJson';
import { decodeMetadata } from '../metadata/decodeMetadata';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import { applyDefaults } from '../schema/applyDefaults';
import { prune } from '../schema/prune';
import { validateValue } from '../schema/validateValue';
import { WriteOptions } from './WriteOptions';

function checkKind(body: JsonObject, resource: ServedResource): void {
  const { type, version } = resource;
  const apiVersion = apiVersionOf(type.group, version.name);
  const found = {
    apiVersion: body.apiVersion ?? '',
    kind: body.kind ?? '',
  };
  if (type.strategy.isCustom && !found.kind) {
    throw badRequest(`Object 'Kind' is missing in '${JSON.stringify(body)}'`);
  }
  if (type.strategy.isCustom && !found.apiVersion) {
    throw badRequest(
      `Object 'apiVersion' is missing in '${JSON.stringify(body)}'`,
    );
  }
  if (found.apiVersion && found.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${found.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
  if (found.kind && found.kind !== type.kind) {
    throw badRequest(
      `${found.kind} in version "${version.name}" cannot be handled as a ${type.kind}: no kind "${found.kind}" is registered for version "${apiVersion}"`,
    );
  }
}

/** Unknown fields are ignored, warned of or refused, as the client asked. */
function reportUnknown(
  paths: string[],
  options: WriteOptions,
  refuse: (error: string) => Error,
): void {
  if (paths.length === 0 || options.fieldValidation === 'Ignore') {
    return;
  }
  const messages = paths.map(path => `unknown field ${JSON.stringify(path)}`);
  if (options.fieldValidation === 'Strict') {
    throw refuse(`strict decoding error: ${messages.join(', ')}`);
  }
  options.warnings.push(...messages);
}

function cannotBeHandled(
  { type, version }: ServedResource,
  why: string,
): Error {
  return badRequest(
    `${type.kind} in version "${version.name}" cannot be handled as a ${type.kind}: ${why}`,
  );
}

/**
 * Reads the object that a patch makes, as {@link decodeObject}; unknown fields are faults of the patch.
 */
export function decodePatched(
  body: JsonValue,
  resource: ServedResource,
  options: WriteOptions,
): KubernetesObject {
  // Patches that are shallow each can nest an object without end.
  checkDepth(body);
  // Kubernetes shows the whole object; what is in a Secret is in no message here.
  const isShown =
    options.fieldValidation === 'Strict' &&
    resource.type.collection !== 'secrets.';
  const patched = isShown ? JSON.stringify(sortedKeys(body)) : '';
  return decode(body, resource, options, error =>
    invalid({ group: '', kind: '' }, '', [
      invalidValue('patch', patched, error),
    ]),
  );
}

/**
 * Reads the object of a request: of the right kind, without unknown fields and with defaults.
 * The body is changed in place and becomes the object.
 */
export function decodeObject(
  body: JsonValue,
  resource: ServedResource,
  options: WriteOptions,
): KubernetesObject {
  return decode(body, resource, options, error =>
    cannotBeHandled(resource, error),
  );
}

function decode(
  body: JsonValue,
  resource: ServedResource,
  options: WriteOptions,
  refuse: (error: string) => Error,
): KubernetesObject {
  if (!isJsonObject(body)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.type.kind}): couldn't get version/kind; json parse error: a JSON object is needed`,
    );
  }
  checkKind(body, resource);
  const unknown: string[] = [];
  const metadata = decodeMetadata(body.metadata, unknown);
  const { schema } = resource.version;
  if (schema) {
    unknown.push(...prune(body, schema, true));
  }
  reportUnknown(unknown, options, refuse);
  if (schema) {
    applyDefaults(body, schema);
    if (!resource.type.strategy.isCustom) {
      checkGoTypes(body, resource);
    }
  }
  const { apiVersion, kind, metadata: ignored, ...rest } = body;
  return {
    apiVersion: apiVersionOf(resource.type.group, resource.version.name),
    kind: resource.type.kind,
    metadata,
    ...rest,
  };
}

/** Wrong types in a built-in kind fail before any validation, since Go cannot decode them. */
function checkGoTypes(body: JsonObject, resource: ServedResource): void {
  const { type, version } = resource;
  const wrong = validateValue(body, version.schema!, '').find(
    error =>
      error.reason === 'FieldValueTypeInvalid' ||
      error.message.includes('must be of type byte'),
  );
  if (wrong) {
    const detail = wrong.message.includes('must be of type byte')
      ? `illegal base64 data in ${wrong.field}`
      : goTypeError(wrong, type.kind);
    throw cannotBeHandled(resource, detail);
  }
}

function goTypeError({ field, message }: FieldError, kind: string): string {
  const found = /Invalid value: "(\w+)"/.exec(message)?.[1] ?? 'value';
  const wanted = /must be of type ([\w,-]+)/.exec(message)?.[1] ?? 'another';
  const goNames: { [type: string]: string } = {
    integer: 'number',
    boolean: 'bool',
  };
  return `json: cannot unmarshal ${goNames[found] ?? found} into Go struct field ${kind}.${field} of type ${goNames[wanted] ?? wanted}`;
}
