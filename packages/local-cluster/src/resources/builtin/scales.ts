import { ServedResource } from '../ResourceRegistry';
import { ageColumn, nameColumn, textAt } from './columns';
import { defineBuiltin } from './defineBuiltin';
import { record, root, text, whole } from './schemas';

const type = defineBuiltin({
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  namespaced: true,
  schema: root('An object, seen as a number of replicas.', {
    spec: record('What is wanted.', {
      replicas: { ...whole('How many there shall be.'), format: 'int32' },
    }),
    status: record('What there is.', {
      replicas: { ...whole('How many there are.'), format: 'int32' },
      selector: text('Which they are, as a label selector.'),
    }),
  }),
  columns: [
    nameColumn,
    {
      name: 'Desired',
      type: 'integer',
      description: 'How many there shall be.',
      read: object => Number(textAt(object, 'spec', 'replicas')),
    },
    {
      name: 'Available',
      type: 'integer',
      description: 'How many there are.',
      read: object => Number(textAt(object, 'status', 'replicas')),
    },
    ageColumn,
  ],
});

/** The form of all scale subresources. It has no collection: a Scale is a view of another object. */
export const scales: ServedResource = { type, version: type.versions[0] };
