import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  ManagedFieldsEntry,
} from '../api/types';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import { claimedFields, compareFields } from './compareFields';
import { conflictError, conflictsOf } from './conflicts';
import { FieldSet } from './FieldSet';
import { rootFieldType } from './FieldType';
import { lastAppliedTo } from './lastApplied';
import { ManagedFields, Manager } from './ManagedFields';
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

/**
 * Says who owns which fields after an object was created, replaced or patched.
 *
 * @param options - `given` are the owners that the client wrote; they count where they can be read
 */
export function trackUpdate(options: {
  object: KubernetesObject;
  previous?: KubernetesObject;
  given?: ManagedFieldsEntry[];
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
  const managed = ManagedFields.decode(
    areReadable(options.given)
      ? options.given
      : previous?.metadata.managedFields,
  );
  if (changed.isEmpty && removed.isEmpty) {
    return managed.encode();
  }
  const own = managed.fieldsOf(manager).union(changed).difference(removed);
  return managed
    .takeFromOthers(manager, changed.union(removed))
    .set(manager, own, changed.isEmpty ? undefined : now)
    .encode();
}

function areReadable(entries: ManagedFieldsEntry[] | undefined): boolean {
  return (
    entries !== undefined &&
    entries.length > 0 &&
    entries.every(
      ({ operation, apiVersion, fieldsType }) =>
        (operation === 'Apply' || operation === 'Update') &&
        Boolean(apiVersion) &&
        fieldsType === 'FieldsV1',
    )
  );
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
 *   or, for `kubectl`, known to be its own from before
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
  if (!options.force) {
    const free = ownLastApplied(live, resource, options.fieldManager);
    const conflicts = conflictsOf(others, taken.difference(free));
    if (conflicts.length > 0) {
      throw conflictError(conflicts);
    }
  }
  return {
    object: restored(pruned as JsonObject, live),
    managedFields: managed
      .takeFromOthers(manager, taken)
      .set(manager, claimed, taken.isEmpty ? undefined : now)
      .encode(),
  };
}

/** The fields that are still as `kubectl` applied them on its own side: it may take them over. */
function ownLastApplied(
  live: KubernetesObject,
  resource: ServedResource,
  fieldManager: string,
): FieldSet {
  const applied = lastAppliedTo(live, resource, fieldManager);
  if (!applied) {
    return FieldSet.empty;
  }
  const type = rootFieldType(resource.version.schema);
  const content = ownable(applied);
  const { changed, removed } = compareFields(content, ownable(live), type);
  return claimedFields(content, type).difference(changed).difference(removed);
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
