import { KubernetesObject } from '../../api/types';
import { age, nameColumn, textAt } from './columns';
import { defineBuiltin } from './defineBuiltin';
import { record, root, text, time, whole } from './schemas';
import { validateEvent } from './validateEvent';

export const objectReference = (description: string) =>
  record(description, {
    apiVersion: text('The API version of the object.'),
    kind: text('The kind of the object.'),
    name: text('The name of the object.'),
    namespace: text('The namespace of the object.'),
    uid: text('The uid of the object.'),
    resourceVersion: text('The version of the object that is meant.'),
    fieldPath: text('The part of the object that is meant.'),
  });

function lastSeen(object: KubernetesObject): string {
  const time_ =
    textAt(object, 'series', 'lastObservedTime') ||
    textAt(object, 'lastTimestamp') ||
    textAt(object, 'eventTime') ||
    textAt(object, 'metadata', 'creationTimestamp');
  return age(time_ || undefined);
}

function subject(object: KubernetesObject): string {
  const kind = textAt(object, 'involvedObject', 'kind').toLowerCase();
  return `${kind}/${textAt(object, 'involvedObject', 'name')}`;
}

function reporter(object: KubernetesObject): string {
  const component =
    textAt(object, 'source', 'component') ||
    textAt(object, 'reportingComponent');
  const instance =
    textAt(object, 'source', 'host') || textAt(object, 'reportingInstance');
  return instance ? `${component}, ${instance}` : component;
}

export const events = defineBuiltin({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  namespaced: true,
  shortNames: ['ev'],
  schema: root('A report of something that happened to an object.', {
    involvedObject: objectReference('The object that the event is about.'),
    reason: text('One word for what happened.'),
    message: text('What happened, for people.'),
    source: record('Who reports it.', {
      component: text('The program that reports it.'),
      host: text('The machine that the program runs on.'),
    }),
    firstTimestamp: time('When it happened first.'),
    lastTimestamp: time('When it happened last.'),
    count: { ...whole('How often it happened.'), format: 'int32' },
    type: text('Normal or Warning.'),
    eventTime: time('When it happened first, in microseconds.'),
    series: record('How it goes on happening.', {
      count: { ...whole('How often it happened.'), format: 'int32' },
      lastObservedTime: time('When it happened last.'),
    }),
    action: text('What was done or failed.'),
    related: objectReference('Another object that plays a part.'),
    reportingComponent: text('The controller that reports it.'),
    reportingInstance: text('Which instance of the controller it is.'),
  }),
  columns: [
    {
      name: 'Last Seen',
      type: 'string',
      description: 'When it happened last.',
      read: lastSeen,
    },
    {
      name: 'Type',
      type: 'string',
      description: 'Normal or Warning.',
      read: object => textAt(object, 'type'),
    },
    {
      name: 'Reason',
      type: 'string',
      description: 'What happened.',
      read: object => textAt(object, 'reason'),
    },
    {
      name: 'Object',
      type: 'string',
      description: 'What it happened to.',
      read: subject,
    },
    {
      name: 'Subobject',
      type: 'string',
      priority: 1,
      description: 'The part of the object.',
      read: object => textAt(object, 'involvedObject', 'fieldPath'),
    },
    {
      name: 'Source',
      type: 'string',
      priority: 1,
      description: 'Who reports it.',
      read: reporter,
    },
    {
      name: 'Message',
      type: 'string',
      description: 'The details.',
      read: object => textAt(object, 'message').trim(),
    },
    {
      name: 'First Seen',
      type: 'string',
      priority: 1,
      description: 'When it happened first.',
      read: object =>
        age(
          textAt(object, 'firstTimestamp') ||
            textAt(object, 'eventTime') ||
            undefined,
        ),
    },
    {
      name: 'Count',
      type: 'string',
      priority: 1,
      description: 'How often it happened.',
      read: object =>
        Number(
          textAt(object, 'series', 'count') || textAt(object, 'count') || 1,
        ),
    },
    { ...nameColumn, priority: 1 },
  ],
  selectableFields: {
    ...Object.fromEntries(
      [
        'kind',
        'namespace',
        'name',
        'uid',
        'apiVersion',
        'resourceVersion',
        'fieldPath',
      ].map(name => [
        `involvedObject.${name}`,
        (object: KubernetesObject) => textAt(object, 'involvedObject', name),
      ]),
    ),
    reason: object => textAt(object, 'reason'),
    reportingComponent: object => textAt(object, 'reportingComponent'),
    source: object =>
      textAt(object, 'source', 'component') ||
      textAt(object, 'reportingComponent'),
    type: object => textAt(object, 'type'),
  },
  strategy: {
    allowCreateOnUpdate: true,
    prepareForCreate: complete,
    prepareForUpdate: complete,
    validate: object => validateEvent(object, 'reportingComponent'),
  },
});

/** Kubernetes answers with these fields even when they were not given. */
function complete(object: KubernetesObject): void {
  object.source ??= {};
  object.reportingComponent ??= '';
  object.reportingInstance ??= '';
}
