import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATIONS,
  apiKeys,
  durationSeconds,
  MAX_OVERLAP_SECONDS,
  type APIKey,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCluster,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { isConflict } from '@kuadrant/kubernetes-cache';
import { CodedError, fieldError } from '../errors';
import { previousValidUntil, revealedAt } from '../model/apiKeys';
import { keyStateOf } from '../model/keyState';
import type { KeySecrets } from './KeySecrets';
import { PORTAL_FIELD_MANAGER } from './portal';
import { canRotate, valueIsBroken } from './rotationRules';

const ATTEMPTS = 8;

/** Options of {@link KeyValues}. */
export interface KeyValuesOptions {
  cluster: KuadrantCluster;
  secrets: KeySecrets;
  logger: LoggerService;
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
   * Who may see it is decided by writing the annotation on the version of the key that had none: of several calls at
   * the same time, in whatever replicas, the cluster lets one through.
   *
   * @throws CodedError notApproved, alreadyRevealed or valueMissing
   */
  async reveal(known: APIKey): Promise<string> {
    return this.#onFresh(known, async key => {
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
          `The key can be shown once the request is approved. Now it is ${state}: ${message}`,
        );
      }
      const { namespace = '' } = key.metadata;
      const value = await this.#options.secrets.read({
        namespace,
        name: key.spec.secretRef.name,
      });
      if (value === undefined) {
        throw new CodedError(
          'valueMissing',
          'The stored value of the key is missing. Rotate the key to make a new one.',
        );
      }
      await this.#patch(key, {
        metadata: {
          annotations: {
            [ANNOTATIONS.revealedAt]: this.#instant(),
          },
        },
      });
      return value;
    });
  }

  /**
   * Gives a key a new value that can be shown once; the value before goes on working during the overlap.
   *
   * @param overlap - a duration such as 24h; 0 ends the value before at once
   */
  async rotate(known: APIKey, overlap: string): Promise<APIKey> {
    const seconds = overlap === '0' ? 0 : (durationSeconds(overlap) ?? NaN);
    if (!(seconds <= MAX_OVERLAP_SECONDS)) {
      throw fieldError(
        'overlap',
        `must be at most ${MAX_OVERLAP_SECONDS / 3600}h`,
      );
    }
    if (!canRotate(known)) {
      throw notRotatable(known);
    }
    const { namespace = '', name } = known.metadata;
    const secretName = await this.#options.secrets.create(
      { namespace, name },
      known,
    );
    try {
      return await this.#onFresh(known, async key => {
        if (!canRotate(key)) {
          throw notRotatable(key);
        }
        const now = this.#options.now();
        const keepsPrevious = seconds > 0 && !valueIsBroken(key);
        return this.#patch(key, {
          metadata: {
            annotations: {
              [ANNOTATIONS.revealedAt]: null,
              [ANNOTATIONS.rotatedAt]: this.#instant(),
            },
          },
          spec: {
            secretRef: { name: secretName },
            previousSecretRef: keepsPrevious
              ? {
                  name: key.spec.secretRef.name,
                  validUntil: new Date(now + seconds * 1000).toISOString(),
                }
              : null,
          },
        });
      });
    } catch (error) {
      await this.#options.secrets
        .delete({ namespace, name: secretName })
        .catch((failure: Error) => {
          this.#options.logger.warn(
            `The Secret ${namespace}/${secretName} of a failed rotation could not be removed: ${failure.message}`,
          );
        });
      throw error;
    }
  }

  /** Ends the overlap of a rotation at once. */
  async endRotation(known: APIKey): Promise<APIKey> {
    return this.#onFresh(known, async key => {
      if (previousValidUntil(key, this.#options.now()) === undefined) {
        throw new CodedError(
          'noOverlap',
          'No earlier value of this key is in use any more.',
        );
      }
      return this.#patch(key, { spec: { previousSecretRef: null } });
    });
  }

  #instant(): string {
    return new Date(this.#options.now()).toISOString();
  }

  /** Writes only on the version of the key that was read. */
  #patch(
    { metadata }: APIKey,
    change: { metadata?: object; spec?: object },
  ): Promise<APIKey> {
    const { namespace, name, resourceVersion } = metadata;
    return this.#options.cluster.caches.apiKeys.patch(
      { namespace, name },
      { ...change, metadata: { ...change.metadata, resourceVersion } },
      { type: 'merge', ...PORTAL_FIELD_MANAGER },
    );
  }

  /** Reads the key from the cluster and acts on it; again when somebody, as the controller, wrote it meanwhile. */
  async #onFresh<R>(
    { metadata: { namespace, name, uid } }: APIKey,
    act: (key: APIKey) => Promise<R>,
  ): Promise<R> {
    for (let attempt = 1; ; attempt++) {
      const key = (await this.#options.cluster.client.get(apiKeys, {
        namespace,
        name,
      })) as APIKey;
      if (key.metadata.uid !== uid || key.metadata.deletionTimestamp) {
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

function notRotatable(key: APIKey): Error {
  const { state, message } = keyStateOf(key);
  return new CodedError(
    'notApproved',
    `Only an approved key can get a new value. Now it is ${state}: ${message}`,
  );
}
