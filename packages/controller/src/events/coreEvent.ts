import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';
import { timestamp } from '../objects';

/** Something to tell about an object. */
export interface KeyEvent {
  type: 'Normal' | 'Warning';
  /** One CamelCase word. */
  reason: string;
  message: string;
}

/** An Event as the API takes it. */
export interface CoreEvent extends KubernetesObject {
  involvedObject: Record<string, string | undefined>;
  type: string;
  reason: string;
  message: string;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
  source: { component: string };
  reportingComponent: string;
}

const LONGEST_MESSAGE = 1_024;
const LONGEST_STEM = 220;

/** The Event that tells this of the object; its name is the same whenever the same is told of the same object. */
export function coreEventFor(
  object: KubernetesObject,
  { type, reason, message }: KeyEvent,
  options: { now: number; component: string },
): CoreEvent {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  const { component } = options;
  const now = timestamp(options.now);
  const identity = createHash('sha256')
    .update([uid, type, reason, message].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return {
    metadata: {
      namespace,
      name: `${name.slice(0, LONGEST_STEM)}.${identity}`,
    },
    involvedObject: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      namespace,
      name,
      uid,
      resourceVersion,
    },
    type,
    reason,
    message: message.slice(0, LONGEST_MESSAGE),
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
    source: { component },
    reportingComponent: component,
  };
}
