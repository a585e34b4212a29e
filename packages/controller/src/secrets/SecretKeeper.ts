import {
  type APIKey,
  type APIKeyRequest,
  apiKeyRequestName,
  isEnforcementSecret,
  isLabelledFor,
  isRequestOf,
  type KubernetesObject,
  LABELS,
  labelValue,
  type ObjectMeta,
  type ObjectRef,
  overlapOf,
  refOfObject,
  requestRefOf,
  PREVIOUS_SECRET_REF,
  readExtension,
  secretNamesOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { type Caches, labelIndexKey } from '../caches';
import type { SecretReader } from '../enforcement';
import { keyOf } from '../objects';
import { keyOwnerReference } from './keyOwnerReference';

/**
 * Which Secrets belong to a key, and which of them are to go. Only Secrets that were made for a key are ever touched:
 * see `isSecretOf`.
 */
export class SecretKeeper {
  readonly #caches: Caches;
  readonly #reader: SecretReader;

  constructor(caches: Caches, reader: SecretReader) {
    this.#caches = caches;
    this.#reader = reader;
  }

  /**
   * The Secrets that a deleted key has left.
   *
   * @remarks
   * A Secret is created before its key. That a key of this name existed is told by a request with a status, which the
   * controller alone writes, and which is removed after the Secrets.
   *
   * @param requests - those that name the key
   */
  leftBy(apiKey: ObjectRef, requests: APIKeyRequest[]): ObjectMeta[] {
    const existed = requests.some(
      ({ metadata, status }) =>
        metadata.name === apiKeyRequestName(apiKey) &&
        (status?.conditions ?? []).length > 0,
    );
    return existed
      ? this.#labelled(apiKey).filter(
          metadata =>
            (metadata.ownerReferences ?? []).length === 0 &&
            !this.#isNamed(metadata),
        )
      : [];
  }

  /** The Secrets of a key that an earlier rotation has left: labelled, not named by a key, and older than the present one. */
  supersededBy(apiKey: APIKey): ObjectMeta[] {
    const current = this.#current(apiKey)?.creationTimestamp;
    // Nobody knows which Secrets a reference names that cannot be read.
    const { problem } = readExtension(PREVIOUS_SECRET_REF, apiKey);
    return current === undefined || problem !== undefined
      ? []
      : this.#labelled(refOfObject(apiKey)).filter(
          metadata =>
            !this.#isNamed(metadata) &&
            Date.parse(metadata.creationTimestamp ?? '') < Date.parse(current),
        );
  }

  /**
   * The Secret with the previous value of a key.
   *
   * @param now - milliseconds since the epoch
   * @returns undefined where there is none; else when its overlap ends, and the Secret if it is to go then
   */
  async previousOf(
    apiKey: APIKey,
    now: number,
  ): Promise<{ endsAt: number; secret?: ObjectMeta } | undefined> {
    const { creationTimestamp } = this.#current(apiKey) ?? {};
    const overlap = overlapOf(apiKey, creationTimestamp, now);
    if (!overlap || overlap.secretName === apiKey.spec.secretRef.name) {
      return undefined;
    }
    const { endsAt } = overlap;
    const secret = this.#caches.secrets.get({
      namespace: apiKey.metadata.namespace ?? '',
      name: overlap.secretName,
    });
    const goes =
      secret &&
      endsAt <= now &&
      !this.#isNamed(secret.metadata, apiKey) &&
      (await this.#belongs(secret, apiKey));
    return { endsAt, secret: goes ? secret.metadata : undefined };
  }

  /**
   * The Secrets that a key should own, because nothing else would tell after its deletion that they were its own: those
   * with the type but without the label, and those of a key that fails and has no request.
   */
  async toOwn(apiKey: APIKey): Promise<ObjectMeta[]> {
    if ((apiKey.status?.conditions ?? []).length === 0) {
      // By its first status its Secret was read, and need not be read for its type.
      return [];
    }
    const namespace = apiKey.metadata.namespace ?? '';
    const found: ObjectMeta[] = [];
    for (const name of secretNamesOf(apiKey)) {
      const secret = this.#caches.secrets.get({ namespace, name });
      const isOwned = (secret?.metadata.ownerReferences ?? []).length > 0;
      if (
        secret &&
        !isOwned &&
        !secret.metadata.deletionTimestamp &&
        (isLabelledFor(secret, refOfObject(apiKey))
          ? this.#lacksRequest(apiKey)
          : await this.#belongs(secret, apiKey))
      ) {
        found.push(secret.metadata);
      }
    }
    return found;
  }

  /** Makes a key the owner of a Secret. */
  async own(metadata: ObjectMeta, apiKey: APIKey): Promise<void> {
    const { namespace, name, uid, resourceVersion } = metadata;
    await this.#caches.secrets.patch(
      { namespace, name },
      {
        metadata: {
          uid,
          resourceVersion,
          labels: { [LABELS.apiKey]: labelValue(apiKey.metadata.name) },
          ownerReferences: [keyOwnerReference(apiKey)],
        },
      },
      { type: 'merge' },
    );
  }

  /** Removes a Secret as it was seen; one that has changed since stays. */
  async remove(metadata: ObjectMeta): Promise<void> {
    const { namespace, name, uid, resourceVersion } = metadata;
    try {
      await this.#caches.secrets.delete(
        { namespace, name },
        { preconditions: { uid, resourceVersion } },
      );
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }

  #current({ metadata, spec }: APIKey): ObjectMeta | undefined {
    const { namespace } = metadata;
    const { name } = spec.secretRef;
    return this.#caches.secrets.get({ namespace, name })?.metadata;
  }

  #labelled(apiKey: ObjectRef): ObjectMeta[] {
    return this.#caches.secrets
      .byIndex('label', labelIndexKey(apiKey))
      .filter(secret => isLabelledFor(secret, apiKey))
      .map(({ metadata }) => metadata)
      .filter(({ deletionTimestamp }) => !deletionTimestamp);
  }

  /** Whether an APIKey, other than this one, names the Secret. */
  #isNamed(secret: ObjectMeta, except?: APIKey): boolean {
    return this.#caches.apiKeys
      .byIndex('secret', keyOf(secret))
      .some(({ metadata }) => metadata.uid !== except?.metadata.uid);
  }

  async #belongs(secret: KubernetesObject, apiKey: APIKey): Promise<boolean> {
    if (isEnforcementSecret(secret)) {
      return false;
    }
    return secret.metadata.labels?.[LABELS.apiKey] === undefined
      ? this.#reader.isOfKeyType(secret.metadata)
      : isLabelledFor(secret, refOfObject(apiKey));
  }

  #lacksRequest(apiKey: APIKey): boolean {
    const request = this.#caches.apiKeyRequests.get(requestRefOf(apiKey));
    return !(request && isRequestOf(request, apiKey));
  }
}
