import {
  ANNOTATIONS,
  apiKeys,
  durationSeconds,
  KEY_FIELDS,
  LONGEST_OVERLAP_SECONDS,
  toStored,
  type APIKey,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCluster,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { isConflict } from '@kuadrant/kubernetes-cache';
import { assertAllowed } from '../authorization/assertAllowed';
import { CodedError, fieldError } from '../errors';
import { previousValidUntil, revealedAt } from '../model/apiKeys';
import { requesterOf } from '../model/entityRefs';
import { keyStateOf } from '../model/keyState';
import type { KeySecrets } from './KeySecrets';
import { PORTAL_FIELD_MANAGER } from './portal';
import { checkRotation, valueIsBroken } from './rotationRules';

const ATTEMPTS = 8;

/** Options of {@link KeyValues}. */
export interface KeyValuesOptions {
  cluster: KuadrantCluster;
  secrets: KeySecrets;
  now: () => number;
}

/** Shows and replaces the values of keys. */
export class KeyValues {
  readonly #options: KeyValuesOptions;

  constructor(options: KeyValuesOptions) {
    this.#options = options;
  }

  /**
   * The value of a key, once.
   *
   * @remarks
   * Whether the caller may see it is decided on the key as the cluster has it. The annotation is written on the version
   * of the key that had none: of several calls at the same time, in any replicas, the cluster lets one through.
   *
   * @param requester - full entity reference of the caller
   * @throws CodedError notAllowed, alreadyRevealed, notApproved, notPortalSecret or valueMissing
   */
  async reveal(known: APIKey, requester: string): Promise<string> {
    return this.#onFresh(known, async key => {
      assertAllowed(
        requesterOf(key) === requester,
        'see this key: it is shown to its requester, nobody else',
      );
      const { state, message } = keyStateOf(key);
      if (revealedAt(key) !== undefined) {
        throw new CodedError(
          'alreadyRevealed',
          'This key was already shown. Rotate it to get a new value.',
        );
      }
      if (state !== 'Approved') {
        throw new CodedError(
          'notApproved',
          `The key can be shown once the request is approved. It is ${state}: ${message}`,
        );
      }
      const value = await this.#options.secrets.read(key);
      await this.#patch(
        key,
        {},
        {
          [ANNOTATIONS.revealedAt]: new Date(this.#options.now()).toISOString(),
        },
      );
      return value;
    });
  }

  /**
   * Gives a key a new value that can be shown once. The value before works during the overlap.
   *
   * @remarks
   * A key has one previous value. It is never replaced before its time: while it works, and while nobody has seen the
   * present value, there is no other rotation.
   *
   * @param overlap - a duration such as 24h; 0 stops the value before at once
   * @throws CodedError notApproved, neverShown or overlapRunning
   */
  async rotate(known: APIKey, overlap: string): Promise<APIKey> {
    const seconds = overlap === '0' ? 0 : (durationSeconds(overlap) ?? NaN);
    if (!(seconds <= LONGEST_OVERLAP_SECONDS)) {
      throw fieldError(
        'overlap',
        `must be at most ${LONGEST_OVERLAP_SECONDS / 3600}h`,
      );
    }
    const { secrets } = this.#options;
    const hasOwnValue = await secrets.isOwn(known);
    checkRotation(known, { now: this.#options.now(), hasOwnValue });
    const { namespace = '', name } = known.metadata;
    const secretName = await secrets.create({ namespace, name }, known);
    try {
      return await this.#onFresh(known, async key => {
        const now = this.#options.now();
        const isSame = key.spec.secretRef.name === known.spec.secretRef.name;
        checkRotation(key, { now, hasOwnValue: hasOwnValue || !isSame });
        const keepsPrevious = seconds > 0 && !valueIsBroken(key);
        return this.#patch(
          key,
          {
            secretRef: { name: secretName },
            previousSecretRef: keepsPrevious
              ? {
                  name: key.spec.secretRef.name,
                  validUntil: new Date(now + seconds * 1000).toISOString(),
                }
              : null,
          },
          {
            [ANNOTATIONS.revealedAt]: null,
            [ANNOTATIONS.rotatedAt]: new Date(now).toISOString(),
          },
        );
      });
    } catch (error) {
      await secrets.discard({ namespace, name: secretName }, error);
      throw error;
    }
  }

  /**
   * Ends the overlap of a rotation at once.
   *
   * @throws CodedError noOverlap
   */
  async endRotation(known: APIKey): Promise<APIKey> {
    return this.#onFresh(known, async key => {
      if (previousValidUntil(key, this.#options.now()) === undefined) {
        throw new CodedError(
          'noOverlap',
          'No previous value of this key works any longer.',
        );
      }
      return this.#patch(key, { previousSecretRef: null });
    });
  }

  /** Writes only on the version of the key that was read. */
  #patch(
    key: APIKey,
    changes: object,
    moreAnnotations: Record<string, string | null> = {},
  ): Promise<APIKey> {
    const { namespace, name, resourceVersion } = key.metadata;
    const { spec, annotations } = toStored(changes, KEY_FIELDS, key);
    return this.#options.cluster.caches.apiKeys.patch(
      { namespace, name },
      {
        metadata: {
          resourceVersion,
          annotations: { ...annotations, ...moreAnnotations },
        },
        spec,
      },
      { type: 'merge', ...PORTAL_FIELD_MANAGER },
    );
  }

  /** Reads the key from the cluster and acts on it; again when somebody, as the controller, wrote it meanwhile. */
  async #onFresh<R>(
    known: APIKey,
    act: (key: APIKey) => Promise<R>,
  ): Promise<R> {
    const { namespace, name, uid } = known.metadata;
    for (let attempt = 1; ; attempt++) {
      const key = (await this.#options.cluster.client.get(apiKeys, {
        namespace,
        name,
      })) as APIKey;
      if (
        key.metadata.uid !== uid ||
        key.metadata.deletionTimestamp ||
        // What was authorized was somebody else's key.
        requesterOf(key) !== requesterOf(known)
      ) {
        throw new CodedError(
          'notFound',
          `There is no API key ${objectKey({ namespace, name })}`,
        );
      }
      try {
        return await act(key);
      } catch (error) {
        if (!isConflict(error) || attempt === ATTEMPTS) {
          throw error;
        }
      }
    }
  }
}
