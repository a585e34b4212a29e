import {
  anyJsonSchema,
  jsonSchemaProps,
  jsonSchemaReference,
} from '../resources/custom/jsonSchemaProps';
import { ResourceType, ResourceVersion } from '../resources/ResourceType';
import { StructuralSchema } from '../schema/StructuralSchema';
import { metaPrefix } from './metaSchemas';

const rootProperties = {
  apiVersion: {
    type: 'string',
    description: 'The version of the API that this object is written for.',
  },
  kind: { type: 'string', description: 'The kind of this object.' },
};

function metaReference(name: string): object {
  return {
    description: 'Standard metadata.',
    allOf: [{ $ref: `#/components/schemas/${metaPrefix}.${name}` }],
    default: {},
  };
}

function groupVersionKind(
  type: ResourceType,
  version: ResourceVersion,
  kind: string,
): object[] {
  return [{ group: type.group, kind, version: version.name }];
}

/** A schema as OpenAPI has it: without what only CustomResourceDefinitions can say. */
function published(schema: StructuralSchema): object {
  if (schema === anyJsonSchema) {
    return { description: schema.description, allOf: [jsonSchemaReference] };
  }
  const { properties, items, additionalProperties, ...rest } = schema;
  if (rest['x-kubernetes-preserve-unknown-fields'] && !properties) {
    return rest;
  }
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          published(property),
        ]),
      ),
    }),
    ...(items && { items: published(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object'
          ? published(additionalProperties)
          : additionalProperties,
    }),
  };
}

/** The schemas of a kind and of its list. */
export function resourceSchemas(
  type: ResourceType,
  version: ResourceVersion,
  name: string,
): { [name: string]: object } {
  const schema = published(version.schema ?? { type: 'object' }) as {
    properties?: object;
  };
  const isDefinition =
    type.collection === 'customresourcedefinitions.apiextensions.k8s.io';
  return {
    ...(isDefinition && jsonSchemaProps),
    [name]: {
      ...schema,
      properties: {
        ...schema.properties,
        ...rootProperties,
        metadata: metaReference('ObjectMeta'),
      },
      'x-kubernetes-group-version-kind': groupVersionKind(
        type,
        version,
        type.kind,
      ),
    },
    [`${name}List`]: {
      type: 'object',
      description: `A list of ${type.kind}.`,
      required: ['items'],
      properties: {
        ...rootProperties,
        metadata: metaReference('ListMeta'),
        items: {
          type: 'array',
          description: 'The objects.',
          items: { $ref: `#/components/schemas/${name}` },
        },
      },
      'x-kubernetes-group-version-kind': groupVersionKind(
        type,
        version,
        type.listKind,
      ),
    },
  };
}
