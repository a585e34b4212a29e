import { isJsonObject, JsonObject, JsonValue } from '../api/types';

/** Keywords whose values are schemas by name. */
const schemaMaps = ['properties'];
/** Keywords that OpenAPI v2 does not have, or that kubectl cannot read in it. */
const dropped = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'nullable',
  'x-kubernetes-validations',
];
/** Keywords that narrow a value; with them, kubectl wants a type. */
const structure = ['items', 'properties', 'additionalProperties'];

function reference(text: string): string {
  return text.replace('#/components/schemas/', '#/definitions/');
}

/** `allOf` with one reference is how OpenAPI v3 gives a reference a description. */
function referenced(schema: JsonObject): JsonObject | undefined {
  const [only] = Array.isArray(schema.allOf) ? schema.allOf : [];
  const target = schema.$ref ?? (isJsonObject(only) ? only.$ref : undefined);
  if (typeof target !== 'string') {
    return undefined;
  }
  return {
    ...(schema.description !== undefined && {
      description: schema.description,
    }),
    $ref: reference(target),
  };
}

function without(schema: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([name]) => !names.includes(name)),
  );
}

function isNullable(value: JsonValue | undefined): boolean {
  return isJsonObject(value ?? null) && (value as JsonObject).nullable === true;
}

/**
 * A schema of OpenAPI v3 as OpenAPI v2 can say it; what cannot be said is left out, so that nothing valid is refused.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#publish-validation-schema-in-openapi
 */
export function schemaForV2(schema: JsonObject): JsonObject {
  const target = referenced(schema);
  if (target) {
    return target;
  }
  let out = without(schema, dropped);
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  // Untyped values are the only ones that may be null, or of any content, for kubectl.
  if (schema.nullable === true || isOpen) {
    out = without(out, [...structure, 'type']);
  }
  if (out.type === 'array' && !out.items) {
    out = without(out, ['type']);
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    out = without(out, ['type']);
  }
  if (Array.isArray(out.required)) {
    const properties = (out.properties ?? {}) as JsonObject;
    const required = out.required.filter(
      name => !isNullable(properties[String(name)]),
    );
    out = without(out, ['required']);
    if (required.length > 0) {
      out.required = required;
    }
  }
  return converted(out);
}

function converted(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]): [string, JsonValue] => {
      if (schemaMaps.includes(name) && isJsonObject(value)) {
        return [name, definitionsForV2(value)];
      }
      const isSchema = structure.includes(name) && isJsonObject(value);
      return [name, isSchema ? schemaForV2(value) : value];
    }),
  );
}

/** Schemas by name, each for OpenAPI v2. */
export function definitionsForV2(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      schemaForV2(schema as JsonObject),
    ]),
  );
}

/** A parameter of OpenAPI v3, whose type stands in a schema there. */
function parameterForV2(parameter: JsonObject): JsonObject {
  const { schema, ...rest } = parameter;
  return { ...rest, ...(schema as JsonObject) };
}

function parametersForV2(value: JsonValue | undefined): JsonObject[] {
  return ((value ?? []) as JsonObject[]).map(parameterForV2);
}

function contentOf(part: JsonValue | undefined): [string[], JsonObject] {
  const content = ((part as JsonObject | undefined)?.content ??
    {}) as JsonObject;
  const types = Object.keys(content);
  const schema = (content[types[0]] as JsonObject | undefined)?.schema ?? {};
  return [types, schemaForV2(schema as JsonObject)];
}

function operationForV2(operation: JsonObject): JsonObject {
  const { parameters, requestBody, responses, ...rest } = operation;
  const [consumes, body] = contentOf(requestBody);
  const [code, response] = Object.entries(responses as JsonObject)[0];
  const [produces, schema] = contentOf(response);
  const bodyParameter = { name: 'body', in: 'body', required: true };
  return {
    ...rest,
    consumes: requestBody ? consumes : ['*/*'],
    produces,
    parameters: [
      ...(requestBody ? [{ ...bodyParameter, schema: body }] : []),
      ...parametersForV2(parameters),
    ],
    responses: {
      [code]: { description: (response as JsonObject).description, schema },
    },
  };
}

/** The operations of one path, for OpenAPI v2. */
export function pathForV2(path: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(path).map(([name, value]): [string, JsonValue] => [
      name,
      name === 'parameters'
        ? parametersForV2(value)
        : operationForV2(value as JsonObject),
    ]),
  );
}
