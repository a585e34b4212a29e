import { FieldError, invalidValue, required } from '../../api/fieldErrors';
import { equalJson, KubernetesObject } from '../../api/types';
import { validateQualifiedName } from '../../metadata/names';
import { textAt } from './columns';

/** The greatest lengths of what an Event with an eventTime says. */
const limits: Array<[field: string, limit: number]> = [
  ['reportingInstance', 128],
  ['action', 128],
  ['reason', 128],
];
const messageLimit = 1024;
/** What cannot be changed by events.k8s.io/v1; the names are those of the core version, as in its messages. */
const fixed = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'type',
  'eventTime',
  'action',
  'related',
  'reportingComponent',
  'reportingInstance',
];

function mismatch(object: KubernetesObject, homes: string[]): FieldError[] {
  const namespace = textAt(object, 'involvedObject', 'namespace');
  return namespace ? [] : homelessUnless(homes, object, namespace);
}

function homelessUnless(
  homes: string[],
  { metadata }: KubernetesObject,
  namespace: string,
): FieldError[] {
  return homes.includes(metadata.namespace ?? '')
    ? []
    : [
        invalidValue(
          'involvedObject.namespace',
          namespace,
          'does not match event.namespace',
        ),
      ];
}

/**
 * Checks an Event by the rules of both versions.
 *
 * @param controllerField - what the version of the request calls the reporting controller
 */
export function validateEvent(
  object: KubernetesObject,
  controllerField: 'reportingComponent' | 'reportingController',
): FieldError[] {
  // Events about cluster-scoped objects live in the default namespace.
  if (!object.eventTime) {
    const namespace = textAt(object, 'involvedObject', 'namespace');
    return namespace && namespace !== object.metadata.namespace
      ? homelessUnless([], object, namespace)
      : mismatch(object, ['default']);
  }
  const errors = mismatch(object, ['default', 'kube-system']);
  const controller = textAt(object, 'reportingComponent');
  if (!controller) {
    errors.push(required(controllerField));
  }
  errors.push(
    ...validateQualifiedName(controller).map(fault =>
      invalidValue(controllerField, controller, fault),
    ),
  );
  for (const [field, limit] of limits) {
    const value = textAt(object, field);
    if (!value) {
      errors.push(required(field));
    }
    errors.push(...tooLong(field, value, limit));
  }
  const message = textAt(object, 'message');
  return [...errors, ...tooLong('message', message, messageLimit)];
}

function tooLong(field: string, value: string, limit: number): FieldError[] {
  return Buffer.byteLength(value) > limit
    ? [invalidValue(field, '', `can have at most ${limit} characters`)]
    : [];
}

/** Checks what is made or changed by events.k8s.io/v1, which is stricter than the core version. */
export function validateNewEvent(
  object: KubernetesObject,
  previous: KubernetesObject | undefined,
): FieldError[] {
  const errors = validateEvent(object, 'reportingController');
  if (!previous) {
    return [...errors, ...validateSeries(object), ...validateCreation(object)];
  }
  if (!equalJson(object.series, previous.series)) {
    errors.push(...validateSeries(object));
  }
  for (const field of fixed) {
    if (!equalJson(object[field], previous[field])) {
      const name =
        field === 'reportingComponent' ? 'reportingController' : field;
      errors.push(invalidValue(name, object[field], 'field is immutable'));
    }
  }
  return errors;
}

function validateSeries({ series }: KubernetesObject): FieldError[] {
  if (!series) {
    return [];
  }
  const { count = 0, lastObservedTime } = series as {
    count?: number;
    lastObservedTime?: string;
  };
  return [
    ...(count < 2
      ? [invalidValue('series.count', '', 'should be at least 2')]
      : []),
    ...(lastObservedTime ? [] : [required('series.lastObservedTime')]),
  ];
}

function validateCreation(object: KubernetesObject): FieldError[] {
  const errors: FieldError[] = [];
  if (!object.eventTime) {
    errors.push(required('eventTime'));
  }
  const type = textAt(object, 'type');
  if (type !== 'Normal' && type !== 'Warning') {
    errors.push(invalidValue('type', '', `has invalid value: ${type}`));
  }
  const { component, host } = (object.source ?? {}) as {
    component?: string;
    host?: string;
  };
  const unwanted: Array<[string, unknown]> = [
    ['firstTimestamp', object.firstTimestamp],
    ['lastTimestamp', object.lastTimestamp],
    ['count', object.count],
    ['source', component || host],
  ];
  for (const [field, value] of unwanted) {
    if (value) {
      errors.push(invalidValue(field, '', 'needs to be unset'));
    }
  }
  return errors;
}
