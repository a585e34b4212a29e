import type { z } from 'zod';
import type { KubernetesObject } from '../../kinds/KubernetesObject';

/**
 * An addition of this project to one of Kuadrant's kinds. It lives in an annotation, because Kuadrant's own schemas
 * prune every field that they do not know.
 *
 * @public
 */
export interface Extension<T, O extends KubernetesObject = KubernetesObject> {
  /** Name of the annotation. */
  readonly annotation: string;
  /** What the value must look like. */
  readonly schema: z.ZodType<T>;
  /** How the value is written into the annotation. `text` as it is, `json` as JSON. */
  readonly format: 'text' | 'json';
  /** The value in the field that the first version of this project used; undefined where there is none. */
  readonly fromField?: (object: O) => unknown;
}

/**
 * What an object says by an extension.
 *
 * @public
 */
export interface ExtensionReading<T> {
  /** Undefined where the object says nothing, or something that cannot be used. */
  value?: T;
  /** Why the annotation cannot be used, in a sentence that names it. */
  problem?: string;
  /** The value comes from the field of the first version and is to be moved into the annotation. */
  isFromField?: boolean;
}

const LONGEST_VALUE = 16_384;

// The objects of caches are frozen, so what was read from one holds as long as the object.
const readings = new WeakMap<
  KubernetesObject,
  Map<string, ExtensionReading<unknown>>
>();

/**
 * Reads an extension: from its annotation, else from the field of the first version.
 *
 * @remarks
 * The reading is remembered for the object, which must not be changed afterwards.
 *
 * @public
 */
export function readExtension<T, O extends KubernetesObject>(
  extension: Extension<T, O>,
  object: O,
): ExtensionReading<T> {
  let known = readings.get(object);
  if (!known) {
    known = new Map();
    readings.set(object, known);
  }
  let reading = known.get(extension.annotation) as
    ExtensionReading<T> | undefined;
  if (!reading) {
    reading = readingOf(extension, object);
    known.set(extension.annotation, reading);
  }
  return reading;
}

/**
 * The value of an extension; undefined where the object has none, or one that cannot be used.
 *
 * @public
 */
export function extensionValue<T, O extends KubernetesObject>(
  extension: Extension<T, O>,
  object: O,
): T | undefined {
  return readExtension(extension, object).value;
}

/**
 * The annotations that set an extension; for a merge patch, undefined removes it.
 *
 * @throws Error when the value does not fit the extension's schema
 * @public
 */
export function extensionAnnotations<T, O extends KubernetesObject>(
  extension: Extension<T, O>,
  value: T,
): Record<string, string>;
/** @public */
export function extensionAnnotations<T, O extends KubernetesObject>(
  extension: Extension<T, O>,
  value: T | undefined,
): Record<string, string | null>;
export function extensionAnnotations<T, O extends KubernetesObject>(
  { annotation, schema, format }: Extension<T, O>,
  value: T | undefined,
): Record<string, string | null> {
  if (value === undefined) {
    return { [annotation]: null };
  }
  const checked = schema.safeParse(value);
  if (!checked.success) {
    throw new Error(problemOf(annotation, checked.error));
  }
  return {
    [annotation]:
      format === 'json' ? JSON.stringify(checked.data) : `${checked.data}`,
  };
}

function readingOf<T, O extends KubernetesObject>(
  { annotation, schema, format, fromField }: Extension<T, O>,
  object: O,
): ExtensionReading<T> {
  const text = object.metadata.annotations?.[annotation];
  if (text === undefined) {
    const checked = schema.safeParse(fromField?.(object));
    // The schema of the first version has checked its fields.
    return checked.success && checked.data !== undefined
      ? { value: checked.data, isFromField: true }
      : {};
  }
  if (text.length > LONGEST_VALUE) {
    return {
      problem: `Annotation ${annotation} has more than ${LONGEST_VALUE} characters`,
    };
  }
  let raw: unknown = text;
  if (format === 'json') {
    try {
      raw = JSON.parse(text);
    } catch {
      return { problem: `Annotation ${annotation} is not valid JSON` };
    }
  }
  const checked = schema.safeParse(raw);
  return checked.success
    ? { value: checked.data }
    : { problem: problemOf(annotation, checked.error) };
}

function problemOf(annotation: string, error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue.path.length > 0 ? `, ${issue.path.join('.')}` : '';
  return `Annotation ${annotation}${where}: ${issue.message}`;
}
