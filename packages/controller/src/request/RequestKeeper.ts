import type {
  APIKey,
  APIKeyRequest,
  APIKeyStatus,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isAlreadyExists, isNotFound } from '@kuadrant/kubernetes-cache';
import { apiKeyRequestName } from '@kuadrant/backstage-plugin-kuadrant-common';
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

  /** Makes the request of a key, or brings its specification in step. */
  async ensure(apiKey: APIKey, logger: Logger): Promise<void> {
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
    if (!existing) {
      await this.#create(ref, wanted, logger);
      return;
    }
    const patch = mergePatch(existing.spec, wanted);
    if (patch && !existing.metadata.deletionTimestamp) {
      await this.#cache.patch(
        ref,
        { metadata: { uid: existing.metadata.uid }, spec: patch },
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
    const name = apiKeyRequestName(apiKey);
    for (const request of this.#cache.byIndex('key', keyOf(apiKey))) {
      const { metadata } = request;
      const isKept = except && keyOf(except) === keyOf(metadata);
      if (metadata.name === name && !isKept) {
        await this.#remove(request, logger);
      }
    }
  }

  async #create(
    ref: ObjectRef,
    spec: APIKeyRequest['spec'],
    logger: Logger,
  ): Promise<void> {
    try {
      await this.#cache.create({ metadata: ref, spec });
      logger.info('APIKeyRequest created', { request: keyOf(ref) });
    } catch (error) {
      if (isAlreadyExists(error)) {
        throw new Error(
          `APIKeyRequest ${keyOf(ref)} exists and is not in the cache yet`,
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
