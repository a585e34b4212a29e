import { validateDnsLabel } from '../../metadata/names';
import { ageColumn, nameColumn, textAt } from './columns';
import { defineBuiltin } from './defineBuiltin';
import { conditions, record, root, text } from './schemas';

/** A cluster without these is of no use; kube-node-lease is not among them. */
const permanent = ['default', 'kube-public', 'kube-system'];
const nameLabel = 'kubernetes.io/metadata.name';

export const namespaces = defineBuiltin({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
  shortNames: ['ns'],
  hasStatus: true,
  schema: root('A scope for names.', {
    spec: record('How the namespace behaves.', {
      finalizers: {
        type: 'array',
        description: 'What has to be empty before the namespace can go.',
        'x-kubernetes-list-type': 'atomic',
        items: { type: 'string' },
      },
    }),
    status: record('The state of the namespace.', {
      phase: text('Active, or Terminating while it is being deleted.'),
      conditions: conditions(),
    }),
  }),
  columns: [
    nameColumn,
    {
      name: 'Status',
      type: 'string',
      description: 'The phase of the namespace.',
      read: object => textAt(object, 'status', 'phase'),
    },
    ageColumn,
  ],
  selectableFields: {
    name: object => object.metadata.name ?? '',
    'status.phase': object => textAt(object, 'status', 'phase'),
  },
  strategy: {
    validateName: validateDnsLabel,
    refuseDeletion: ({ metadata }) =>
      permanent.includes(metadata.name!)
        ? 'this namespace may not be deleted'
        : undefined,
    prepareForCreate(object) {
      object.spec = { finalizers: ['kubernetes'] };
      object.status = { phase: 'Active' };
      labelWithName(object);
    },
    prepareForUpdate(object, previous) {
      object.spec = previous.spec;
      labelWithName(object);
    },
  },
});

function labelWithName(object: {
  metadata: { name?: string; labels?: { [key: string]: string } };
}): void {
  object.metadata.labels = {
    ...object.metadata.labels,
    [nameLabel]: object.metadata.name!,
  };
}
