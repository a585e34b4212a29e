import { ManagedFieldsEntry } from '../api/types';
import { FieldSet } from './FieldSet';

/** Who set fields, and how. */
export interface Manager {
  name: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
}

/** The fields of one manager. */
export interface Ownership {
  manager: Manager;
  fields: FieldSet;
  time?: string;
}

function sameManager(left: Manager, right: Manager): boolean {
  return (
    left.name === right.name &&
    left.operation === right.operation &&
    left.subresource === right.subresource &&
    (left.operation === 'Apply' || left.apiVersion === right.apiVersion)
  );
}

/** metadata.managedFields, read. */
export class ManagedFields {
  readonly #ownerships: Ownership[];

  constructor(ownerships: Ownership[]) {
    this.#ownerships = ownerships;
  }

  static decode(entries: ManagedFieldsEntry[] | undefined): ManagedFields {
    return new ManagedFields(
      (entries ?? []).map(entry => ({
        manager: {
          name: entry.manager ?? '',
          operation: entry.operation ?? 'Update',
          apiVersion: entry.apiVersion ?? '',
          subresource: entry.subresource || undefined,
        },
        fields: FieldSet.fromJson(entry.fieldsV1),
        time: entry.time,
      })),
    );
  }

  /** In Kubernetes' order: applied first, then by time and name. */
  encode(): ManagedFieldsEntry[] {
    const rank = ({ manager, time = '' }: Ownership) =>
      [
        manager.operation,
        time,
        manager.name,
        manager.apiVersion,
        manager.subresource ?? '',
      ].join('\0');
    return [...this.#ownerships]
      .sort((left, right) => (rank(left) < rank(right) ? -1 : 1))
      .map(({ manager, fields, time }) => ({
        manager: manager.name,
        operation: manager.operation,
        apiVersion: manager.apiVersion,
        ...(time && { time }),
        fieldsType: 'FieldsV1',
        fieldsV1: fields.toJson(),
        ...(manager.subresource && { subresource: manager.subresource }),
      }));
  }

  get isEmpty(): boolean {
    return this.#ownerships.length === 0;
  }

  fieldsOf(manager: Manager): FieldSet {
    return this.#find(manager)?.fields ?? FieldSet.empty;
  }

  #find(manager: Manager): Ownership | undefined {
    return this.#ownerships.find(ownership =>
      sameManager(ownership.manager, manager),
    );
  }

  others(manager: Manager): Ownership[] {
    return this.#ownerships.filter(
      ownership => !sameManager(ownership.manager, manager),
    );
  }

  /** All fields that anybody owns. */
  all(): FieldSet {
    return this.#ownerships.reduce(
      (union, { fields }) => union.union(fields),
      FieldSet.empty,
    );
  }

  /**
   * With the fields of one manager replaced.
   *
   * @param time - when the manager changed the object; not given when nothing of the object has changed
   */
  set(manager: Manager, fields: FieldSet, time?: string): ManagedFields {
    const others = this.others(manager);
    if (fields.isEmpty) {
      return new ManagedFields(others);
    }
    return new ManagedFields([
      ...others,
      { manager, fields, time: time ?? this.#find(manager)?.time },
    ]);
  }

  /** Takes fields away from everyone but one manager. */
  takeFromOthers(manager: Manager, fields: FieldSet): ManagedFields {
    return new ManagedFields(
      this.#ownerships.flatMap(ownership => {
        if (sameManager(ownership.manager, manager)) {
          return [ownership];
        }
        const left = ownership.fields.difference(fields);
        return left.isEmpty ? [] : [{ ...ownership, fields: left }];
      }),
    );
  }
}
