import type { KubernetesObject } from '../../kinds/KubernetesObject';
import {
  type Extension,
  extensionAnnotations,
  extensionValue,
} from './Extension';
import { KEY_LIFETIME, PREVIOUS_SECRET_REF } from './extensions';

/** The extensions that the REST API shows as fields of a spec, by the name of the field. @public */
export type ExtensionFields = Readonly<
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  Record<string, Extension<any, any>>
>;

/** Fields of an APIProduct's spec in the REST API that are stored as annotations. @public */
export const PRODUCT_FIELDS = {
  keyLifetime: KEY_LIFETIME,
} as const satisfies ExtensionFields;

/** Fields of an APIKey's spec in the REST API that are stored as annotations. @public */
export const KEY_FIELDS = {
  previousSecretRef: PREVIOUS_SECRET_REF,
} as const satisfies ExtensionFields;

/**
 * A spec of the REST API, or a merge patch of one, as it is stored.
 *
 * @public
 */
export interface StoredSpec<S> {
  /** What goes into the object's spec. */
  spec: S;
  /** What goes into the object's annotations; null removes one. */
  annotations: Record<string, string | null>;
  /** The fields whose values do not fit, each with what is wrong. */
  problems: { field: string; message: string }[];
}

/**
 * Splits a spec of the REST API into the spec and the annotations of the object.
 *
 * @param spec - a whole spec, or a JSON merge patch
 * @param fields - which fields are stored as annotations
 * @param present - the object that a merge patch changes
 * @public
 */
export function toStored<S extends object>(
  spec: S,
  fields: ExtensionFields,
  present?: KubernetesObject & { spec: object },
): StoredSpec<S> {
  const stored: StoredSpec<Record<string, unknown>> = {
    spec: { ...spec } as Record<string, unknown>,
    annotations: {},
    problems: [],
  };
  for (const [field, extension] of Object.entries(fields)) {
    const patch = stored.spec[field];
    delete stored.spec[field];
    if (patch === undefined) {
      continue;
    }
    const merged = mergePatch(
      present && extensionValue(extension, present),
      patch,
    );
    const checked = extension.schema.optional().safeParse(orNothing(merged));
    if (!checked.success) {
      const [{ path, message }] = checked.error.issues;
      stored.problems.push({ field: [field, ...path].join('.'), message });
      continue;
    }
    Object.assign(
      stored.annotations,
      extensionAnnotations(extension, checked.data),
    );
    if (present && field in present.spec) {
      stored.spec[field] = null;
    }
  }
  return stored as StoredSpec<S>;
}

/**
 * An object as the REST API shows it: what annotations hold is in the spec.
 *
 * @public
 */
export function fromStored<O extends KubernetesObject & { spec: object }>(
  object: O,
  fields: ExtensionFields,
): O {
  const spec: Record<string, unknown> = { ...object.spec };
  for (const [field, extension] of Object.entries(fields)) {
    const value: unknown = extensionValue(extension, object);
    if (value === undefined) {
      delete spec[field];
    } else {
      spec[field] = value;
    }
  }
  return { ...object, spec };
}

/** RFC 7396. */
function mergePatch(value: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) {
    return patch;
  }
  const merged: Record<string, unknown> = isRecord(value) ? { ...value } : {};
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) {
      delete merged[name];
    } else if (change !== undefined) {
      merged[name] = mergePatch(merged[name], change);
    }
  }
  return merged;
}

function orNothing(value: unknown): unknown {
  const isEmpty = isRecord(value) && Object.keys(value).length === 0;
  return value === null || isEmpty ? undefined : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
