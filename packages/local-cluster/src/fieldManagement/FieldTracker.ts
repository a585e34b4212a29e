import { StatusError } from '../api/StatusError';
import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  ManagedFieldsEntry,
} from '../api/types';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import { claimedFields, compareFields } from './compareFields';
import { FieldSet } from './FieldSet';
import { rootFieldType } from './FieldType';
import { ManagedFields, Manager, Ownership } from './ManagedFields';
import { mergeFields, removeFields } from './mergeFields';

/** Metadata that the server keeps, which nobody owns. */
const unowned = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

/** The part of an object whose fields have owners. */
function ownable(object: KubernetesObject | undefined): JsonValue {
  const { apiVersion, kind, metadata, ...content } = object ?? {};
  const owned = Object.fromEntries(
    Object.entries(metadata ?? {}).filter(([name]) => !unowned.includes(name)),
  );
  // metadata is always there, so that it is never a field of its own.
  return { ...content, metadata: owned } as JsonObject;
}

/** Says who owns which fields after an object was created, replaced or patched. */
export function trackUpdate(options: {
  object: KubernetesObject;
  previous?: KubernetesObject;
  resource: ServedResource;
  fieldManager: string;
  subresource?: string;
  now: string;
}): ManagedFieldsEntry[] {
  const { object, previous, resource, now } = options;
  const manager: Manager = {
    name: options.fieldManager,
    operation: 'Update',
    apiVersion: apiVersionOf(resource.type.group, resource.version.name),
    subresource: options.subresource || undefined,
  };
  const { changed, removed } = compareFields(
    ownable(previous),
    ownable(object),
    rootFieldType(resource.version.schema),
  );
  const managed = ManagedFields.decode(previous?.metadata.managedFields);
  if (changed.isEmpty && removed.isEmpty) {
    return managed.encode();
  }
  const own = managed.fieldsOf(manager).union(changed).difference(removed);
  return managed
    .takeFromOthers(manager, changed.union(removed), now)
    .set(manager, own, now)
    .encode();
}

/** What came of applying a configuration. */
export interface Applied {
  object: KubernetesObject;
  managedFields: ManagedFieldsEntry[];
}

/**
 * Merges an applied configuration into an object (server-side apply).
 *
 * @throws 409 with each field that another manager has set to another value, unless forced
 */
export function applyConfiguration(options: {
  configuration: KubernetesObject;
  live: KubernetesObject;
  resource: ServedResource;
  fieldManager: string;
  subresource?: string;
  force: boolean;
  now: string;
}): Applied {
  const { configuration, live, resource, now } = options;
  const type = rootFieldType(resource.version.schema);
  const manager: Manager = {
    name: options.fieldManager,
    operation: 'Apply',
    apiVersion: apiVersionOf(resource.type.group, resource.version.name),
    subresource: options.subresource || undefined,
  };
  const managed = ownersOf(live, resource, now);
  const config = ownable(configuration);
  const claimed = resetFields(
    claimedFields(config, type),
    resource,
    options.subresource,
  );
  const merged = mergeFields(ownable(live), config, type);
  const others = managed.others(manager);
  const kept = others.reduce(
    (union, { fields }) => union.union(fields),
    claimed,
  );
  const given = managed.fieldsOf(manager).difference(claimed);
  const pruned = removeFields(merged, given, kept, type) ?? {};
  const { changed, removed } = compareFields(ownable(live), pruned, type);
  const taken = changed.union(removed);
  const conflicts = conflictsOf(others, taken);
  if (conflicts.length > 0 && !options.force) {
    throw conflictError(conflicts);
  }
  return {
    object: restored(pruned as JsonObject, live),
    managedFields: managed
      .takeFromOthers(manager, taken, now)
      .set(manager, claimed, now)
      .encode(),
  };
}

/** Objects that were made without owners belong to whoever made them, before anything is applied. */
function ownersOf(
  live: KubernetesObject,
  resource: ServedResource,
  now: string,
): ManagedFields {
  const managed = ManagedFields.decode(live.metadata.managedFields);
  if (!managed.isEmpty || !live.metadata.uid) {
    return managed;
  }
  return ManagedFields.decode(
    trackUpdate({
      object: live,
      resource,
      fieldManager: 'before-first-apply',
      now,
    }),
  );
}

/** The main resource cannot set the status, nor the subresource anything else. */
function resetFields(
  claimed: FieldSet,
  { version }: ServedResource,
  subresource: string | undefined,
): FieldSet {
  const withoutRootMetadata = claimed.child('f:metadata').isMember
    ? claimed.without('f:metadata')
    : claimed;
  if (!version.hasStatus) {
    return withoutRootMetadata;
  }
  if (subresource !== 'status') {
    return withoutRootMetadata.without('f:status');
  }
  const status = claimed.children.get('f:status');
  return new FieldSet(false, new Map(status ? [['f:status', status]] : []));
}

function restored(
  content: JsonObject,
  live: KubernetesObject,
): KubernetesObject {
  const kept = Object.fromEntries(
    Object.entries(live.metadata).filter(([name]) => unowned.includes(name)),
  );
  return {
    apiVersion: live.apiVersion,
    kind: live.kind,
    ...content,
    metadata: { ...(content.metadata as object), ...kept },
  } as KubernetesObject;
}

interface Conflict {
  manager: string;
  path: string;
}

function conflictsOf(others: Ownership[], taken: FieldSet): Conflict[] {
  return others.flatMap(({ manager, fields }) =>
    fields
      .intersection(taken)
      .paths()
      .map(path => ({ manager: printManager(manager), path })),
  );
}

function printManager(manager: Manager): string {
  const name = JSON.stringify(manager.name);
  const named = manager.subresource
    ? `${name} with subresource ${JSON.stringify(manager.subresource)}`
    : name;
  return manager.operation === 'Apply'
    ? named
    : `${named} using ${manager.apiVersion}`;
}

function conflictError(conflicts: Conflict[]): StatusError {
  const byManager = new Map<string, string[]>();
  for (const { manager, path } of conflicts) {
    byManager.set(manager, [...(byManager.get(manager) ?? []), path]);
  }
  const [first] = conflicts;
  const list = [...byManager.keys()]
    .sort()
    .map(manager =>
      [
        `conflicts with ${manager}:`,
        ...byManager.get(manager)!.map(path => `- ${path}`),
      ].join('\n'),
    )
    .join('\n');
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message:
      conflicts.length === 1
        ? `Apply failed with 1 conflict: conflict with ${first.manager}: ${first.path}`
        : `Apply failed with ${conflicts.length} conflicts: ${list}`,
    details: {
      causes: conflicts.map(({ manager, path }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${manager}`,
        field: path,
      })),
    },
  });
}
