import { validateDnsSubdomain } from '../../metadata/names';
import { StructuralSchema } from '../../schema/StructuralSchema';
import { commonFields, FieldReaders } from '../../selectors/fields';
import {
  collectionName,
  ResourceStrategy,
  ResourceType,
  TableColumn,
} from '../ResourceType';
import { ageColumn, nameColumn } from './columns';

/** Describes a kind that is part of Kubernetes itself. */
export function defineBuiltin(options: {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  schema: StructuralSchema;
  shortNames?: string[];
  categories?: string[];
  hasStatus?: boolean;
  columns?: TableColumn[];
  selectableFields?: FieldReaders;
  collection?: string;
  strategy?: Partial<ResourceStrategy>;
}): ResourceType {
  return {
    group: options.group,
    plural: options.plural,
    singular: options.kind.toLowerCase(),
    kind: options.kind,
    listKind: `${options.kind}List`,
    shortNames: options.shortNames ?? [],
    categories: options.categories ?? [],
    namespaced: options.namespaced,
    storageVersion: options.version,
    collection:
      options.collection ?? collectionName(options.group, options.plural),
    versions: [
      {
        name: options.version,
        schema: options.schema,
        columns: options.columns ?? [nameColumn, ageColumn],
        selectableFields: { ...commonFields, ...options.selectableFields },
        hasStatus: options.hasStatus ?? false,
      },
    ],
    strategy: {
      validateName: validateDnsSubdomain,
      hasGeneration: false,
      allowCreateOnUpdate: false,
      allowUnconditionalUpdate: true,
      isCustom: false,
      ...options.strategy,
    },
  };
}
