import { JsonValue, KubernetesObject } from '../../api/types';
import { validateDnsSubdomain } from '../../metadata/names';
import { commonFields, FieldReaders } from '../../selectors/fields';
import { compareVersions } from '../compareVersions';
import { age, ageColumn, nameColumn } from '../builtin/columns';
import {
  apiVersionOf,
  collectionName,
  ResourceType,
  ResourceVersion,
  TableColumn,
} from '../ResourceType';
import {
  CustomResourceDefinition,
  DefinitionVersion,
  PrinterColumn,
} from './CustomResourceDefinition';
import { compileJsonPath } from './jsonPath';
import { validateScale } from './scale';

function columnOf(column: PrinterColumn): TableColumn {
  const read = compileJsonPath(column.jsonPath);
  return {
    name: column.name,
    type: column.type,
    format: column.format,
    description: column.description ?? '',
    priority: column.priority ?? 0,
    read: object => cell(read(object as unknown as JsonValue), column.type),
  };
}

function cell(values: JsonValue[], type: string): unknown {
  const [value] = values;
  if (value === undefined || value === null) {
    return null;
  }
  if (type === 'date') {
    return age(String(value));
  }
  if (type === 'string' && typeof value !== 'string') {
    return values.map(item => JSON.stringify(item)).join(',');
  }
  return value;
}

function selectableFields(version: DefinitionVersion): FieldReaders {
  const readers: FieldReaders = { ...commonFields };
  for (const { jsonPath } of version.selectableFields ?? []) {
    const read = compileJsonPath(jsonPath);
    readers[jsonPath.replace(/^\./, '')] = (object: KubernetesObject) =>
      String(read(object as unknown as JsonValue)[0] ?? '');
  }
  return readers;
}

function deprecation(
  definition: CustomResourceDefinition,
  version: DefinitionVersion,
): string | undefined {
  if (!version.deprecated) {
    return undefined;
  }
  const { group, names } = definition.spec;
  if (version.deprecationWarning) {
    return version.deprecationWarning;
  }
  const better = definition.spec.versions
    .filter(other => other.served && !other.deprecated)
    .map(other => other.name)
    .filter(name => compareVersions(name, version.name) < 0)
    .sort(compareVersions);
  const warning = `${apiVersionOf(group, version.name)} ${names.kind} is deprecated`;
  return better.length > 0
    ? `${warning}; use ${apiVersionOf(group, better[0])} ${names.kind}`
    : warning;
}

function versionOf(
  definition: CustomResourceDefinition,
  version: DefinitionVersion,
): ResourceVersion {
  const columns = version.additionalPrinterColumns?.map(columnOf);
  return {
    name: version.name,
    schema: version.schema?.openAPIV3Schema,
    columns: [nameColumn, ...(columns?.length ? columns : [ageColumn])],
    selectableFields: selectableFields(version),
    hasStatus: version.subresources?.status !== undefined,
    scale: version.subresources?.scale,
    deprecationWarning: deprecation(definition, version),
  };
}

/** The resource that a CustomResourceDefinition adds to the API. */
export function customResource(
  definition: CustomResourceDefinition,
): ResourceType {
  const { group, names, versions, scope } = definition.spec;
  return {
    group,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    kind: names.kind,
    listKind: names.listKind ?? `${names.kind}List`,
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: scope === 'Namespaced',
    versions: versions
      .filter(version => version.served)
      .map(version => versionOf(definition, version)),
    storageVersion: versions.find(version => version.storage)!.name,
    collection: collectionName(group, names.plural),
    strategy: {
      validateName: validateDnsSubdomain,
      hasGeneration: true,
      allowCreateOnUpdate: false,
      allowUnconditionalUpdate: false,
      isCustom: true,
      validate: (object, _, { scale }) =>
        scale ? validateScale(object, scale) : [],
    },
  };
}
