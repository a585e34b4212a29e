const text = (description: string) => ({ type: 'string', description });
const textMap = (description: string) => ({
  type: 'object',
  description,
  additionalProperties: { type: 'string', default: '' },
});
const reference = (name: string) => ({
  $ref: `#/components/schemas/${name}`,
});

export const metaPrefix = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** The name of a kind's schema: reversed domain, version, kind. */
export function schemaName(
  group: string,
  version: string,
  kind: string,
): string {
  const builtin: { [group: string]: string } = {
    '': 'io.k8s.api.core',
    'authentication.k8s.io': 'io.k8s.api.authentication',
    'authorization.k8s.io': 'io.k8s.api.authorization',
    autoscaling: 'io.k8s.api.autoscaling',
    'coordination.k8s.io': 'io.k8s.api.coordination',
    'events.k8s.io': 'io.k8s.api.events',
    'apiextensions.k8s.io':
      'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions',
  };
  const prefix = builtin[group] ?? group.split('.').reverse().join('.');
  return `${prefix}.${version}.${kind}`;
}

/** The schemas of metadata and of lists, which every document has. */
export const metaSchemas: { [name: string]: object } = {
  [`${metaPrefix}.Time`]: {
    type: 'string',
    format: 'date-time',
    description: 'A time in RFC 3339.',
  },
  [`${metaPrefix}.FieldsV1`]: {
    type: 'object',
    description: 'A set of fields, as a tree.',
  },
  [`${metaPrefix}.ManagedFieldsEntry`]: {
    type: 'object',
    description: 'The fields that one manager has set.',
    properties: {
      apiVersion: text('The version that the fields are written for.'),
      fieldsType: text('Always FieldsV1.'),
      fieldsV1: reference(`${metaPrefix}.FieldsV1`),
      manager: text('Who set the fields.'),
      operation: text('Apply or Update.'),
      subresource: text('The subresource by which they were set.'),
      time: reference(`${metaPrefix}.Time`),
    },
  },
  [`${metaPrefix}.OwnerReference`]: {
    type: 'object',
    description: 'Names an object that this one belongs to.',
    required: ['apiVersion', 'kind', 'name', 'uid'],
    'x-kubernetes-map-type': 'atomic',
    properties: {
      apiVersion: text('The API version of the owner.'),
      blockOwnerDeletion: {
        type: 'boolean',
        description:
          'Whether a foreground deletion of the owner waits for this object.',
      },
      controller: {
        type: 'boolean',
        description: 'Whether the owner is the managing controller.',
      },
      kind: text('The kind of the owner.'),
      name: text('The name of the owner.'),
      uid: text('The uid of the owner.'),
    },
  },
  [`${metaPrefix}.ListMeta`]: {
    type: 'object',
    description: 'Metadata of a list.',
    properties: {
      continue: text('The token for the next chunk.'),
      remainingItemCount: {
        type: 'integer',
        format: 'int64',
        description: 'How many items come after this chunk.',
      },
      resourceVersion: text('The version of the list.'),
    },
  },
  [`${metaPrefix}.ObjectMeta`]: {
    type: 'object',
    description: 'Metadata that every object has.',
    properties: {
      annotations: textMap('Notes for programs; they cannot be selected by.'),
      creationTimestamp: reference(`${metaPrefix}.Time`),
      deletionGracePeriodSeconds: {
        type: 'integer',
        format: 'int64',
        description: 'How long the object may take to end.',
      },
      deletionTimestamp: reference(`${metaPrefix}.Time`),
      finalizers: {
        type: 'array',
        description: 'Who has to act before the object can go.',
        items: { type: 'string', default: '' },
        'x-kubernetes-list-type': 'set',
        'x-kubernetes-patch-strategy': 'merge',
      },
      generateName: text('The beginning of a name that the server completes.'),
      generation: {
        type: 'integer',
        format: 'int64',
        description: 'Counts the changes of what is wanted.',
      },
      labels: textMap('Pairs that objects can be selected by.'),
      managedFields: {
        type: 'array',
        description: 'Who set which fields.',
        items: reference(`${metaPrefix}.ManagedFieldsEntry`),
        'x-kubernetes-list-type': 'atomic',
      },
      name: text('The name, unique within a namespace.'),
      namespace: text('The namespace that the object is in.'),
      ownerReferences: {
        type: 'array',
        description: 'The objects that this one belongs to.',
        items: reference(`${metaPrefix}.OwnerReference`),
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['uid'],
        'x-kubernetes-patch-merge-key': 'uid',
        'x-kubernetes-patch-strategy': 'merge',
      },
      resourceVersion: text(
        'The version of the object, for conflicts and watches.',
      ),
      selfLink: text('Not used any more.'),
      uid: text('Tells the object from others of its name in other times.'),
    },
  },
};
