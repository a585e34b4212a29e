import { isJsonObject, JsonObject, JsonValue } from '../api/types';
import { StructuralSchema, valueSchema } from '../schema/StructuralSchema';

/** How the fields of a value are owned, which follows from its schema. */
export interface FieldType {
  /** The value has one owner as a whole. */
  isAtomic(value: JsonValue): boolean;
  /** The type of a field; `isDeclared` when the schema names the field. */
  field(name: string): { type: FieldType; isDeclared: boolean };
  /** The element of a path that names an item of a list. */
  itemElement(item: JsonValue): string;
  itemType: FieldType;
}

function isContainer(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

/** What has no schema: objects field by field, lists as a whole. */
const untyped: FieldType = {
  isAtomic: value => !isContainer(value) || Array.isArray(value),
  field() {
    return { type: this, isDeclared: false };
  },
  itemElement: item => `v:${JSON.stringify(item)}`,
  get itemType(): FieldType {
    return this;
  },
};

class SchemaFieldType implements FieldType {
  readonly #schema: StructuralSchema;
  readonly #fields = new Map<
    string,
    { type: FieldType; isDeclared: boolean }
  >();
  #itemType: FieldType | undefined;

  constructor(schema: StructuralSchema) {
    this.#schema = schema;
  }

  isAtomic(value: JsonValue): boolean {
    if (Array.isArray(value)) {
      return !['map', 'set'].includes(
        this.#schema['x-kubernetes-list-type'] ?? '',
      );
    }
    return (
      !isContainer(value) || this.#schema['x-kubernetes-map-type'] === 'atomic'
    );
  }

  field(name: string): { type: FieldType; isDeclared: boolean } {
    let field = this.#fields.get(name);
    if (!field) {
      const { properties } = this.#schema;
      const declared =
        properties && Object.hasOwn(properties, name)
          ? properties[name]
          : undefined;
      const schema = declared ?? valueSchema(this.#schema);
      field = {
        type: schema ? new SchemaFieldType(schema) : untyped,
        isDeclared: declared !== undefined,
      };
      // Names of a map come from clients; only those of the schema are kept.
      if (declared) {
        this.#fields.set(name, field);
      }
    }
    return field;
  }

  get itemType(): FieldType {
    this.#itemType ??= this.#schema.items
      ? new SchemaFieldType(this.#schema.items)
      : untyped;
    return this.#itemType;
  }

  itemElement(item: JsonValue): string {
    if (this.#schema['x-kubernetes-list-type'] === 'set') {
      return `v:${JSON.stringify(item)}`;
    }
    const keys: JsonObject = {};
    const names = [
      ...(this.#schema['x-kubernetes-list-map-keys'] ?? []),
    ].sort();
    for (const name of names) {
      const value = isJsonObject(item) ? item[name] : undefined;
      const fallback = this.#schema.items?.properties?.[name]?.default;
      if (value !== undefined || fallback !== undefined) {
        keys[name] = value ?? fallback!;
      }
    }
    return `k:${JSON.stringify(keys)}`;
  }
}

const metadataSchema: StructuralSchema = {
  type: 'object',
  properties: {
    ...Object.fromEntries(
      ['name', 'namespace', 'generateName', 'deletionTimestamp'].map(name => [
        name,
        { type: 'string' },
      ]),
    ),
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    finalizers: {
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-list-type': 'set',
    },
    ownerReferences: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      items: { type: 'object', 'x-kubernetes-map-type': 'atomic' },
    },
  },
};

const emptySchema: StructuralSchema = { type: 'object' };
const types = new WeakMap<StructuralSchema, FieldType>();

/** The type of a whole object of a kind. */
export function rootFieldType(schema: StructuralSchema | undefined): FieldType {
  const root = schema ?? emptySchema;
  let type = types.get(root);
  if (!type) {
    type = new SchemaFieldType({
      ...root,
      properties: { ...root.properties, metadata: metadataSchema },
    });
    types.set(root, type);
  }
  return type;
}
