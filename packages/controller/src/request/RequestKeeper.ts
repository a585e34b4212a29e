import type {
  APIKey,
  APIKeyRequest,
  APIKeyStatus,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  ANNOTATIONS,
  apiKeyRequestName,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isAlreadyExists, isNotFound } from '@kuadrant/kubernetes-cache';
import type { Caches } from '../caches';
import { requestStatus } from '../key/keyStatus';
import { keyOf, mergePatch } from '../objects';
import type { Logger } from '../runtime';
import { isRequestOf, requestRefOf, wantedRequestSpec } from './wantedRequest';

/** Keeps the requests that shadow keys in step with them. */
export class RequestKeeper {
  readonly #cache: Caches['apiKeyRequests'];

  constructor(cache: Caches['apiKeyRequests']) {
    this.#cache = cache;
  }

  /** The requests that there are of a key, of this one and of earlier ones of its name. */
  requestsOf(apiKey: ObjectRef): APIKeyRequest[] {
    const name = apiKeyRequestName(apiKey);
    return this.#cache
      .byIndex('key', keyOf(apiKey))
      .filter(({ metadata }) => metadata.name === name);
  }

  /**
   * Makes the request of a key, or brings its specification in step.
   *
   * @param note - what is to be remembered of the key's Secret; nothing leaves what is there
   */
  async ensure(
    apiKey: APIKey,
    note: string | undefined,
    logger: Logger,
  ): Promise<void> {
    const ref = requestRefOf(apiKey);
    const wanted = wantedRequestSpec(apiKey);
    const existing = this.#cache.get(ref);
    if (existing && !isRequestOf(existing, apiKey)) {
      // Decisions on it were made on an earlier key of this name; they go with it.
      await this.#remove(existing, logger);
      throw new Error(
        `APIKeyRequest ${keyOf(ref)} of an earlier APIKey is still being deleted`,
      );
    }
    const annotations = note && { [ANNOTATIONS.secret]: note };
    if (!existing) {
      await this.#create(
        {
          metadata: { ...ref, ...(annotations && { annotations }) },
          spec: wanted,
        },
        logger,
      );
      return;
    }
    const { uid, deletionTimestamp } = existing.metadata;
    const spec = mergePatch(existing.spec, wanted);
    const isNoted =
      !note || existing.metadata.annotations?.[ANNOTATIONS.secret] === note;
    if ((spec || !isNoted) && !deletionTimestamp) {
      await this.#cache.patch(
        ref,
        {
          metadata: { uid, ...(!isNoted && { annotations }) },
          ...(spec !== undefined && { spec }),
        },
        { type: 'merge' },
      );
    }
  }

  /** Shows the key's status on its request. */
  async mirror(request: APIKeyRequest, status: APIKeyStatus): Promise<void> {
    const patch = mergePatch(request.status ?? {}, requestStatus(status));
    if (patch && !request.metadata.deletionTimestamp) {
      const { namespace, name, uid } = request.metadata;
      await this.#cache.patch(
        { namespace, name },
        { metadata: { uid }, status: patch },
        { type: 'merge', subresource: 'status' },
      );
    }
  }

  /**
   * Removes the requests of a key.
   *
   * @param except - the one to keep, if any: the key may have been moved to another product
   */
  async removeAll(
    apiKey: ObjectRef,
    logger: Logger,
    except?: ObjectRef,
  ): Promise<void> {
    for (const request of this.requestsOf(apiKey)) {
      if (!except || keyOf(except) !== keyOf(request.metadata)) {
        await this.#remove(request, logger);
      }
    }
  }

  async #create(request: APIKeyRequest, logger: Logger): Promise<void> {
    const key = keyOf(request.metadata);
    try {
      await this.#cache.create(request);
      logger.info('APIKeyRequest created', { request: key });
    } catch (error) {
      if (isAlreadyExists(error)) {
        throw new Error(
          `APIKeyRequest ${key} exists and is not in the cache yet`,
          { cause: error },
        );
      }
      throw error;
    }
  }

  async #remove({ metadata }: APIKeyRequest, logger: Logger): Promise<void> {
    const { namespace, name, uid, deletionTimestamp } = metadata;
    if (deletionTimestamp) {
      return;
    }
    try {
      await this.#cache.delete({ namespace, name }, { preconditions: { uid } });
      logger.info('APIKeyRequest deleted', {
        request: `${namespace}/${name}`,
      });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}
