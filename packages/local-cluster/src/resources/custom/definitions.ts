import { defineBuiltin } from '../builtin/defineBuiltin';
import {
  conditions,
  flag,
  record,
  root,
  text,
  whole,
} from '../builtin/schemas';
import { nameColumn, textAt } from '../builtin/columns';
import { StructuralSchema } from '../../schema/StructuralSchema';
import { CustomResourceDefinition } from './CustomResourceDefinition';
import { anyJsonSchema } from './jsonSchemaProps';
import {
  validateDefinition,
  validateDefinitionUpdate,
} from './validateDefinition';

const textList = (description: string): StructuralSchema => ({
  type: 'array',
  description,
  items: { type: 'string' },
  'x-kubernetes-list-type': 'atomic',
});

const names = record(
  'How the resource is called.',
  {
    plural: text('The name in URLs.'),
    singular: text('The name of one of them.'),
    kind: text('The kind, in CamelCase.'),
    listKind: text('The kind of a list of them.'),
    shortNames: textList('Short names for kubectl.'),
    categories: textList('Groups of resources that it belongs to.'),
  },
  ['plural', 'kind'],
);

const subresources = record('The subresources.', {
  status: record('The status subresource.', {}),
  scale: record(
    'The scale subresource.',
    {
      specReplicasPath: text('Where it says how many there shall be.'),
      statusReplicasPath: text('Where it says how many there are.'),
      labelSelectorPath: text('Where it says which they are.'),
    },
    ['specReplicasPath', 'statusReplicasPath'],
  ),
});

const version = record(
  'A version of the resource.',
  {
    name: text('The name of the version.'),
    served: flag('Whether the API serves it.'),
    storage: flag('Whether objects are stored in it.'),
    deprecated: flag('Whether clients are warned of it.'),
    deprecationWarning: text('The warning.'),
    schema: record('The schema.', { openAPIV3Schema: anyJsonSchema }),
    subresources,
    additionalPrinterColumns: {
      type: 'array',
      description: 'The columns of kubectl get.',
      'x-kubernetes-list-type': 'atomic',
      items: record(
        'A column.',
        {
          name: text('The heading.'),
          type: text('The type of the values.'),
          format: text('The format of the values.'),
          description: text('What it shows.'),
          priority: {
            ...whole('0 is always shown, others with -o wide.'),
            format: 'int32',
          },
          jsonPath: text('Where the value is.'),
        },
        ['name', 'type', 'jsonPath'],
      ),
    },
    selectableFields: {
      type: 'array',
      description: 'Fields for field selectors.',
      'x-kubernetes-list-type': 'atomic',
      items: record('A field.', { jsonPath: text('Where the field is.') }, [
        'jsonPath',
      ]),
    },
  },
  ['name', 'served', 'storage'],
);

const conversion = record(
  'How objects are converted between versions.',
  {
    strategy: text('None; the webhook is not served here.'),
    webhook: record(
      'The webhook that converts.',
      {
        clientConfig: record('How to reach it.', {
          caBundle: { ...text('The certificates to trust.'), format: 'byte' },
          url: text('The address.'),
          service: record(
            'The Service that serves it.',
            {
              name: text('The name.'),
              namespace: text('The namespace.'),
              path: text('The path.'),
              port: { ...whole('The port.'), format: 'int32' },
            },
            ['namespace', 'name'],
          ),
        }),
        conversionReviewVersions: textList('The versions that it knows.'),
      },
      ['conversionReviewVersions'],
    ),
  },
  ['strategy'],
);

function completeNames(definition: CustomResourceDefinition): void {
  const given = definition.spec?.names;
  if (given?.kind) {
    definition.spec.names = {
      ...given,
      singular: given.singular || given.kind.toLowerCase(),
      listKind: given.listKind || `${given.kind}List`,
    };
  }
  if (definition.spec) {
    definition.spec.conversion ??= { strategy: 'None' };
    if (definition.spec.preserveUnknownFields === false) {
      delete definition.spec.preserveUnknownFields;
    }
  }
}

export const customResourceDefinitions = defineBuiltin({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  hasStatus: true,
  schema: root('A resource that is added to the API.', {
    spec: record(
      'What the resource is like.',
      {
        group: text('The API group.'),
        names,
        scope: text('Namespaced or Cluster.'),
        versions: {
          type: 'array',
          description: 'The versions.',
          items: version,
          'x-kubernetes-list-type': 'atomic',
        },
        conversion,
        preserveUnknownFields: flag('Always false.'),
      },
      ['group', 'names', 'scope', 'versions'],
    ),
    status: record('The state of the resource.', {
      conditions: conditions(),
      acceptedNames: names,
      storedVersions: textList('Versions in which objects may be stored.'),
    }),
  }),
  columns: [
    nameColumn,
    {
      name: 'Created At',
      type: 'date',
      description: 'When it was created.',
      read: object => textAt(object, 'metadata', 'creationTimestamp'),
    },
  ],
  strategy: {
    hasGeneration: true,
    allowUnconditionalUpdate: false,
    prepareForCreate(object) {
      const definition = object as CustomResourceDefinition;
      completeNames(definition);
      const storage = definition.spec?.versions?.find(({ storage: is }) => is);
      if (storage) {
        definition.status = { storedVersions: [storage.name] };
      }
    },
    prepareForUpdate(object) {
      const definition = object as CustomResourceDefinition;
      completeNames(definition);
      const storage = definition.spec?.versions?.find(({ storage: is }) => is);
      const stored = definition.status?.storedVersions ?? [];
      if (storage && !stored.includes(storage.name)) {
        definition.status = {
          ...definition.status,
          storedVersions: [...stored, storage.name],
        };
      }
    },
    validate(object, previous) {
      const definition = object as CustomResourceDefinition;
      const errors = validateDefinition(definition);
      return previous && errors.length === 0
        ? validateDefinitionUpdate(
            definition,
            previous as CustomResourceDefinition,
          )
        : errors;
    },
  },
});
