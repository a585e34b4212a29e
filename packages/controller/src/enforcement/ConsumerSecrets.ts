import {
  type APIKey,
  apiKeys as apiKeyResource,
  type KubernetesObject,
  LABELS,
  labelValue,
  type ObjectMeta,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { type Caches, keysBySecret, unownedByKey } from '../caches';
import { keyOf, refOf } from '../objects';
import { SecretRound } from './SecretReader';

// A rotation may make the new Secret before it names it in the APIKey.
const UNREFERENCED_GRACE_MS = 60_000;

// Whoever made a Secret for an APIKey has made the APIKey by then, or has failed to.
const ABANDONED_AFTER_MS = 10 * 60_000;

/**
 * Ties consumers' Secrets to their APIKeys: they go with the key, and those that it no longer names are removed.
 *
 * @remarks
 * What ties a Secret to its key is on the Secret itself, where only those can write it who might remove the Secret
 * anyway: the label that whoever made it for a key gave it, or an ownerReference.
 */
export class ConsumerSecrets {
  readonly #cache: Caches['secrets'];
  readonly #apiKeys: Caches['apiKeys'];
  /** UIDs of labelled Secrets that an APIKey named when it was deleted: nobody is about to make that one any more. */
  readonly #left = new Set<string>();

  constructor({ secrets, apiKeys }: Pick<Caches, 'secrets' | 'apiKeys'>) {
    this.#cache = secrets;
    this.#apiKeys = apiKeys;
    apiKeys.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        namedAndUnowned(object, secrets).forEach(({ metadata }) =>
          this.#left.add(metadata.uid ?? ''),
        );
      }
    });
    secrets.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#left.delete(object.metadata.uid ?? '');
      }
    });
  }

  /** Makes the APIKey an owner of the Secrets that it names, but for those that say by a label whose they are. */
  async adopt(apiKey: APIKey, round: SecretRound, now: number): Promise<void> {
    for (const ref of namedSecrets(apiKey, now)) {
      // A Secret that came with its APIKey may not be in the cache yet.
      const metadata =
        this.#cache.get(ref)?.metadata ?? (await round.read(ref)).metadata;
      if (metadata && mayAdopt(metadata, apiKey)) {
        round.take(await this.#adopt(metadata, ref, apiKey));
      }
    }
  }

  /**
   * Removes Secrets of the key that it no longer names. Returns after how many milliseconds to look again, if need be.
   */
  async prune(apiKey: APIKey, now: number): Promise<number | undefined> {
    const { secretRef, previousSecretRef } = apiKey.spec;
    const expired =
      previousSecretRef && Date.parse(previousSecretRef.validUntil) <= now;
    let wait: number | undefined;
    for (const { metadata } of this.#ownedBy(apiKey)) {
      const isPrevious = metadata.name === previousSecretRef?.name;
      if (metadata.name === secretRef.name || (isPrevious && !expired)) {
        continue;
      }
      const left =
        Date.parse(metadata.creationTimestamp ?? '') +
        UNREFERENCED_GRACE_MS -
        now;
      if (isPrevious || left <= 0) {
        await this.#remove(metadata);
      } else {
        wait = Math.min(wait ?? left, left);
      }
    }
    if (expired) {
      const labelled = namedAndUnowned(apiKey, this.#cache).filter(
        ({ metadata }) =>
          metadata.name === previousSecretRef.name &&
          metadata.name !== secretRef.name &&
          this.#apiKeys.byIndex('secret', keyOf(metadata)).length === 1,
      );
      for (const { metadata } of labelled) {
        await this.#remove(metadata);
      }
    }
    return wait;
  }

  /**
   * Removes Secrets that were made for a key of this name which is gone or never came to be. Returns after how many
   * milliseconds to look again, if need be.
   */
  async removeAbandoned(
    apiKey: ObjectRef,
    now: number,
  ): Promise<number | undefined> {
    const made = this.#cache.byIndex(
      'unowned',
      keyOf({ ...apiKey, name: labelValue(apiKey.name) }),
    );
    let wait: number | undefined;
    for (const { metadata } of made) {
      if (this.#apiKeys.byIndex('secret', keyOf(metadata)).length > 0) {
        continue;
      }
      const left = this.#left.has(metadata.uid ?? '')
        ? 0
        : Date.parse(metadata.creationTimestamp ?? '') +
          ABANDONED_AFTER_MS -
          now;
      if (left <= 0) {
        await this.#remove(metadata);
      } else {
        wait = Math.min(wait ?? left, left);
      }
    }
    return wait;
  }

  #ownedBy({ metadata }: APIKey): KubernetesObject[] {
    return this.#cache
      .byIndex('owner', metadata.uid ?? '')
      .filter(
        secret =>
          secret.metadata.namespace === metadata.namespace &&
          secret.metadata.labels?.[LABELS.apiKey] ===
            labelValue(metadata.name) &&
          (secret.metadata.ownerReferences ?? []).length === 1,
      );
  }

  async #adopt(
    metadata: ObjectMeta,
    ref: ObjectRef,
    apiKey: APIKey,
  ): Promise<KubernetesObject> {
    return this.#cache.patch(
      ref,
      {
        metadata: {
          uid: metadata.uid,
          resourceVersion: metadata.resourceVersion,
          labels: { [LABELS.apiKey]: labelValue(apiKey.metadata.name) },
          ownerReferences: [
            ...(metadata.ownerReferences ?? []),
            {
              apiVersion: `${apiKeyResource.group}/${apiKeyResource.version}`,
              kind: apiKeyResource.kind,
              name: apiKey.metadata.name,
              uid: apiKey.metadata.uid ?? '',
            },
          ],
        },
      },
      { type: 'merge' },
    );
  }

  async #remove({
    namespace,
    name,
    uid,
  }: KubernetesObject['metadata']): Promise<void> {
    try {
      await this.#cache.delete({ namespace, name }, { preconditions: { uid } });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

/** The Secrets that a key names and that work. */
function namedSecrets({ metadata, spec }: APIKey, now: number): ObjectRef[] {
  const { secretRef, previousSecretRef } = spec;
  const previous =
    previousSecretRef && Date.parse(previousSecretRef.validUntil) > now
      ? [previousSecretRef]
      : [];
  return [secretRef, ...previous].map(({ name }) => ({
    namespace: metadata.namespace ?? '',
    name,
  }));
}

/** The Secrets that a key names and that are tied to a key by their label only. */
export function namedAndUnowned(
  apiKey: APIKey,
  secrets: Caches['secrets'],
): KubernetesObject[] {
  return keysBySecret(apiKey)
    .map(key => secrets.get(refOf(key)))
    .filter(secret => secret !== undefined)
    .filter(secret => unownedByKey(secret).length > 0);
}

// What another controller owns, and what enforces some key, is not the consumer's to give away.
function mayAdopt(metadata: ObjectMeta, apiKey: APIKey): boolean {
  const owners = metadata.ownerReferences ?? [];
  return (
    !metadata.deletionTimestamp &&
    metadata.labels?.[LABELS.enforcement] === undefined &&
    unownedByKey({ metadata }).length === 0 &&
    !owners.some(
      ({ uid, controller }) => controller || uid === apiKey.metadata.uid,
    )
  );
}
