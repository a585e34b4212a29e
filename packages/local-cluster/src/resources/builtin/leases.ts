import { FieldError, invalidValue } from '../../api/fieldErrors';
import { KubernetesObject } from '../../api/types';
import { ageColumn, nameColumn, textAt } from './columns';
import { defineBuiltin } from './defineBuiltin';
import { record, root, text, time, whole } from './schemas';

function positive(object: KubernetesObject, field: string): FieldError[] {
  const spec = object.spec as { [field: string]: unknown } | undefined;
  const value = spec?.[field];
  return typeof value === 'number' && value <= 0
    ? [invalidValue(`spec.${field}`, value, 'must be greater than 0')]
    : [];
}

export const leases = defineBuiltin({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
  schema: root('A lease, by which processes agree who acts.', {
    spec: record('Who holds the lease, and until when.', {
      holderIdentity: text('Who holds the lease now.'),
      leaseDurationSeconds: {
        ...whole('For how long the lease holds after it was renewed.'),
        format: 'int32',
      },
      acquireTime: time('When the lease was taken.'),
      renewTime: time('When the holder renewed it last.'),
      leaseTransitions: {
        ...whole('How often the lease went from one holder to another.'),
        format: 'int32',
      },
      strategy: text('How the next holder is chosen.'),
      preferredHolder: text('Who should take the lease over.'),
    }),
  }),
  columns: [
    nameColumn,
    {
      name: 'Holder',
      type: 'string',
      description: 'Who holds the lease now.',
      read: object => textAt(object, 'spec', 'holderIdentity'),
    },
    ageColumn,
  ],
  strategy: {
    allowCreateOnUpdate: true,
    allowUnconditionalUpdate: false,
    validate: object => [
      ...positive(object, 'leaseDurationSeconds'),
      ...positive(object, 'leaseTransitions').filter(
        error => !error.message.startsWith('Invalid value: 0'),
      ),
    ],
  },
});
