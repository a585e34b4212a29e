import {
  FieldError,
  forbiddenField,
  invalidValue,
  required,
} from '../api/fieldErrors';
import { equalJson, ObjectMeta, OwnerReference } from '../api/types';
import {
  NameValidator,
  validateLabelValue,
  validateQualifiedName,
} from './names';

const annotationsLimit = 256 * 1024;

function validateLabels(labels: ObjectMeta['labels']): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...validateQualifiedName(key).map(fault =>
      invalidValue('metadata.labels', key, fault),
    ),
    ...validateLabelValue(value).map(fault =>
      invalidValue('metadata.labels', value, fault),
    ),
  ]);
}

/** Whether annotations are more than an object may have, in bytes of names and values together. */
export function areAnnotationsTooLarge(annotations: {
  [name: string]: string;
}): boolean {
  const sizes = Object.entries(annotations).map(
    ([key, value]) => Buffer.byteLength(key) + Buffer.byteLength(value),
  );
  return sizes.reduce((sum, size) => sum + size, 0) > annotationsLimit;
}

function validateAnnotations(
  annotations: ObjectMeta['annotations'],
): FieldError[] {
  const errors: FieldError[] = [];
  for (const key of Object.keys(annotations ?? {})) {
    // Annotation keys may be written with capitals; the rule is checked on their lower case.
    for (const fault of validateQualifiedName(key.toLowerCase())) {
      errors.push(invalidValue('metadata.annotations', key, fault));
    }
  }
  if (areAnnotationsTooLarge(annotations ?? {})) {
    errors.push({
      reason: 'FieldValueTooLong',
      field: 'metadata.annotations',
      message: `Too long: may not be more than ${annotationsLimit} bytes`,
    });
  }
  return errors;
}

function validateOwnerReference(
  owner: OwnerReference,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const [group, version] = owner.apiVersion?.includes('/')
    ? owner.apiVersion.split('/')
    : ['', owner.apiVersion];
  if (!version) {
    errors.push(
      invalidValue(
        `${path}.apiVersion`,
        owner.apiVersion ?? '',
        'version must not be empty',
      ),
    );
  }
  for (const name of ['kind', 'name', 'uid'] as const) {
    if (!owner[name]) {
      errors.push(invalidValue(`${path}.${name}`, '', 'must not be empty'));
    }
  }
  if (group === '' && owner.kind === 'Event') {
    errors.push(
      invalidValue(
        path,
        owner,
        '/v1, Kind=Event is disallowed from being an owner',
      ),
    );
  }
  return errors;
}

function validateOwnerReferences(owners: OwnerReference[]): FieldError[] {
  const errors = owners.flatMap(owner =>
    validateOwnerReference(owner, 'metadata.ownerReferences'),
  );
  const controllers = owners.filter(owner => owner.controller);
  if (controllers.length > 1) {
    errors.push(
      invalidValue(
        'metadata.ownerReferences',
        owners,
        `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0].kind}/${controllers[0].name} and ${controllers[1].kind}/${controllers[1].name}`,
      ),
    );
  }
  return errors;
}

const standardFinalizers = new Set(['orphan', 'foregroundDeletion']);

/** Whether a finalizer has a domain of its own, so that it cannot be mistaken for another's. */
function isWellNamed(finalizer: string): boolean {
  return (
    standardFinalizers.has(finalizer) ||
    finalizer === 'kubernetes' ||
    finalizer.includes('/')
  );
}

/** What Kubernetes says about the finalizers of a CustomResource, without refusing it. */
export function finalizerWarnings(finalizers: string[]): string[] {
  return finalizers
    .filter(finalizer => !isWellNamed(finalizer))
    .map(finalizer => {
      const advice = finalizer.includes('.')
        ? 'prefer a domain-qualified finalizer name including a path (/)'
        : 'prefer a domain-qualified finalizer name';
      return `metadata.finalizers: ${JSON.stringify(finalizer)}: ${advice} to avoid accidental conflicts with other finalizer writers`;
    });
}

function validateFinalizers(
  finalizers: string[],
  isCustom: boolean,
): FieldError[] {
  const errors = finalizers.flatMap((finalizer, index) => {
    const faults = validateQualifiedName(finalizer).map(fault =>
      invalidValue('metadata.finalizers', finalizer, fault),
    );
    if (!isCustom && !isWellNamed(finalizer)) {
      faults.push(
        invalidValue(
          `metadata.finalizers[${index}]`,
          finalizer,
          'name is neither a standard finalizer name nor is it fully qualified',
        ),
      );
    }
    return faults;
  });
  if ([...standardFinalizers].every(name => finalizers.includes(name))) {
    errors.push(
      invalidValue(
        'metadata.finalizers',
        finalizers,
        'finalizer orphan and foregroundDeletion cannot be both set',
      ),
    );
  }
  return errors;
}

/** Checks what holds for the metadata of every object. */
export function validateMetadata(
  metadata: ObjectMeta,
  options: {
    namespaced: boolean;
    validateName: NameValidator;
    isCustom: boolean;
  },
): FieldError[] {
  const errors: FieldError[] = [];
  if (!metadata.name) {
    errors.push(required('metadata.name', 'name or generateName is required'));
  } else {
    for (const fault of options.validateName(metadata.name)) {
      errors.push(invalidValue('metadata.name', metadata.name, fault));
    }
  }
  if (options.namespaced && !metadata.namespace) {
    errors.push(required('metadata.namespace'));
  } else if (!options.namespaced && metadata.namespace) {
    errors.push(
      forbiddenField('metadata.namespace', 'not allowed on this type'),
    );
  }
  return [
    ...errors,
    ...validateLabels(metadata.labels),
    ...validateAnnotations(metadata.annotations),
    ...validateOwnerReferences(metadata.ownerReferences ?? []),
    ...validateFinalizers(metadata.finalizers ?? [], options.isCustom),
  ];
}

/** Checks what may not change, or only in some ways, when an object is updated. */
export function validateMetadataUpdate(
  metadata: ObjectMeta,
  previous: ObjectMeta,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of [
    'name',
    'namespace',
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ] as const) {
    if (!equalJson(metadata[field], previous[field])) {
      errors.push(
        invalidValue(
          `metadata.${field}`,
          metadata[field] ?? null,
          'field is immutable',
        ),
      );
    }
  }
  if (previous.deletionTimestamp) {
    const added = (metadata.finalizers ?? []).filter(
      finalizer => !previous.finalizers?.includes(finalizer),
    );
    if (added.length > 0) {
      errors.push(
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
            .map(finalizer => JSON.stringify(finalizer))
            .join(', ')}}`,
        ),
      );
    }
  }
  return errors;
}
