import { StatusError } from '../api/StatusError';
import { FieldSet } from './FieldSet';
import { Manager, Ownership } from './ManagedFields';

/** A field that somebody else has set to another value. */
interface Conflict {
  manager: string;
  path: string;
}

/** The fields that would be taken from their managers. */
export function conflictsOf(others: Ownership[], taken: FieldSet): Conflict[] {
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

/** The 409 that names every manager and field. */
export function conflictError(conflicts: Conflict[]): StatusError {
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
