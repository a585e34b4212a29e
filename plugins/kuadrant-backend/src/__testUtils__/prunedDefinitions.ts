import { definitions } from '@kuadrant/test-control-plane';

type Json = Record<string, unknown>;

/** Fields of the first version, which Kuadrant's own schemas do not know. */
const EXTENSIONS = [
  'spec.keyLifetime',
  'spec.previousSecretRef',
  'spec.apiKeyRef.uid',
  'spec.apiKeyUid',
  'spec.terms',
  'status.apiKeyUid',
  'status.terms',
  'status.approved',
];

/** The kinds as Kuadrant's operator installs them: everything that this project adds to them is pruned. */
export function prunedDefinitions(): object[] {
  return definitions().map(definition => {
    const pruned = structuredClone(definition) as {
      spec: {
        group: string;
        versions: { schema: { openAPIV3Schema: Json } }[];
      };
    };
    if (pruned.spec.group === 'devportal.kuadrant.io') {
      for (const { schema } of pruned.spec.versions) {
        EXTENSIONS.forEach(path =>
          remove(schema.openAPIV3Schema, path.split('.')),
        );
      }
    }
    return pruned;
  });
}

function remove(schema: Json, [name, ...rest]: string[]): void {
  const properties = schema.properties as Record<string, Json> | undefined;
  const rules = schema['x-kubernetes-validations'] as
    { rule: string }[] | undefined;
  const last = rest.at(-1) ?? name;
  if (rules) {
    schema['x-kubernetes-validations'] = rules.filter(
      ({ rule }) => !rule.includes(last),
    );
  }
  if (rest.length > 0 && properties?.[name]) {
    remove(properties[name], rest);
  } else if (rest.length === 0) {
    delete properties?.[name];
  }
}
