import type { APIKey, KubernetesObject, ObjectRef } from '../kinds';
import { ANNOTATIONS, LABELS, labelValue } from '../names';
import { extensionValue, PREVIOUS_SECRET_REF } from './extensions';
import { CLOCK_DIFFERENCE_MS } from './instants';
import { refOfObject } from './refs';

/** Type of the Secrets that hold the value of an APIKey. @public */
export const KEY_SECRET_TYPE = 'devportal.kuadrant.io/api-key';

/** The longest time that a previous value works after a rotation, in seconds: 168 h. @public */
export const LONGEST_OVERLAP_SECONDS = 168 * 3600;

/** A Secret as far as it tells what it is for. @public */
export interface SecretIdentity extends KubernetesObject {
  type?: string;
}

/**
 * The labels and annotations of a Secret that is made for a key.
 *
 * @public
 */
export function keySecretMetadata(apiKey: ObjectRef): {
  labels: Record<string, string>;
  annotations: Record<string, string>;
} {
  return {
    labels: { [LABELS.apiKey]: labelValue(apiKey.name) },
    annotations: { [ANNOTATIONS.apiKey]: `${apiKey.namespace}/${apiKey.name}` },
  };
}

/**
 * Whether a Secret was made for a key: its label names the key, or it has the type {@link KEY_SECRET_TYPE} and the key
 * names it. Only such a Secret is shown, owned and deleted with the key. A Secret of the gateway never is one.
 *
 * @public
 */
export function isSecretOf(secret: SecretIdentity, apiKey: APIKey): boolean {
  const { labels = {} } = secret.metadata;
  if (
    secret.metadata.namespace !== apiKey.metadata.namespace ||
    isEnforcementSecret(secret)
  ) {
    return false;
  }
  if (labels[LABELS.apiKey] !== undefined) {
    return isLabelledFor(secret, refOfObject(apiKey));
  }
  return (
    secret.type === KEY_SECRET_TYPE &&
    secretNamesOf(apiKey).includes(secret.metadata.name)
  );
}

/**
 * Whether the label of a Secret names a key of this name. Where there is the annotation, it does: it has the whole name,
 * which a label may shorten.
 *
 * @public
 */
export function isLabelledFor(
  { metadata }: KubernetesObject,
  apiKey: ObjectRef,
): boolean {
  const named = metadata.annotations?.[ANNOTATIONS.apiKey];
  const label = metadata.labels?.[LABELS.apiKey];
  if (metadata.namespace !== apiKey.namespace || label === undefined) {
    return false;
  }
  return named === undefined
    ? label === labelValue(apiKey.name)
    : named === `${apiKey.namespace}/${apiKey.name}`;
}

/**
 * Whether a Secret carries the label by which the gateway knows keys. Such a Secret is never the source of a key's
 * value.
 *
 * @public
 */
export function isEnforcementSecret({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[LABELS.enforcement] !== undefined;
}

/**
 * The previous value of a key while a rotation overlaps.
 *
 * @public
 */
export interface Overlap {
  /** Name of the Secret with the previous value. */
  secretName: string;
  /** When the previous value stops working, in milliseconds since the epoch. */
  endsAt: number;
  /** It stops earlier than the key says: {@link LONGEST_OVERLAP_SECONDS} after the rotation. */
  isCut: boolean;
}

/**
 * The overlap that a key names, however long ago it ended.
 *
 * @param secretCreatedAt - creation time (RFC 3339) of the Secret that the key names now. It stands for the time of the
 * rotation where the annotation `rotated-at` is absent, is no time or lies in the future. Undefined while unknown: then
 * the overlap counts from now.
 * @param now - milliseconds since the epoch
 * @returns undefined where the key names no previous Secret, or one that cannot be read
 * @public
 */
export function overlapOf(
  apiKey: APIKey,
  secretCreatedAt: string | undefined,
  now: number,
): Overlap | undefined {
  const previous = extensionValue(PREVIOUS_SECRET_REF, apiKey);
  if (!previous) {
    return undefined;
  }
  const isPast = (time: number) => time <= now + CLOCK_DIFFERENCE_MS;
  const rotatedAt =
    [apiKey.metadata.annotations?.[ANNOTATIONS.rotatedAt], secretCreatedAt]
      .map(time => Date.parse(time ?? ''))
      .find(isPast) ?? now;
  const latest = rotatedAt + LONGEST_OVERLAP_SECONDS * 1000;
  const wanted = Date.parse(previous.validUntil);
  return {
    secretName: previous.name,
    endsAt: Math.min(wanted, latest),
    isCut: latest < wanted,
  };
}

/** The names of the Secrets that a key names. @public */
export function secretNamesOf(apiKey: APIKey): string[] {
  const previous = extensionValue(PREVIOUS_SECRET_REF, apiKey);
  return [apiKey.spec.secretRef.name, previous?.name].filter(
    (name): name is string => Boolean(name),
  );
}
