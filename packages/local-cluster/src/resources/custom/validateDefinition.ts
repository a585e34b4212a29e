import {
  FieldError,
  invalidValue,
  notSupported,
  required,
} from '../../api/fieldErrors';
import { equalJson } from '../../api/types';
import { validateDnsLabel, validateDnsSubdomain } from '../../metadata/names';
import { StructuralSchema } from '../../schema/StructuralSchema';
import {
  CustomResourceDefinition,
  DefinitionVersion,
} from './CustomResourceDefinition';
import { validateScaleDefinition } from './scale';
import { validateStructure } from './validateStructure';

function validateNames(definition: CustomResourceDefinition): FieldError[] {
  const { names, group } = definition.spec;
  const errors: FieldError[] = [];
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    const value = names[field];
    if (!value) {
      errors.push(required(`spec.names.${field}`));
    } else {
      for (const fault of validateDnsLabel(value.toLowerCase())) {
        errors.push(invalidValue(`spec.names.${field}`, value, fault));
      }
    }
  }
  const expected = `${names.plural}.${group}`;
  if (definition.metadata.name !== expected) {
    errors.push(
      invalidValue(
        'metadata.name',
        definition.metadata.name,
        'must be spec.names.plural+"."+spec.group',
      ),
    );
  }
  return errors;
}

function validateVersion(
  version: DefinitionVersion,
  path: string,
  isShared: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const fault of validateDnsLabel(version.name ?? '')) {
    errors.push(invalidValue(`${path}.name`, version.name ?? '', fault));
  }
  const schema = version.schema?.openAPIV3Schema;
  if (!schema) {
    errors.push(
      required(`${path}.schema.openAPIV3Schema`, 'schemas are required'),
    );
    return errors;
  }
  const schemaPath = isShared
    ? 'spec.validation.openAPIV3Schema'
    : `${path}.schema.openAPIV3Schema`;
  if (schema.type !== 'object') {
    errors.push(
      schema.type
        ? invalidValue(
            `${schemaPath}.type`,
            schema.type,
            'must be object at the root',
          )
        : required(`${schemaPath}.type`, 'must not be empty at the root'),
    );
  }
  return [
    ...errors,
    ...validateStructure(schema as StructuralSchema, schemaPath),
  ];
}

/** Subresources that all versions share are those of the definition, in Kubernetes' internal form. */
function validateSubresources(versions: DefinitionVersion[]): FieldError[] {
  const isShared = versions.every(version =>
    equalJson(version.subresources, versions[0].subresources),
  );
  const checked = isShared ? versions.slice(0, 1) : versions;
  return checked.flatMap(({ subresources }, index) =>
    subresources?.scale
      ? validateScaleDefinition(
          subresources.scale,
          isShared
            ? 'spec.subresources.scale'
            : `spec.versions[${index}].subresources.scale`,
        )
      : [],
  );
}

function validateVersions(definition: CustomResourceDefinition): FieldError[] {
  const { versions } = definition.spec;
  const errors: FieldError[] = [];
  if (!versions?.length) {
    return [required('spec.versions', 'must have at least one version')];
  }
  const names = versions.map(version => version.name);
  if (new Set(names).size !== names.length) {
    errors.push(
      invalidValue('spec.versions', names, 'must contain unique version names'),
    );
  }
  if (versions.filter(version => version.storage).length !== 1) {
    errors.push(
      invalidValue(
        'spec.versions',
        versions,
        'must have exactly one version marked as storage version',
      ),
    );
  }
  // A schema that all versions share is one in Kubernetes' internal form, which its messages show.
  const isShared = versions.every(version =>
    equalJson(version.schema, versions[0].schema),
  );
  const checked = isShared ? versions.slice(0, 1) : versions;
  checked.forEach((version, index) =>
    errors.push(
      ...validateVersion(version, `spec.versions[${index}]`, isShared),
    ),
  );
  return [...errors, ...validateSubresources(versions)];
}

/** Checks a CustomResourceDefinition; its schema must be structural. */
export function validateDefinition(
  definition: CustomResourceDefinition,
): FieldError[] {
  const { spec } = definition;
  if (!spec) {
    return [required('spec')];
  }
  const errors: FieldError[] = [];
  if (!spec.group) {
    errors.push(required('spec.group'));
  } else {
    for (const fault of validateDnsSubdomain(spec.group)) {
      errors.push(invalidValue('spec.group', spec.group, fault));
    }
    if (!spec.group.includes('.')) {
      errors.push(
        invalidValue(
          'spec.group',
          spec.group,
          'should be a domain with at least one dot',
        ),
      );
    }
  }
  if (!spec.scope) {
    errors.push(required('spec.scope'));
  } else if (!['Cluster', 'Namespaced'].includes(spec.scope)) {
    errors.push(
      notSupported('spec.scope', spec.scope, ['Cluster', 'Namespaced']),
    );
  }
  if (spec.conversion && spec.conversion.strategy !== 'None') {
    errors.push(
      notSupported('spec.conversion.strategy', spec.conversion.strategy, [
        'None',
      ]),
    );
  }
  if (!spec.names) {
    errors.push(required('spec.names'));
    return errors;
  }
  return [
    ...errors,
    ...validateNames(definition),
    ...validateVersions(definition),
  ];
}

/** Checks what a CustomResourceDefinition may not change once it exists. */
export function validateDefinitionUpdate(
  definition: CustomResourceDefinition,
  previous: CustomResourceDefinition,
): FieldError[] {
  const errors: FieldError[] = [];
  const immutable: Array<[string, unknown, unknown]> = [
    ['spec.group', definition.spec.group, previous.spec.group],
    ['spec.scope', definition.spec.scope, previous.spec.scope],
    ['spec.names.kind', definition.spec.names.kind, previous.spec.names.kind],
    [
      'spec.names.plural',
      definition.spec.names.plural,
      previous.spec.names.plural,
    ],
  ];
  for (const [path, value, before] of immutable) {
    if (value !== before) {
      errors.push(invalidValue(path, value, 'field is immutable'));
    }
  }
  for (const stored of previous.status?.storedVersions ?? []) {
    if (!definition.spec.versions.some(({ name }) => name === stored)) {
      errors.push(
        invalidValue(
          'status.storedVersions',
          previous.status?.storedVersions,
          `missing from spec.versions: ${stored} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${stored} and removes ${stored} from status.storedVersions`,
        ),
      );
    }
  }
  return errors;
}
