import { JsonObject, KubernetesObject } from '../../api/types';
import { ResourceType } from '../ResourceType';
import { textAt } from './columns';
import { defineBuiltin } from './defineBuiltin';
import { events, objectReference } from './events';
import { record, root, text, time, whole } from './schemas';
import { validateNewEvent } from './validateEvent';

/** What events.k8s.io/v1 calls a field, and what the core version calls it; the other fields have one name. */
const names: Array<[own: string, core: string]> = [
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['reportingController', 'reportingComponent'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
];
const coreNames = new Map(names);
const ownNames = new Map(names.map(([own, core]) => [core, own]));

function renamed(
  object: { [field: string]: unknown },
  newNames: Map<string, string>,
  apiVersion: string,
): KubernetesObject {
  const fields = Object.entries(object).map(([name, value]) => [
    newNames.get(name) ?? name,
    value,
  ]);
  return { ...Object.fromEntries(fields), apiVersion } as KubernetesObject;
}

function fromStored(object: KubernetesObject): KubernetesObject {
  const event = renamed(object, ownNames, 'events.k8s.io/v1');
  for (const name of ['reportingController', 'reportingInstance']) {
    if (!event[name]) {
      delete event[name];
    }
  }
  return event;
}

const [coreVersion] = events.versions;
const count = { ...whole('How often it happened.'), format: 'int32' };

const type = defineBuiltin({
  group: 'events.k8s.io',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  namespaced: true,
  shortNames: ['ev'],
  collection: events.collection,
  schema: root('A report of something that happened to an object.', {
    eventTime: time('When it happened first, in microseconds.'),
    series: record('How it goes on happening.', {
      count,
      lastObservedTime: time('When it happened last.'),
    }),
    reportingController: text('The controller that reports it.'),
    reportingInstance: text('Which instance of the controller it is.'),
    action: text('What was done or failed.'),
    reason: text('One word for what happened.'),
    regarding: objectReference('The object that the event is about.'),
    related: objectReference('Another object that plays a part.'),
    note: text('What happened, for people.'),
    type: text('Normal or Warning.'),
    deprecatedSource: record('Who reports it, in the core version.', {
      component: text('The program that reports it.'),
      host: text('The machine that the program runs on.'),
    }),
    deprecatedFirstTimestamp: time('When it happened first.'),
    deprecatedLastTimestamp: time('When it happened last.'),
    deprecatedCount: count,
  }),
  columns: coreVersion.columns,
  selectableFields: {
    ...Object.fromEntries(
      Object.entries(coreVersion.selectableFields)
        .filter(([name]) => name.startsWith('involvedObject.'))
        .map(([name, read]) => [
          name.replace('involvedObject.', 'regarding.'),
          read,
        ]),
    ),
    reason: coreVersion.selectableFields.reason,
    type: coreVersion.selectableFields.type,
    reportingController: object => textAt(object, 'reportingComponent'),
  },
  strategy: { allowCreateOnUpdate: true },
});

/** Events as events.k8s.io/v1 has them: the same objects as in the core group, with other names for some fields. */
export const newEvents: ResourceType = {
  ...type,
  view: {
    of: {
      type: {
        ...events,
        strategy: {
          ...events.strategy,
          validate: (object, previous) => validateNewEvent(object, previous),
        },
      },
      version: coreVersion,
    },
    toStored: object => renamed(object, coreNames, 'v1'),
    fromStored,
    bodyToStored: body =>
      renamed(body, coreNames, 'v1') as unknown as JsonObject,
  },
};
