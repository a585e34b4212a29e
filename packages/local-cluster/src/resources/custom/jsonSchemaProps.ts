import { StructuralSchema } from '../../schema/StructuralSchema';

/** The schema of a version, which may be any JSON schema; validateStructure judges it. */
export const anyJsonSchema: StructuralSchema = {
  type: 'object',
  description: 'An OpenAPI v3 schema.',
  'x-kubernetes-preserve-unknown-fields': true,
};

const name =
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

/** A reference to how OpenAPI describes {@link anyJsonSchema}. */
export const jsonSchemaReference = {
  $ref: `#/components/schemas/${name}`,
};

const text = (description: string) => ({ type: 'string', description });
const flag = (description: string) => ({ type: 'boolean', description });
const count = (description: string) => ({
  type: 'integer',
  format: 'int64',
  description,
});
const amount = (description: string) => ({
  type: 'number',
  format: 'double',
  description,
});
const any = (description: string) => ({ description });
const texts = (description: string) => ({
  type: 'array',
  description,
  items: { type: 'string', default: '' },
  'x-kubernetes-list-type': 'atomic',
});
const schema = (description: string) => ({
  description,
  allOf: [jsonSchemaReference],
});
const schemas = (description: string) => ({
  type: 'array',
  description,
  items: jsonSchemaReference,
  'x-kubernetes-list-type': 'atomic',
});
const schemaMap = (description: string) => ({
  type: 'object',
  description,
  additionalProperties: jsonSchemaReference,
});

const validations = {
  type: 'array',
  description: 'Rules in CEL.',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['rule'],
  items: {
    type: 'object',
    description: 'A rule.',
    required: ['rule'],
    properties: {
      rule: text('The expression that has to be true; self is the value.'),
      message: text('What is said when it is not.'),
      messageExpression: text('An expression for what is said.'),
      reason: text('The reason that goes with the message.'),
      fieldPath: text('The field that is at fault.'),
      optionalOldSelf: flag('Whether it holds for new values too.'),
    },
  },
};

/** How OpenAPI describes a JSON schema: with itself in it, which no structural schema can. */
export const jsonSchemaProps: { [name: string]: object } = {
  [name]: {
    type: 'object',
    description: 'A JSON schema.',
    properties: {
      $ref: text('Not allowed.'),
      $schema: text('The version of JSON schema.'),
      additionalItems: any('Not allowed.'),
      additionalProperties: any('The schema of the values of a map, or true.'),
      allOf: schemas('Schemas that all have to fit.'),
      anyOf: schemas('Schemas of which one has to fit.'),
      default: any('The value where none is given.'),
      definitions: schemaMap('Not allowed.'),
      dependencies: any('Not allowed.'),
      description: text('What the value is.'),
      enum: {
        type: 'array',
        description: 'The values that there are.',
        items: {},
        'x-kubernetes-list-type': 'atomic',
      },
      example: any('An example.'),
      exclusiveMaximum: flag('Whether the maximum itself is too large.'),
      exclusiveMinimum: flag('Whether the minimum itself is too small.'),
      externalDocs: {
        type: 'object',
        description: 'Where more is said.',
        properties: {
          description: text('What is said there.'),
          url: text('The address.'),
        },
      },
      format: text('The format of the value.'),
      id: text('Not used.'),
      items: any('The schema of the items of a list.'),
      maxItems: count('How many items there may be.'),
      maxLength: count('How many characters there may be.'),
      maxProperties: count('How many properties there may be.'),
      maximum: amount('The greatest number.'),
      minItems: count('How many items there have to be.'),
      minLength: count('How many characters there have to be.'),
      minProperties: count('How many properties there have to be.'),
      minimum: amount('The least number.'),
      multipleOf: amount('What the number has to be a multiple of.'),
      not: schema('A schema that must not fit.'),
      nullable: flag('Whether the value may be null.'),
      oneOf: schemas('Schemas of which exactly one has to fit.'),
      pattern: text('A regular expression that has to match.'),
      patternProperties: schemaMap('Not allowed.'),
      properties: schemaMap('The schemas of the properties.'),
      required: texts('The properties that have to be there.'),
      title: text('A title.'),
      type: text('The type of the value.'),
      uniqueItems: flag('Not allowed.'),
      'x-kubernetes-embedded-resource': flag(
        'Whether the value is an object with apiVersion, kind and metadata.',
      ),
      'x-kubernetes-int-or-string': flag(
        'Whether the value is a whole number or a text.',
      ),
      'x-kubernetes-list-map-keys': texts(
        'The properties that tell the items of a list of type map apart.',
      ),
      'x-kubernetes-list-type': text('atomic, set or map.'),
      'x-kubernetes-map-type': text('granular or atomic.'),
      'x-kubernetes-preserve-unknown-fields': flag(
        'Whether fields that are not in the schema are kept.',
      ),
      'x-kubernetes-validations': validations,
    },
  },
};
