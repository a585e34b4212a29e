import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyRequest,
  apiKeys as apiKeyResource,
  type KubernetesObject,
  LABELS,
  labelValue,
  type ObjectMeta,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { type Caches, keysBySecret, unownedByKey } from '../caches';
import { keyOf, refOf, refOfMeta } from '../objects';
import { isUntied, LeftSecrets } from './LeftSecrets';
import { SecretRound } from './SecretReader';

// A rotation may make the new Secret before it names it in the APIKey.
const UNREFERENCED_GRACE_MS = 60_000;

// Whoever made a Secret for an APIKey has made the APIKey by then, or has failed to.
const ABANDONED_AFTER_MS = 10 * 60_000;

/**
 * Ties consumers' Secrets to their APIKeys: they go with the key, and those that it no longer names are removed.
 *
 * @remarks
 * Whose a Secret is, is told by the label that whoever made it for a key gave it, or by an ownerReference. Where it has
 * neither, the request of the key notes its name and UID, which costs no write of its own. That note is in a namespace
 * whose people could write another: it is believed only as long as the Secret has that UID, which nobody knows who may
 * not read the Secret, and no APIKey names it.
 */
export class ConsumerSecrets {
  readonly #cache: Caches['secrets'];
  readonly #apiKeys: Caches['apiKeys'];
  readonly #left: LeftSecrets;

  constructor(caches: Pick<Caches, 'secrets' | 'apiKeys'>) {
    this.#cache = caches.secrets;
    this.#apiKeys = caches.apiKeys;
    this.#left = new LeftSecrets(caches);
  }

  /** Makes the APIKey an owner of the Secrets that neither a label nor the note on its request ties to it. */
  async adopt(
    apiKey: APIKey,
    options: {
      round: SecretRound;
      /** The key's own requests; what they note and the key no longer names is removed in time as the key's own. */
      requests: APIKeyRequest[];
      /** There will be a request that notes the Secret which the key names now. */
      willBeNoted: boolean;
      /** Milliseconds since the epoch. */
      now: number;
    },
  ): Promise<void> {
    const { round, willBeNoted } = options;
    const { namespace = '' } = apiKey.metadata;
    const current = apiKey.spec.secretRef.name;
    const found: (ObjectMeta | undefined)[] = options.requests
      .flatMap(request => this.#noted(request, namespace))
      .filter(metadata => !this.#isNamed(metadata));
    for (const name of namedSecrets(apiKey, options.now)) {
      found.push(await this.#metadataOf({ namespace, name }, round));
    }
    const all = new Map(found.map(metadata => [metadata?.uid, metadata]));
    for (const metadata of all.values()) {
      const isNoted =
        willBeNoted && metadata?.name === current && isUntied(metadata);
      if (metadata && !isNoted && mayAdopt(metadata, apiKey)) {
        round.take(await this.#adopt(metadata, apiKey));
      }
    }
  }

  /** What the request of the key is to note of the Secret that the key names; undefined if nothing. */
  async noteFor(
    { metadata, spec }: APIKey,
    round: SecretRound,
  ): Promise<string | undefined> {
    const ref = { namespace: metadata.namespace ?? '', ...spec.secretRef };
    const secret = await this.#metadataOf(ref, round);
    return secret && isUntied(secret)
      ? `${secret.name}/${secret.uid}`
      : undefined;
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
      if (
        metadata.name === secretRef.name ||
        (isPrevious && !expired) ||
        this.#isNamed(metadata, apiKey)
      ) {
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
          !this.#isNamed(metadata, apiKey),
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
      if (this.#isNamed(metadata)) {
        continue;
      }
      const left = this.#left.has(metadata)
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

  /** Removes what nothing on itself ties to a key and a key of this name named that is gone, as its requests note. */
  async removeNoted(
    apiKey: ObjectRef,
    requests: APIKeyRequest[],
  ): Promise<void> {
    const noted = requests.flatMap(request =>
      this.#noted(request, apiKey.namespace),
    );
    for (const metadata of new Set([
      ...this.#left.of(keyOf(apiKey)),
      ...noted,
    ])) {
      if (isUntied(metadata) && !this.#isNamed(metadata)) {
        await this.#remove(metadata, metadata.resourceVersion);
      }
    }
  }

  /** The very Secret that a request notes, if it is still there. */
  #noted(request: APIKeyRequest, namespace: string): ObjectMeta[] {
    const note = request.metadata.annotations?.[ANNOTATIONS.secret];
    const [name, uid] = note?.split('/') ?? [];
    const metadata = name
      ? this.#cache.get({ namespace, name })?.metadata
      : undefined;
    return metadata && metadata.uid === uid ? [metadata] : [];
  }

  /** Whether an APIKey, other than this one, names the Secret. */
  #isNamed(secret: ObjectMeta, except?: APIKey): boolean {
    return this.#apiKeys
      .byIndex('secret', keyOf(secret))
      .some(({ metadata }) => metadata.uid !== except?.metadata.uid);
  }

  // A Secret that came with its APIKey may not be in the cache yet.
  async #metadataOf(
    ref: ObjectRef,
    round: SecretRound,
  ): Promise<ObjectMeta | undefined> {
    return this.#cache.get(ref)?.metadata ?? (await round.read(ref)).metadata;
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
    apiKey: APIKey,
  ): Promise<KubernetesObject> {
    return this.#cache.patch(
      refOfMeta(metadata),
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

  async #remove(
    { namespace, name, uid }: ObjectMeta,
    resourceVersion?: string,
  ): Promise<void> {
    try {
      await this.#cache.delete(
        { namespace, name },
        { preconditions: { uid, ...(resourceVersion && { resourceVersion }) } },
      );
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

/** Names of the Secrets that a key names and that work. */
function namedSecrets({ spec }: APIKey, now: number): string[] {
  const { secretRef, previousSecretRef } = spec;
  const previous =
    previousSecretRef && Date.parse(previousSecretRef.validUntil) > now
      ? [previousSecretRef]
      : [];
  return [secretRef, ...previous].map(({ name }) => name);
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
