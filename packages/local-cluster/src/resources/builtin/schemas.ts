import { StructuralSchema } from '../../schema/StructuralSchema';

export function text(description: string): StructuralSchema {
  return { type: 'string', description };
}

export function flag(description: string): StructuralSchema {
  return { type: 'boolean', description };
}

export function whole(description: string): StructuralSchema {
  return { type: 'integer', description };
}

export function time(description: string): StructuralSchema {
  return { type: 'string', format: 'date-time', description };
}

export function stringMap(
  description: string,
  format?: string,
): StructuralSchema {
  return {
    type: 'object',
    description,
    // Text that is null is empty text to Go.
    additionalProperties: {
      type: 'string',
      ...(format ? { format } : { default: '' }),
    },
  };
}

export function record(
  description: string,
  properties: { [name: string]: StructuralSchema },
  required?: string[],
): StructuralSchema {
  return {
    type: 'object',
    description,
    properties,
    ...(required && { required }),
  };
}

/** The fields that the root of every object has beside its own. */
export function root(
  description: string,
  properties: { [name: string]: StructuralSchema },
): StructuralSchema {
  return {
    type: 'object',
    description,
    properties: {
      apiVersion: text(
        'The version of the API that this object is written for.',
      ),
      kind: text('The kind of this object.'),
      metadata: { type: 'object', description: 'Standard object metadata.' },
      ...properties,
    },
  };
}

/** Conditions as the Kubernetes API conventions have them: one per type. */
export function conditions(
  properties: { [name: string]: StructuralSchema } = {},
): StructuralSchema {
  return {
    type: 'array',
    description: 'The latest observations of the state, one per type.',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
    'x-kubernetes-patch-strategy': 'merge',
    'x-kubernetes-patch-merge-key': 'type',
    items: record(
      'One observation.',
      {
        type: text('What is observed.'),
        status: text('True, False or Unknown.'),
        reason: text('One word for why it is so.'),
        message: text('The details, for people.'),
        lastTransitionTime: time('When the status changed last.'),
        ...properties,
      },
      ['type', 'status'],
    ),
  };
}
