/** A CRD, as far as the tests look into it. */
export interface Definition {
  metadata: { name: string; annotations?: Record<string, string> };
  spec: {
    group: string;
    scope: string;
    names: Record<string, unknown> & { kind: string };
    versions: Version[];
  };
}

interface Version {
  name: string;
  served: boolean;
  storage: boolean;
  subresources?: object;
  additionalPrinterColumns?: Column[];
  schema: { openAPIV3Schema: Schema };
}

interface Column {
  name: string;
  type: string;
  jsonPath: string;
}

interface Schema {
  [keyword: string]: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
  'x-kubernetes-validations'?: { rule: string }[];
}

/** What a schema says of one field: everything but descriptions, messages and the fields inside. */
export type Facts = Record<string, unknown>;

/**
 * The facts of every field below a CRD's `spec` and `status`, by path: `spec.tags[]` is an item of a list,
 * `matchLabels.*` a value of a map. Lists whose order means nothing are sorted.
 */
export function factsOf(definition: Definition): Record<string, Facts> {
  const facts: Record<string, Facts> = {};
  const visit = (path: string, schema: Schema) => {
    const { properties, items, additionalProperties, ...rest } = schema;
    facts[path] = plain(rest);
    for (const [name, property] of Object.entries(properties ?? {})) {
      visit(`${path}.${name}`, property);
    }
    if (items) {
      visit(`${path}[]`, items);
    }
    if (additionalProperties) {
      visit(`${path}.*`, additionalProperties);
    }
  };
  const { properties = {}, ...root } = schemaOf(definition);
  facts[''] = plain(root);
  visit('spec', properties.spec);
  visit('status', properties.status);
  return facts;
}

/** The description of each field, by the paths of {@link factsOf}. */
export function descriptionsOf(
  definition: Definition,
): Record<string, string | undefined> {
  const descriptions: Record<string, string | undefined> = {};
  const visit = (path: string, schema: Schema) => {
    descriptions[path] = schema.description;
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      visit(path ? `${path}.${name}` : name, property);
    }
    if (schema.items) {
      visit(`${path}[]`, schema.items);
    }
  };
  visit('', schemaOf(definition));
  return descriptions;
}

/** How a CRD names its kind, and what it serves beside the objects. */
export function servedBy({ metadata, spec }: Definition) {
  return {
    name: metadata.name,
    scope: spec.scope,
    names: spec.names,
    versions: spec.versions.map(version => ({
      name: version.name,
      served: version.served,
      storage: version.storage,
      subresources: Object.keys(version.subresources ?? {}),
      columns: (version.additionalPrinterColumns ?? []).map(
        ({ name, type, jsonPath }) => [name, type, jsonPath].join(' '),
      ),
    })),
  };
}

function schemaOf({ spec }: Definition): Schema {
  return spec.versions[0].schema.openAPIV3Schema;
}

function plain({ description, ...facts }: Schema): Facts {
  const rules = facts['x-kubernetes-validations'];
  return Object.fromEntries(
    Object.entries({
      ...facts,
      ...(rules && { 'x-kubernetes-validations': rules.map(r => r.rule) }),
    }).map(([keyword, value]) => [
      keyword,
      Array.isArray(value) ? [...value].sort() : value,
    ]),
  );
}
